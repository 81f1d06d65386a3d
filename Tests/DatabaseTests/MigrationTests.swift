import Database
import DatabaseTesting
import Logging
import Testing

@Suite struct MigrationTests {
    /// What has shipped. A step that is changed gets a new number instead; a new step gets a line here.
    private static let shipped: [(number: Int, postgres: String, sqlite: String)] = [
        (1, "3e037a2531090160", "5da1a8fa0d758059"), (2, "5984ea2c07043e4a", "de09e8c3623ba448"),
        (3, "b86d5b335d736f0f", "01d9bad7ce999a73"),
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
}
