import Foundation
import GRDB
import GRDBSQLite

/// What is told to those who listen when a transaction is committed.
struct SQLiteNotice: Sendable, Hashable {
    var channel: SQLChannel
    var message: String

    /// By how it begins: messages are long, and begin with what they tell of.
    func hash(into hasher: inout Hasher) {
        var message = message
        message.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0).prefix(48))) }
    }
}

/// What the bodies of reads and transactions use on SQLite.
final class SQLiteConnection: SQLConnection {
    private let db: GRDB.Database
    private let texts: SQLiteTexts
    private let watch: SQLiteWatch
    private var isOver = false
    private(set) var failure: DatabaseError?
    /// Sent when the transaction is committed.
    private(set) var notices: [SQLiteNotice] = []
    private var told: Set<SQLiteNotice> = []

    init(_ db: GRDB.Database, texts: SQLiteTexts, statementTimeout: Duration, cancellation: SQLiteCancellation) {
        self.db = db
        self.texts = texts
        watch = SQLiteWatch(timeout: statementTimeout, cancellation: cancellation)
        watch.start(on: db)
    }

    /// It cannot be used after this.
    func end() {
        guard !isOver else { return }
        isOver = true
        watch.stop(on: db)
    }

    var dialect: SQLDialect { .sqlite }

    func run(_ sql: SQL) throws(DatabaseError) -> SQLRows {
        if isOver { throw DatabaseError(.misuse, "A connection was used after its transaction had ended.") }
        if let failure { throw failure }
        do {
            return try runOnce(sql)
        } catch {
            failure = error
            throw error
        }
    }

    func run(all statements: [SQL]) throws(DatabaseError) -> [SQLRows] {
        var results: [SQLRows] = []
        results.reserveCapacity(statements.count)
        for statement in statements { results.append(try run(statement)) }
        return results
    }

    func send(_ sql: SQL) throws(DatabaseError) { _ = try run(sql) }

    func notify(_ channel: SQLChannel, _ message: String) throws(DatabaseError) {
        guard channel.isValid, message.utf8.count < 8_000 else {
            throw DatabaseError(.misuse, "A channel's name or a message has a form that cannot be sent.")
        }
        // The same said twice is said once, as PostgreSQL does.
        let notice = SQLiteNotice(channel: channel, message: message)
        if told.insert(notice).inserted { notices.append(notice) }
    }

    private func runOnce(_ sql: SQL) throws(DatabaseError) -> SQLRows {
        let statement: GRDB.Statement
        do {
            statement = try db.cachedStatement(sql: texts.text(of: sql.template))
        } catch {
            throw .sqlite(error, whilePreparing: true)
        }
        try SQLiteParameters.bind(sql.parameters, to: statement)
        defer { sqlite3_clear_bindings(statement.sqliteStatement) }
        watch.statementBegins()
        do {
            let columnCount = statement.columnCount
            guard columnCount > 0 else {
                try statement.execute()
                return SQLRows(changes: db.changesCount)
            }
            var values: [SQLValue] = []
            let cursor = try GRDB.Row.fetchCursor(statement)
            while try cursor.next() != nil {
                for index in 0..<columnCount { values.append(SQLValue(statement.sqliteStatement, CInt(index))) }
            }
            let isReading = sqlite3_stmt_readonly(statement.sqliteStatement) != 0
            return SQLRows(
                columns: statement.columnNames, values: values, changes: isReading ? values.count / columnCount : db.changesCount)
        } catch {
            if let reason = watch.reason { throw reason }
            throw .sqlite(error, whilePreparing: false)
        }
    }
}

extension SQLValue {
    /// A column, from 0, of the row at which a statement is.
    fileprivate init(_ statement: OpaquePointer, _ column: CInt) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(Int(sqlite3_column_int64(statement, column)))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(
                start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            self = UUID(lowercaseText: bytes).map(SQLValue.uuid) ?? .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            self = .bytes(Array(bytes))
        default: self = .null
        }
    }
}

/// Stops a statement that takes too long, or whose task is cancelled.
final class SQLiteWatch {
    private let timeout: Duration
    private let cancellation: SQLiteCancellation
    private var end: ContinuousClock.Instant?
    /// Why a statement was stopped.
    private(set) var reason: DatabaseError?

    init(timeout: Duration, cancellation: SQLiteCancellation) {
        self.timeout = timeout
        self.cancellation = cancellation
    }

    func start(on db: GRDB.Database) {
        // The object outlives the handler: its connection takes the handler away before it lets go of it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            db.sqliteConnection, 20_000,
            { context in
                guard let context else { return 0 }
                return Unmanaged<SQLiteWatch>.fromOpaque(context).takeUnretainedValue().mustStop() ? 1 : 0
            }, context)
    }

    func stop(on db: GRDB.Database) { sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil) }

    func statementBegins() { end = nil }

    private func mustStop() -> Bool {
        if cancellation.isCancelled {
            reason = .cancelled
            return true
        }
        // The clock is read only for statements that last; the first call comes after about a millisecond.
        guard let end else {
            self.end = .now + timeout
            return false
        }
        guard end < .now else { return false }
        reason = DatabaseError(.statementTimedOut, "The statement took longer than it may.")
        return true
    }
}
