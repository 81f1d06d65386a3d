import Foundation
import GRDB

extension DatabaseError {
    /// SQLite's messages are taken only from the compiling of a statement, when no value is bound yet, and from violated
    /// constraints, where they name columns.
    static func sqlite(_ error: any Error, whilePreparing: Bool) -> DatabaseError {
        guard let error = error as? GRDB.DatabaseError else {
            if error is CancellationError { return .cancelled }
            return DatabaseError(.other, "SQLite reports an error.")
        }
        let code = Code(sqlite: error.extendedResultCode, whilePreparing: whilePreparing)
        let message = error.message ?? ""
        var constraint: String?
        if error.resultCode == .SQLITE_CONSTRAINT, let colon = message.firstIndex(of: ":") {
            constraint = String(message[message.index(after: colon)...]).trimmingCharacters(in: .whitespaces)
        }
        let reason =
            switch code {
            case .invalidStatement: "The statement is not valid" + (whilePreparing ? ": \(message)." : ".")
            case .uniqueViolation: "A row with this key exists already."
            case .foreignKeyViolation: "A row refers to another that does not exist, or is referred to."
            case .notNullViolation: "A value is missing."
            case .checkViolation: "A value is not allowed."
            case .invalidValue: "A value has a form that is not allowed."
            case .busy: "Another process holds the database."
            case .diskFull: "The disk is full."
            case .storageFailure: "The database file cannot be read or written, or is damaged."
            case .readOnly: "The database takes no changes."
            case .accessDenied, .unavailable: "The database file cannot be opened."
            case .statementTimedOut: "The statement took longer than it may."
            default: "SQLite reports an error."
            }
        return DatabaseError(code, reason, detail: "SQLITE_\(error.extendedResultCode.rawValue)", constraint: constraint)
    }

    static func sqliteOpening(_ error: any Error) -> DatabaseError {
        guard error is GRDB.DatabaseError else {
            return DatabaseError(.storageFailure, "The folder of the database cannot be made.")
        }
        return .sqlite(error, whilePreparing: false)
    }
}

extension DatabaseError.Code {
    fileprivate init(sqlite code: ResultCode, whilePreparing: Bool) {
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: self = .uniqueViolation
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKeyViolation
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNullViolation
        default:
            switch code.primaryResultCode {
            case .SQLITE_CONSTRAINT:
                // SQLITE_CONSTRAINT_DATATYPE: a value that a strict table's column does not take.
                self = code.rawValue == 3091 ? .invalidValue : .checkViolation
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_FULL: self = .diskFull
            case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_PROTOCOL: self = .storageFailure
            case .SQLITE_READONLY: self = .readOnly
            case .SQLITE_NOMEM: self = .outOfMemory
            case .SQLITE_CANTOPEN: self = .unavailable
            case .SQLITE_PERM, .SQLITE_AUTH: self = .accessDenied
            case .SQLITE_TOOBIG, .SQLITE_RANGE, .SQLITE_MISMATCH: self = .invalidValue
            case .SQLITE_INTERRUPT: self = .statementTimedOut
            case .SQLITE_ERROR: self = whilePreparing ? .invalidStatement : .invalidValue
            default: self = .other
            }
        }
    }
}
