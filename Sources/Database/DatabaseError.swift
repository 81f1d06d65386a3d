/// What a database refused or failed to do. Two errors are equal when their codes are.
///
/// The reason never holds a value of a statement's parameters, an address or a secret, and may be logged.
package struct DatabaseError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The server cannot be reached, is starting or stopping, or has no connection left.
        case unavailable
        /// The connection broke before the work was committed: nothing of it remains.
        case connectionLost
        /// The connection broke while the work was being committed: it may or may not remain.
        case outcomeUnknown
        /// No connection was free in time, or the writer's turn did not come in time.
        case acquireTimedOut
        /// A statement took longer than it may.
        case statementTimedOut
        /// Another transaction came in between: run it again.
        case serializationFailure
        case deadlock
        /// Another process holds the lock.
        case busy
        case diskFull
        /// The disk failed, or the file is damaged.
        case storageFailure
        case readOnly
        case outOfMemory
        case accessDenied
        case uniqueViolation
        case foreignKeyViolation
        case notNullViolation
        case checkViolation
        /// A value is too long, out of range or of a form that its column does not take.
        case invalidValue
        /// The statement is wrong: an error of the program.
        case invalidStatement
        /// A column holds something else than the program expects.
        case unexpectedValue
        /// The program used this layer in a way it cannot be used.
        case misuse
        /// The schema is not the one that this program's migrations make.
        case schemaMismatch
        /// The task that asked was cancelled.
        case cancelled
        /// The database was closed.
        case closed
        case other
    }

    package var code: Code
    /// A sentence for the log.
    package var reason: String
    /// SQLSTATE, or SQLite's extended result code.
    package var detail: String?
    /// The constraint that was violated: its name on PostgreSQL, its columns (`table.column`) on SQLite.
    package var constraint: String?

    package init(_ code: Code, _ reason: String, detail: String? = nil, constraint: String? = nil) {
        self.code = code
        self.reason = reason
        self.detail = detail
        self.constraint = constraint
    }

    /// Whether the same work may succeed later, unchanged.
    package var isTransient: Bool {
        switch code {
        case .unavailable, .connectionLost, .outcomeUnknown, .acquireTimedOut, .statementTimedOut, .serializationFailure, .deadlock,
            .busy, .diskFull, .outOfMemory:
            true
        case .storageFailure, .readOnly, .accessDenied, .uniqueViolation, .foreignKeyViolation, .notNullViolation, .checkViolation,
            .invalidValue, .invalidStatement, .unexpectedValue, .misuse, .schemaMismatch, .cancelled, .closed, .other:
            false
        }
    }

    /// Whether the transaction left nothing behind and may be run again at once.
    var isWorthRetrying: Bool {
        switch code {
        case .serializationFailure, .deadlock, .busy, .connectionLost: true
        default: false
        }
    }
}

extension DatabaseError: Hashable {
    package static func == (a: DatabaseError, b: DatabaseError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String { detail.map { "\(reason) (\(code.rawValue), \($0))" } ?? "\(reason) (\(code.rawValue))" }
}

extension DatabaseError {
    static let cancelled = DatabaseError(.cancelled, "The work was cancelled.")
    static let closed = DatabaseError(.closed, "The database is closed.")
}
