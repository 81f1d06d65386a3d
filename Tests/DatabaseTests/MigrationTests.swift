import Database
import DatabaseTesting
import Foundation
import Logging
import Testing

@Suite struct MigrationTests {
    /// What has shipped. A step that is changed gets a new number instead; a new step gets a line here.
    private static let shipped: [(number: Int, postgres: String, sqlite: String)] = [
        (1, "3e037a2531090160", "5da1a8fa0d758059"), (2, "5984ea2c07043e4a", "de09e8c3623ba448"),
        (3, "b86d5b335d736f0f", "01d9bad7ce999a73"), (4, "340190c8feb4353c", "2435973365c28664"),
        (5, "4d25767f9dce13f5", "1a8c248ba99fd2c2"), (6, "38b3ab9dc82a1e9e", "79dbc32219a32e46"),
        (7, "046e8727c3c5a850", "fda957d00036fa2d"),
    ]

    @Test func `shipped steps are what they were`() {
        #expect(Migration.all.map(\.number) == Self.shipped.map(\.number))
        for (migration, shipped) in zip(Migration.all, Self.shipped) {
            #expect(migration.fingerprint(for: .postgres) == shipped.postgres)
            #expect(migration.fingerprint(for: .sqlite) == shipped.sqlite)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `several nodes may start at once: one makes the schema, the others find it`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let reports = try await withThrowingTaskGroup(of: MigrationReport.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let database = try SQLDatabase(DatabaseConfiguration(location: location, maximumConnections: 2), logger: .silent)
                        let report = try await database.migrate()
                        _ = try await database.query("SELECT count(*) AS n FROM processing_batches")
                        await database.close()
                        return report
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reports.filter { $0.applied == Migration.all.map(\.number) }.count == 1)
            #expect(reports.filter { $0.applied.isEmpty }.count == 5)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a step that fails leaves nothing of itself or of those before it`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            let good = Migration(1, "good", ["CREATE TABLE one (n integer)"])
            let bad = Migration(2, "bad", ["CREATE TABLE two (n integer)", "CREATE TABLE one (n integer)"])
            await #expect(throws: DatabaseError.self) { try await database.migrate([good, bad]) }
            await #expect(throws: DatabaseError(.invalidStatement, "")) { try await database.query("SELECT * FROM one") }
            let better = Migration(2, "better", ["CREATE TABLE two (n integer)"])
            #expect(try await database.migrate([good, better]).applied == [1, 2])
            #expect(try await database.migrate([good, better]).applied == [])
            await database.close()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a step that is not the one that was applied is an error, one of a newer version is not`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            let first = Migration(1, "first", ["CREATE TABLE one (n integer)"])
            let second = Migration(2, "second", ["CREATE TABLE two (n integer)"])
            try await database.migrate([first, second])
            #expect(try await database.migrate([first]).unknown == [2])
            let edited = Migration(1, "first", ["CREATE TABLE one (n integer, m integer)"])
            await #expect(throws: DatabaseError(.schemaMismatch, "")) { try await database.migrate([edited, second]) }
            await database.close()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what is queued and what was told stay when their tables are made anew`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            try await database.migrate(Array(Migration.all.prefix(3)))
            let (batch, job, token) = (UUID(), UUID(), UUID())
            try await database.transaction { connection in
                try connection.run(
                    """
                    INSERT INTO processing_batches (id, swimmer_name_normalized, swimmer_name_display, total_pdfs)
                    VALUES (\(batch), 'river stone', 'River Stone', 1)
                    """)
                try connection.run("INSERT INTO batch_jobs (id, batch_id, sequence, source_type) VALUES (\(job), \(batch), 0, 'file')")
                try connection.run(
                    """
                    INSERT INTO job_queue (job_id, batch_id, sequence, attempt, lease_token, lease_owner, lease_expires_at)
                    VALUES (\(job), \(batch), 0, 2, \(token), 'a', \(SQL.now))
                    """)
                try connection.run(
                    """
                    INSERT INTO batch_events (batch_id, id, type, job_id, data)
                    VALUES (\(batch), 1, 'job_started', \(job), \(SQLJSON(text: "{}")))
                    """)
            }
            try await database.migrate()
            let queued = try #require(try await database.query("SELECT * FROM job_queue").first)
            #expect(try queued.get("job_id", as: UUID.self) == job)
            #expect(try queued.get("batch_id", as: UUID.self) == batch)
            #expect(try queued.get("attempt", as: Int.self) == 2)
            #expect(try queued.get("lease_token", as: UUID.self) == token)
            let told = try #require(try await database.query("SELECT * FROM batch_events").first)
            #expect(try told.get("type", as: String.self) == "job_started")
            #expect(try told.get("data", as: String.self) == "{}")
            try await database.execute("DELETE FROM processing_batches")
            for table in ["job_queue", "batch_events"] {
                #expect(try await database.query("SELECT * FROM \(SQL(verbatim: table))").isEmpty, "\(table)")
            }
            await database.close()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `batches and jobs keep their status, and take no other, when it is checked in another way`(backend: TestBackend) async throws {
        let states = ["pending", "downloading", "processing", "completed", "failed", "cancelled"]
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            try await database.migrate(Array(Migration.all.prefix(4)))
            let batch = UUID()
            try await database.execute(
                """
                INSERT INTO processing_batches (id, swimmer_name_normalized, swimmer_name_display, total_pdfs, status)
                VALUES (\(batch), 'river stone', 'River Stone', 6, 'partial')
                """)
            let jobs = SQLTable(
                "jobs", states.enumerated(), .init("id") { _ in UUID() }, .init("place") { $0.offset }, .init("status") { $0.element })
            try await database.execute(
                """
                INSERT INTO batch_jobs (id, batch_id, sequence, source_type, status) SELECT id, \(batch), place, 'file', status FROM \(jobs)
                """)
            try await database.migrate()
            #expect(try await database.value("SELECT status FROM processing_batches", as: String.self) == "partial")
            let kept = try await database.query("SELECT status FROM batch_jobs WHERE batch_id = \(batch) ORDER BY sequence")
            #expect(try kept.map { try $0.get("status", as: String.self) } == states)
            for table in ["processing_batches", "batch_jobs"] {
                await #expect(throws: DatabaseError(.checkViolation, ""), "\(table)") {
                    try await database.execute("UPDATE \(SQL(verbatim: table)) SET status = 'lost'")
                }
                await #expect(throws: DatabaseError(.notNullViolation, ""), "\(table)") {
                    try await database.execute("UPDATE \(SQL(verbatim: table)) SET status = NULL")
                }
            }
            let next = UUID()
            try await database.execute(
                """
                INSERT INTO processing_batches (id, swimmer_name_normalized, swimmer_name_display, total_pdfs)
                VALUES (\(next), 'river stone', 'River Stone', 1)
                """)
            #expect(try await database.value("SELECT status FROM processing_batches WHERE id = \(next)", as: String.self) == "pending")
            try await database.execute("DELETE FROM processing_batches")
            #expect(try await database.value("SELECT count(*) AS n FROM batch_jobs", as: Int.self) == 0)
            if backend == .sqlite {
                let declared = try await database.query("SELECT sql FROM sqlite_schema WHERE name IN ('batch_jobs', 'processing_batches')")
                for text in try declared.map({ try $0.get("sql", as: String.self) }) {
                    #expect(text.contains("status = 'pending' OR") && !text.contains("status IN"))
                }
                #expect(try await database.value("PRAGMA writable_schema", as: Int.self) == 0)
                #expect(try await database.value("PRAGMA integrity_check", as: String.self) == "ok")
            }
            await database.close()
        }
    }
}
