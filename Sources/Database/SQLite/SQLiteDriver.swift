import CSQLite
import Foundation
import GRDB
import GRDBSQLite

/// SQLite in a file, in WAL mode: one writer, and readers that it does not hold up.
final class SQLiteDriver: DatabaseDriver {
    private let pool: DatabasePool
    private let writer: SQLiteWriter
    private let readers: AdmissionGate
    private let local = LocalNotifier()
    private let texts = SQLiteTexts()
    private let statementTimeout: Duration

    /// - Parameter disk: nil for that of the database's file.
    init(
        path: String, _ configuration: DatabaseConfiguration, clock: any Clock<Duration>, disk: SQLiteDisk? = nil
    ) throws(DatabaseError) {
        _ = Self.memory
        var settings = Configuration()
        settings.label = "database"
        settings.maximumReaderCount = configuration.maximumConnections
        settings.busyMode = .timeout(5)
        settings.prepareDatabase { db in
            let code = SQLiteRows.register(on: db.sqliteConnection)
            guard code == SQLITE_OK else { throw GRDB.DatabaseError(resultCode: ResultCode(rawValue: code)) }
            // Whoever waits for the disk does so elsewhere (`SQLiteDisk`).
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -16_384 : -65_536)")
            guard !db.configuration.readonly else { return }
            // Of a new file: rows of a batch stand together, and a change of some goes to disk in fewer pieces.
            try db.execute(sql: "PRAGMA page_size = 8192")
            // At 64 MB the writer brings in what the checkpointer has left.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        }
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            pool = try DatabasePool(path: path, configuration: settings)
        } catch {
            throw .sqliteOpening(error)
        }
        statementTimeout = configuration.statementTimeout
        readers = AdmissionGate(limit: configuration.maximumConnections, timeout: configuration.acquireTimeout, clock: clock)
        writer = SQLiteWriter(
            pool: pool, texts: texts, notifier: local, disk: disk ?? SQLiteDisk(database: path),
            checkpointer: SQLiteCheckpointer(database: path), configuration)
    }

    /// Once in a process; where SQLite runs already, it goes on counting.
    private static let memory = csqlite_leave_memory_uncounted()

    var dialect: SQLDialect { .sqlite }
    var notifier: any Notifier { local }

    var statistics: DatabaseStatistics {
        let counts = readers.counts
        let writing = writer.counts
        return DatabaseStatistics(
            limit: readers.limit + 1, open: readers.limit + 1, inUse: counts.inUse + writing.running,
            waiting: counts.waiting + writing.waiting, opened: readers.limit + 1, timedOut: counts.timedOut + writing.timedOut)
    }

    func perform<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        switch access {
        case .read: try await read(inTransaction: true, body)
        case .readOnce: try await read(inTransaction: false, body)
        case .transaction(let options): try await writer.perform(options, body)
        case .writeOnce: try await writer.perform(.default, body)
        }
    }

    func close() async {
        await writer.close()
        await readers.close()
        local.close()
        // What cannot be closed now is closed when the last reference is gone.
        try? pool.close()
    }

    private func read<Value: Sendable>(
        inTransaction: Bool, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await readers.enter()
        defer { readers.leave() }
        let cancellation = SQLiteCancellation()
        let result: Result<Value, any Error> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let work: @Sendable (Result<GRDB.Database, any Error>) -> Void = { [texts, statementTimeout] database in
                    continuation.resume(
                        returning: Result {
                            let db: GRDB.Database
                            do { db = try database.get() } catch { throw DatabaseError.sqlite(error, whilePreparing: false) }
                            let connection = SQLiteConnection(
                                db, texts: texts, statementTimeout: statementTimeout, cancellation: cancellation)
                            defer { connection.end() }
                            return try body(connection)
                        })
                }
                if inTransaction { pool.asyncRead(work) } else { pool.asyncUnsafeRead(work) }
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try result.get()
    }
}
