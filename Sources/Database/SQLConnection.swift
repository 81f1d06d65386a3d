/// What the body of a transaction works with. It belongs to the thread of its connection and to the call of the body: a call
/// blocks until the database has answered, and it cannot be kept.
///
/// After a statement has failed the transaction is lost, whatever the body does about it: catching the error does not save it.
package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs one statement.
    @discardableResult
    func run(_ sql: SQL) throws(DatabaseError) -> SQLRows

    /// Runs several statements, in order. On PostgreSQL they travel together, for the time of one.
    @discardableResult
    func run(all statements: [SQL]) throws(DatabaseError) -> [SQLRows]

    /// Runs a statement whose result nobody needs. On PostgreSQL it travels with the next one or with the commit, so that it
    /// costs no time of its own; should it fail, then that fails.
    func send(_ sql: SQL) throws(DatabaseError)

    /// Tells all who listen to `channel`, on every node, once the transaction is committed; nobody when it is not. At most
    /// 7,999 bytes. Equal messages of one transaction arrive once. On PostgreSQL transactions that notify commit one after
    /// the other: once a transaction, not once a row.
    func notify(_ channel: SQLChannel, _ message: String) throws(DatabaseError)
}

extension SQLConnection {
    /// What `decode` makes of each row.
    package func all<Value>(_ sql: SQL, _ decode: (SQLRow) throws -> Value) throws -> [Value] { try run(sql).map(decode) }

    /// What `decode` makes of the first row; nil when there is none.
    package func first<Value>(_ sql: SQL, _ decode: (SQLRow) throws -> Value) throws -> Value? { try run(sql).first.map(decode) }

    /// The first column of the first row; nil when there is no row.
    package func value<Value: SQLDecodable>(_ sql: SQL, as type: Value.Type = Value.self) throws(DatabaseError) -> Value? {
        guard let row = try run(sql).first else { return nil }
        return try row.get(at: 0)
    }
}

/// How a transaction is run.
package struct TransactionOptions: Sendable, Hashable {
    package enum Isolation: Sendable, Hashable {
        /// Each statement sees what was committed before it. SQLite always gives `serializable`.
        case readCommitted
        case repeatableRead
        case serializable
    }

    package enum Durability: Sendable, Hashable {
        /// What was committed survives the machine.
        case durable
        /// What was committed survives the process. When the machine fails the last second may be lost, in order, never in part, until a
        /// durable transaction that writes; quicker by the wait for the disk. For what is done again anyway, or durable soon.
        case relaxed
    }

    package var isolation: Isolation
    package var durability: Durability
    /// The longest that one statement may take; nil for the database's own limit.
    package var statementTimeout: Duration?
    /// How often it is tried when other transactions come in between, or the connection breaks.
    package var attempts: Int

    package init(
        isolation: Isolation = .readCommitted, durability: Durability = .durable, statementTimeout: Duration? = nil, attempts: Int = 8
    ) {
        self.isolation = isolation
        self.durability = durability
        self.statementTimeout = statementTimeout
        self.attempts = attempts
    }

    package static let `default` = TransactionOptions()
    package static let relaxed = TransactionOptions(durability: .relaxed)
}
