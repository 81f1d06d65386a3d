import Database
import DatabaseTesting
import Foundation
import Logging
import Testing

@Suite struct ErrorTests {
    private static let secret = "parent@example.com"

    private static let tables: [SQL] = [
        """
        CREATE TABLE people (
            id integer PRIMARY KEY,
            email \(SQL(postgres: "varchar(30)", sqlite: "TEXT CHECK (length(email) <= 30)")) NOT NULL UNIQUE,
            age integer CHECK (age > 0)
        ) \(SQL(postgres: "", sqlite: "STRICT"))
        """,
        "CREATE TABLE pets (owner integer REFERENCES people (id))",
    ]

    private static let cases: [(SQL, DatabaseError.Code)] = [
        ("INSERT INTO people VALUES (1, \(secret), 1)", .uniqueViolation),
        ("INSERT INTO people VALUES (2, \(secret), 1)", .uniqueViolation),
        ("INSERT INTO people VALUES (2, \(String?.none), 1)", .notNullViolation),
        ("INSERT INTO people VALUES (2, \(secret + "2"), 0)", .checkViolation),
        ("INSERT INTO pets VALUES (\(99))", .foreignKeyViolation),
        ("SELECT * FROM parents WHERE name = \(secret)", .invalidStatement),
        ("SELEKT \(secret)", .invalidStatement),
    ]

    @Test(arguments: TestBackend.allCases)
    func `errors are told apart by their codes and never quote a value`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for table in Self.tables { try await database.execute(table) }
            try await database.execute("INSERT INTO people VALUES (1, \(Self.secret), 1)")
            for (sql, code) in Self.cases {
                do {
                    try await database.execute(sql)
                    Issue.record("\(code) was expected")
                } catch let error as DatabaseError {
                    #expect(error.code == code)
                    #expect(!error.isTransient)
                    #expect(!"\(error) \(String(reflecting: error)) \(error.constraint ?? "")".contains(Self.secret))
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a value of the wrong form is refused without being quoted`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for table in Self.tables { try await database.execute(table) }
            let long = String(repeating: Self.secret, count: 5)
            do {
                try await database.execute("INSERT INTO people VALUES (1, \(long), 1)")
                Issue.record("an error was expected")
            } catch let error as DatabaseError {
                #expect(error.code == (backend == .postgres ? .invalidValue : .checkViolation))
                #expect(!"\(error) \(String(reflecting: error))".contains(Self.secret))
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a violated constraint is named`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for table in Self.tables { try await database.execute(table) }
            try await database.execute("INSERT INTO people VALUES (1, \(Self.secret), 1)")
            do {
                try await database.execute("INSERT INTO people VALUES (2, \(Self.secret), 1)")
                Issue.record("an error was expected")
            } catch let error as DatabaseError {
                #expect(error.constraint == (backend == .postgres ? "people_email_key" : "people.email"))
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a statement that takes too long is stopped, and the connection goes on`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let started = ContinuousClock.now
            await #expect(throws: DatabaseError(.statementTimedOut, "")) {
                try await database.transaction(TransactionOptions(statementTimeout: .milliseconds(100))) { connection in
                    try connection.run(Self.endless)
                }
            }
            #expect(ContinuousClock.now - started < .seconds(10))
            #expect(try await database.value("SELECT 1 AS one", as: Int.self) == 1)
            try await database.transaction { connection in try connection.run("SELECT 1") }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `cancelling the task stops its statement`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for isReading in [true, false] {
                let hasBegun = Gate()
                let body: @Sendable (any SQLConnection) throws -> SQLRows = { connection in
                    try connection.run("SELECT 1")
                    hasBegun.open()
                    return try connection.run(Self.endless)
                }
                let task = Task {
                    isReading ? try await database.read(body) : try await database.transaction(.default, body)
                }
                await hasBegun.waited()
                task.cancel()
                let result = await task.result
                #expect(throws: DatabaseError(.cancelled, "")) { try result.get() }
            }
            let one = try await database.value("SELECT 1", as: Int.self)
            #expect(one == 1)
        }
    }

    /// Would run for hours.
    private static let endless: SQL = """
        WITH RECURSIVE counting (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < 1000000000)
        SELECT count(*) FROM counting
        """

    @Test(arguments: TestBackend.allCases)
    func `a connection that is kept beyond its transaction refuses to work`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            // There is no way to keep it but a trick: it is not Sendable.
            struct Kept: @unchecked Sendable { var connection: any SQLConnection }
            let kept = try await database.transaction { Kept(connection: $0) }
            #expect(throws: DatabaseError(.misuse, "")) { try kept.connection.run("SELECT 1") }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a closed database refuses work`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            _ = try await database.query("SELECT 1")
            await database.close()
            await #expect(throws: DatabaseError(.closed, "")) { try await database.query("SELECT 1") }
            await #expect(throws: DatabaseError(.closed, "")) { try await database.execute("SELECT 1") }
        }
    }
}
