package import Logging

/// A database: SQLite in a file, or PostgreSQL. Everything written for it in the SQL that both speak runs on either.
///
/// The bodies of ``read(statementTimeout:_:)`` and ``transaction(_:_:)`` run on the thread of a connection, and may block it with
/// statements; they cannot await anything else. They may be run more than once, so they must have no effect but on the database.
package final class SQLDatabase: Sendable {
    private let driver: any DatabaseDriver
    private let clock: any Clock<Duration>
    private let makeRandom: @Sendable () -> any RandomNumberGenerator

    init(
        driver: any DatabaseDriver, clock: any Clock<Duration>, makeRandom: @escaping @Sendable () -> any RandomNumberGenerator
    ) {
        self.driver = driver
        self.clock = clock
        self.makeRandom = makeRandom
    }

    /// Opens the database. A PostgreSQL server is first contacted when it is first needed, and may be down until then.
    package convenience init(
        _ configuration: DatabaseConfiguration, clock: any Clock<Duration> = ContinuousClock(),
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() }, logger: Logger
    ) throws(DatabaseError) {
        let driver: any DatabaseDriver =
            switch configuration.location {
            case .sqlite(let path): try SQLiteDriver(path: path, configuration, clock: clock)
            case .postgres(let url): PostgresDriver(url: url, configuration, clock: clock, makeRandom: makeRandom, logger: logger)
            }
        self.init(driver: driver, clock: clock, makeRandom: makeRandom)
    }

    package var dialect: SQLDialect { driver.dialect }
    package var notifier: any Notifier { driver.notifier }
    package var statistics: DatabaseStatistics { driver.statistics }

    /// Reads by several statements that see one state of the database.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await retrying(attempts: TransactionOptions.default.attempts) { try await driver.perform(.read, body) }
    }

    /// Runs `body` as one transaction: committed when it returns, rolled back when it throws. It is run again when another
    /// transaction came in between or the connection broke before the commit; not when it is unknown whether the commit was done
    /// (`outcomeUnknown`).
    @discardableResult
    package func transaction<Value: Sendable>(
        _ options: TransactionOptions = .default, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await retrying(attempts: options.attempts) { try await driver.perform(.transaction(options), body) }
    }

    /// One statement that only reads: quicker than ``read(_:)``.
    package func query(_ sql: SQL) async throws -> SQLRows {
        try await retrying(attempts: TransactionOptions.default.attempts) {
            try await driver.perform(.readOnce) { try $0.run(sql) }
        }
    }

    /// The first column of the first row of a statement that only reads; nil when there is no row.
    package func value<Value: SQLDecodable>(_ sql: SQL, as type: Value.Type = Value.self) async throws -> Value? {
        guard let row = try await query(sql).first else { return nil }
        return try row.get(at: 0)
    }

    /// One statement that writes, as a transaction of its own: quicker than ``transaction(_:_:)``.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> SQLRows {
        try await retrying(attempts: TransactionOptions.default.attempts) {
            try await driver.perform(.writeOnce) { try $0.run(sql) }
        }
    }

    /// Whether the database answers in time; what is wrong when it does not.
    package func health(within limit: Duration = .seconds(2)) async -> Result<Void, DatabaseError> {
        let tooLate = DatabaseError(.unavailable, "The database does not answer in time.")
        return await withTaskGroup(of: Result<Void, DatabaseError>.self) { [driver, clock] group in
            group.addTask {
                do {
                    _ = try await driver.perform(.readOnce) { try $0.run("SELECT 1") }
                    return .success(())
                } catch {
                    return .failure(error as? DatabaseError ?? tooLate)
                }
            }
            group.addTask {
                try? await clock.sleep(for: limit)
                return .failure(tooLate)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(tooLate)
        }
    }

    /// Waits for the work that has begun, and closes all connections. What comes later fails with `closed`.
    package func close() async { await driver.close() }

    private func retrying<Value>(attempts: Int, _ body: () async throws -> Value) async throws -> Value {
        var attempt = 0
        while true {
            do {
                return try await body()
            } catch let error as DatabaseError where error.isWorthRetrying && attempt + 1 < attempts {
                var random = makeRandom()
                do {
                    try await clock.sleep(for: Backoff.transaction.delay(attempt: attempt, using: &random))
                } catch {
                    throw DatabaseError.cancelled
                }
                attempt += 1
            }
        }
    }
}
