import Database
import DatabaseTesting
import Foundation
import Logging
import Testing

@Suite struct PoolTests {
    @Test func `no more connections are open than allowed, and those who wait get their turn`() async throws {
        try await TestBackend.postgres.withDatabase(configure: { $0.maximumConnections = 3 }) { database in
            let most = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        let sql: SQL =
                            "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        return try await database.value(sql, as: Int.self) ?? 0
                    }
                }
                return try await group.reduce(0, max)
            }
            #expect(most <= 2)
            #expect(database.statistics.open <= 3)
            #expect(database.statistics.inUse == 0)
            #expect(database.statistics.waiting == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `who waits too long for a connection is refused`(backend: TestBackend) async throws {
        try await backend.withDatabase(configure: { $0.maximumConnections = 1 }) { database in
            try await backend.withLocation { location in
                let database = try SQLDatabase(
                    DatabaseConfiguration(location: location, maximumConnections: 1, acquireTimeout: .milliseconds(50)), logger: .silent)
                let (hasBegun, mayEnd) = (Gate(), Gate())
                async let holder = database.read { connection in
                    try connection.run("SELECT 1")
                    hasBegun.open()
                    mayEnd.wait()
                }
                await hasBegun.waited()
                await #expect(throws: DatabaseError(.acquireTimedOut, "")) { try await database.query("SELECT 1") }
                #expect(database.statistics.timedOut == 1)
                mayEnd.open()
                try await holder
                _ = try await database.query("SELECT 1")
                await database.close()
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `who is cancelled while waiting gives up its place`(backend: TestBackend) async throws {
        try await backend.withDatabase(configure: { $0.maximumConnections = 1 }) { database in
            let (hasBegun, mayEnd) = (Gate(), Gate())
            async let holder = database.read { connection in
                try connection.run("SELECT 1")
                hasBegun.open()
                mayEnd.wait()
            }
            await hasBegun.waited()
            let waiter = Task { try await database.query("SELECT 1") }
            while database.statistics.waiting == 0 { await Task.yield() }
            waiter.cancel()
            let result = await waiter.result
            #expect(throws: DatabaseError(.cancelled, "")) { try result.get() }
            mayEnd.open()
            try await holder
            _ = try await database.query("SELECT 1")
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `closing waits for the work that has begun`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            try await database.execute("CREATE TABLE numbers (n integer)")
            let (hasBegun, mayEnd) = (Gate(), Gate())
            async let writer = database.transaction { connection -> SQLRows in
                hasBegun.open()
                mayEnd.wait()
                return try connection.run("INSERT INTO numbers VALUES (1)")
            }
            await hasBegun.waited()
            async let closing: Void = database.close()
            mayEnd.open()
            await closing
            #expect(try await writer.changes == 1)
            let again = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            #expect(try await again.query("SELECT * FROM numbers").count == 1)
            await again.close()
        }
    }

    @Test func `an address or a password in the URL is never shown`() async throws {
        let url = "postgres://coach:hunter2@127.0.0.1:1/meets"
        let configuration = DatabaseConfiguration(location: .postgres(url: url), acquireTimeout: .milliseconds(10))
        #expect(!"\(configuration) \(String(reflecting: configuration))".contains("hunter2"))
        let database = try SQLDatabase(configuration, logger: .silent)
        do {
            _ = try await database.query("SELECT 1")
            Issue.record("an error was expected")
        } catch let error as DatabaseError {
            #expect(error.code == .unavailable)
            for part in ["hunter2", "127.0.0.1", "coach"] { #expect(!"\(error)".contains(part)) }
        }
        await database.close()
    }

    @Test func `a user or database that does not exist is a lasting error`() async throws {
        let cluster = try await PostgresCluster.shared.value
        let database = try SQLDatabase(
            DatabaseConfiguration(location: .postgres(url: cluster.url(database: "nowhere"))), logger: .silent)
        await #expect(throws: DatabaseError(.accessDenied, "")) { try await database.query("SELECT 1") }
        await database.close()
        let nonsense = try SQLDatabase(DatabaseConfiguration(location: .postgres(url: "postgres://[")), logger: .silent)
        await #expect(throws: DatabaseError(.misuse, "")) { try await nonsense.query("SELECT 1") }
        await nonsense.close()
    }
}
