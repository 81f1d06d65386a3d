/// What the body of a transaction uses on PostgreSQL. `BEGIN` travels with the first statement, and `COMMIT` with what was sent
/// last without waiting; so a transaction of n statements takes the time of n + 1.
final class PostgresTransaction: SQLConnection {
    private let session: PostgresSession
    private let access: DatabaseAccess
    private var hasBegun = false
    private var isOver = false
    private var failure: DatabaseError?

    init(session: PostgresSession, access: DatabaseAccess) {
        self.session = session
        self.access = access
    }

    var dialect: SQLDialect { .postgres }

    func run(_ sql: SQL) throws(DatabaseError) -> SQLRows {
        guard let rows = try run(all: [sql]).first else { throw DatabaseError(.other, "The server gave no result.") }
        return rows
    }

    func run(all statements: [SQL]) throws(DatabaseError) -> [SQLRows] {
        if statements.isEmpty { return [] }
        return try attempt { () throws(DatabaseError) in
            for statement in statements { try session.enqueue(statement, .wanted) }
            if case .writeOnce = access { return try session.synchronize(commits: true) }
            return try session.synchronize()
        }
    }

    func send(_ sql: SQL) throws(DatabaseError) {
        try attempt { () throws(DatabaseError) in try session.enqueue(sql, .unwanted) }
    }

    func notify(_ channel: SQLChannel, _ message: String) throws(DatabaseError) {
        guard channel.isValid, message.utf8.count < 8_000 else {
            throw DatabaseError(.misuse, "A channel's name or a message has a form that cannot be sent.")
        }
        try send("SELECT pg_notify(\(channel.name), \(message))")
    }

    /// Commits. Throws what made that impossible.
    func finish() throws(DatabaseError) {
        isOver = true
        guard hasBegun else { return }
        switch access {
        case .readOnce, .writeOnce: break
        case .read, .transaction:
            do throws(DatabaseError) {
                if let failure { throw failure }
                if case .read = access, session.isQuiet {
                    try session.enqueue("COMMIT", .ignored)
                    session.flushOnly()
                } else {
                    try session.enqueue("COMMIT", .commit)
                    try session.synchronize(commits: true)
                }
            } catch {
                abandon()
                throw error
            }
        }
    }

    /// Rolls back.
    func abandon() {
        isOver = true
        guard hasBegun, !session.isBroken else { return }
        switch access {
        case .readOnce, .writeOnce: break
        case .read, .transaction:
            if !session.isQuiet { session.flushOnly() }
            // Should it not work the session is broken, and will not be used again.
            try? session.enqueue("ROLLBACK", .ignored)
            session.flushOnly()
        }
    }

    private func attempt<Value>(_ body: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        if isOver { throw DatabaseError(.misuse, "A connection was used after its transaction had ended.") }
        if let failure { throw failure }
        do {
            try start()
            return try body()
        } catch {
            failure = error
            throw error
        }
    }

    private func start() throws(DatabaseError) {
        guard !hasBegun else { return }
        hasBegun = true
        switch access {
        case .readOnce, .writeOnce: break
        case .read: try session.enqueue("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", .unwanted)
        case .transaction(let options):
            switch options.isolation {
            case .readCommitted: try session.enqueue("BEGIN", .unwanted)
            case .repeatableRead: try session.enqueue("BEGIN ISOLATION LEVEL REPEATABLE READ", .unwanted)
            case .serializable: try session.enqueue("BEGIN ISOLATION LEVEL SERIALIZABLE", .unwanted)
            }
            if options.durability == .relaxed { try session.enqueue("SET LOCAL synchronous_commit = off", .unwanted) }
            if let timeout = options.statementTimeout {
                let milliseconds = String(max(1, timeout.wholeMicroseconds / 1_000))
                try session.enqueue("SELECT set_config('statement_timeout', \(milliseconds), true)", .unwanted)
            }
        }
    }
}
