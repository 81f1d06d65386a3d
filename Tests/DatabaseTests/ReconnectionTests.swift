import Database
import DatabaseTesting
import Logging
import Testing

/// With a server of their own, since it is stopped.
@Suite(.serialized) struct ReconnectionTests {
    private static let cluster = Task { try await PostgresCluster.start() }

    private static func withServer(
        acquireTimeout: Duration = .seconds(20), _ body: (PostgresCluster, SQLDatabase) async throws -> Void
    ) async throws {
        let cluster = try await cluster.value
        let database = try SQLDatabase(
            DatabaseConfiguration(location: .postgres(url: cluster.url()), acquireTimeout: acquireTimeout), logger: .silent)
        do {
            try await body(cluster, database)
        } catch {
            Issue.record(error)
        }
        await database.close()
    }

    @Test func `work goes on after the server was restarted`() async throws {
        try await Self.withServer { cluster, database in
            try await database.migrate()
            // Several idle connections, all of which will be dead.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try await database.query("SELECT pg_sleep(0.05)") } }
                try await group.waitForAll()
            }
            try await cluster.stop()
            try await cluster.resume()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        _ = try await database.query("SELECT 1")
                        try await database.execute("INSERT INTO slot_leases (pool, slot) VALUES ('a', \(number))")
                        try await database.transaction { try $0.run("UPDATE slot_leases SET slot = slot + 100 WHERE slot = \(number)") }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.query("SELECT * FROM slot_leases WHERE slot >= 100").count == 6)
        }
    }

    @Test func `a crash in the middle loses nothing that was committed and does nothing twice`() async throws {
        try await Self.withServer { cluster, database in
            try await database.execute("DROP TABLE IF EXISTS entries")
            try await database.execute("CREATE TABLE entries (n integer)")
            let (progress, continuation) = AsyncStream.makeStream(of: Int.self)
            let writer = Task {
                var uncertain: Set<Int> = []
                for number in 0..<400 {
                    do {
                        try await database.transaction { connection in
                            try connection.run("INSERT INTO entries VALUES (\(number))")
                            try connection.run("SELECT 1")
                        }
                    } catch let error as DatabaseError where error.code == .outcomeUnknown {
                        uncertain.insert(number)
                    }
                    continuation.yield(number)
                }
                continuation.finish()
                return uncertain
            }
            for await number in progress where number == 100 {
                try await cluster.stop()
                try await cluster.resume()
            }
            let uncertain = try await writer.value
            let found = try await database.query("SELECT n FROM entries").map { try $0.get("n", as: Int.self) }
            #expect(found.count == Set(found).count)
            #expect(Set(found).union(uncertain) == Set(0..<400))
            #expect(uncertain.count <= 1)
        }
    }

    @Test func `while the server is down work fails as transient, health says so, and both recover`() async throws {
        try await Self.withServer(acquireTimeout: .milliseconds(200)) { cluster, database in
            _ = try await database.query("SELECT 1")
            try await cluster.crash()
            do {
                _ = try await database.query("SELECT 1")
                Issue.record("an error was expected")
            } catch let error as DatabaseError {
                #expect(error.isTransient)
                #expect(!"\(error)".contains("/tmp"))
            }
            await #expect(throws: DatabaseError.self) { try await database.health().get() }
            try await cluster.resume()
            await #expect(throws: Never.self) { try await database.health().get() }
            #expect(try await database.value("SELECT 1 AS one", as: Int.self) == 1)
        }
    }

    @Test func `listening goes on after a restart, and subscribers are told to look again`() async throws {
        try await Self.withServer { cluster, database in
            var notices = database.notifier.notices(on: "jobs").makeAsyncIterator()
            #expect(await notices.next() == .lookAgain)
            try await database.transaction { try $0.notify("jobs", "before") }
            #expect(await notices.next() == .message("before"))
            try await cluster.crash()
            try await cluster.resume()
            #expect(await notices.next() == .lookAgain)
            try await database.transaction { try $0.notify("jobs", "after") }
            #expect(await notices.next() == .message("after"))
        }
    }

    @Test func `a server that is not there at the start is waited for`() async throws {
        try await Self.withServer { cluster, database in
            try await cluster.stop()
            async let report = database.migrate()
            try await cluster.resume()
            #expect(try await report.unknown == [])
        }
    }
}
