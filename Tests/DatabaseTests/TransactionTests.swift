import Database
import DatabaseTesting
import Foundation
import Testing

@Suite struct TransactionTests {
    private struct Refused: Error {}

    private static let table: SQL = "CREATE TABLE counters (name \(SQL(postgres: "text", sqlite: "TEXT")) PRIMARY KEY, n integer NOT NULL)"

    private static func value(_ name: String, in database: SQLDatabase) async throws -> Int? {
        try await database.value("SELECT n FROM counters WHERE name = \(name)")
    }

    @Test(arguments: TestBackend.allCases)
    func `what a body that throws has done is undone`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            await #expect(throws: Refused.self) {
                try await database.transaction { connection in
                    try connection.run("INSERT INTO counters VALUES ('a', 1)")
                    try connection.send("INSERT INTO counters VALUES ('b', 1)")
                    throw Refused()
                }
            }
            #expect(try await database.query("SELECT * FROM counters").isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a statement that failed costs the transaction, even when its error is caught`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            await #expect(throws: DatabaseError(.uniqueViolation, "")) {
                try await database.transaction { connection in
                    try connection.run("INSERT INTO counters VALUES ('a', 1)")
                    _ = try? connection.run("INSERT INTO counters VALUES ('a', 2)")
                }
            }
            #expect(try await Self.value("a", in: database) == nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the error of a statement that was only sent comes with the commit`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            await #expect(throws: DatabaseError(.notNullViolation, "")) {
                try await database.transaction { connection in
                    try connection.run("INSERT INTO counters VALUES ('a', 1)")
                    try connection.send("INSERT INTO counters VALUES ('b', \(Int?.none))")
                }
            }
            #expect(try await Self.value("a", in: database) == nil)
            try await database.execute("INSERT INTO counters VALUES ('a', 2)")
            #expect(try await Self.value("a", in: database) == 2)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what was sent and failed in a transaction that was given up does not trouble the next`(backend: TestBackend) async throws {
        try await backend.withDatabase(configure: { $0.maximumConnections = 1 }) { database in
            try await database.execute(Self.table)
            for _ in 0..<3 {
                await #expect(throws: (any Error).self) {
                    try await database.transaction { connection in
                        try connection.run("INSERT INTO counters VALUES ('a', 1)")
                        try connection.send("INSERT INTO counters VALUES ('a', 1)")
                        throw Refused()
                    }
                }
                await #expect(throws: (any Error).self) {
                    try await database.read { connection in try connection.send("INSERT INTO counters VALUES ('a', 1)") }
                }
                try await database.transaction { try $0.run("INSERT INTO counters VALUES ('b', 1) ON CONFLICT DO NOTHING") }
                #expect(try await Self.value("b", in: database) == 1)
            }
            #expect(try await Self.value("a", in: database) == nil)
        }
    }

    @Test func `a result whose shape has changed since the statement was prepared is read all the same`() async throws {
        try await TestBackend.postgres.withDatabase(configure: { $0.maximumConnections = 1 }) { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 1)")
            for column in ["b", "c", "d"] {
                let before = try await database.query("SELECT * FROM counters")
                try await database.execute(SQL(verbatim: "ALTER TABLE counters ADD COLUMN \(column) integer"))
                let after = try await database.query("SELECT * FROM counters")
                #expect(before.first?.columns.contains(column) == false)
                #expect(after.first?.columns.contains(column) == true)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `of many transactions at once each counts once`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        for _ in 0..<10 {
                            let options: TransactionOptions = number.isMultiple(of: 2) ? .default : .relaxed
                            _ = try? await database.transaction(options) { connection in
                                try connection.run("UPDATE counters SET n = n + 1 WHERE name = 'a'")
                                // A quarter fail: what they did is undone, and nothing else.
                                if number.isMultiple(of: 4) { throw Refused() }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.value("a", in: database) == 300)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `serializable transactions that collide are run again until each has counted`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await database.transaction(TransactionOptions(isolation: .serializable, attempts: 100)) { connection in
                                let n = try connection.value("SELECT n FROM counters WHERE name = 'a'", as: Int.self) ?? 0
                                try connection.run("UPDATE counters SET n = \(n + 1) WHERE name = 'a'")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.value("a", in: database) == 30)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `transactions that lock each other out are run again`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 0), ('b', 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for names in [("a", "b"), ("b", "a")] {
                    group.addTask {
                        for _ in 0..<5 {
                            try await database.transaction(TransactionOptions(attempts: 50)) { connection in
                                try connection.run("UPDATE counters SET n = n + 1 WHERE name = \(names.0)")
                                try connection.run("UPDATE counters SET n = n + 1 WHERE name = \(names.1)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.value("a", in: database) == 10)
            #expect(try await Self.value("b", in: database) == 10)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a read sees one state throughout`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 0)")
            let first = Gate()
            let second = Gate()
            async let seen = database.read { connection in
                let before = try connection.value("SELECT n FROM counters WHERE name = 'a'", as: Int.self)
                first.open()
                second.wait()
                return (before, try connection.value("SELECT n FROM counters WHERE name = 'a'", as: Int.self))
            }
            await first.waited()
            try await database.execute("UPDATE counters SET n = 1 WHERE name = 'a'")
            second.open()
            let (before, after) = try await seen
            #expect(before == 0)
            #expect(after == 0)
            #expect(try await Self.value("a", in: database) == 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a read cannot write`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await database.read { try $0.run("INSERT INTO counters VALUES ('a', 1)") }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `rows that one transaction has taken are passed over by the next`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            try await database.execute("INSERT INTO counters VALUES ('a', 0), ('b', 0), ('c', 0), ('d', 0)")
            let taken = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.transaction { connection in
                            try connection.all(
                                """
                                UPDATE counters SET n = n + 1 WHERE name IN (
                                    SELECT name FROM counters WHERE n = 0 ORDER BY name LIMIT 1 \(.forUpdateSkippingLocked)
                                ) RETURNING name
                                """
                            ) { try $0.get("name", as: String.self) }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.count == Set(taken).count)
        }
    }
}

/// Lets a thread and a task wait for each other.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self) }

    func open() {
        semaphore.signal()
        continuation.finish()
    }

    /// Blocks: for the bodies of transactions.
    func wait() { semaphore.wait() }

    func waited() async { for await _ in stream {} }

    @Test func `a machine that vanishes in a transaction holds its rows for ten seconds at most`() async throws {
        try await TestBackend.postgres.withDatabase { database in
            let limit: String? = try await database.value("SHOW idle_in_transaction_session_timeout")
            #expect(limit == "10s")
        }
    }
}
