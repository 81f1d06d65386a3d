import CLibPQ

extension DatabaseError {
    /// What a failed statement says of itself: state, constraint and column, but not the message, which may quote a value.
    /// Only where the statement itself is wrong does the message help, and no value can be in it.
    static func postgres(_ result: OpaquePointer) -> DatabaseError {
        func field(_ name: Character) -> String? {
            guard let ascii = name.asciiValue else { return nil }
            return PQresultErrorField(result, CInt(ascii)).map { String(cString: $0) }
        }
        let state = field("C") ?? ""
        // A statement whose result has another shape since a migration: on a new connection it works.
        if state == "0A000", field("R") == "RevalidateCachedQuery" { return .connectionLost }
        let constraint = field("n")
        let column = field("c").map { " Column: \($0)." } ?? ""
        let code = Code(sqlState: state)
        let reason =
            switch code {
            case .invalidStatement: "The statement is not valid: \(field("M") ?? "no reason is given")."
            case .uniqueViolation: "A row with this key exists already."
            case .foreignKeyViolation: "A row refers to another that does not exist, or is referred to."
            case .notNullViolation: "A value is missing." + column
            case .checkViolation: "A value is not allowed."
            case .invalidValue: "A value has a form that is not allowed." + column
            case .connectionLost: "The server closed the connection."
            case .statementTimedOut: "The statement took longer than it may."
            case .unavailable: "The server has no room for more."
            case .serializationFailure, .deadlock: "Another transaction came in between."
            case .busy: "A lock could not be had in time."
            case .accessDenied: "The database user is not allowed to do this."
            case .diskFull: "The server's disk is full."
            case .readOnly: "The server takes no changes."
            default: "The server reports an error."
            }
        return DatabaseError(code, reason, detail: state.isEmpty ? nil : state, constraint: constraint)
    }

    /// Why a connection could not be made. `message` holds the state, since the connection was told to say nothing else.
    static func postgresConnecting(_ message: String) -> DatabaseError {
        let mark = "FATAL:  "
        var state: String?
        for line in message.split(separator: "\n") {
            guard let found = line.firstRange(of: mark) else { continue }
            let word = line[found.upperBound...].prefix(5)
            if word.count == 5, word.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }) { state = String(word) }
        }
        switch state?.prefix(2) {
        case "28": return DatabaseError(.accessDenied, "The server refuses the user or the password of the database URL.", detail: state)
        case "3D": return DatabaseError(.accessDenied, "The server has no database of the name in the database URL.", detail: state)
        case "42": return DatabaseError(.accessDenied, "The database user may not connect to this database.", detail: state)
        default: return DatabaseError(.unavailable, "The database server cannot be reached.", detail: state)
        }
    }

    static let connectionLost = DatabaseError(.connectionLost, "The connection to the server broke.")
}

extension DatabaseError.Code {
    /// By the classes of PostgreSQL's documentation, appendix A.
    init(sqlState state: String) {
        switch state {
        case "40001": self = .serializationFailure
        case "40P01": self = .deadlock
        case "55P03": self = .busy
        case "23505": self = .uniqueViolation
        case "23503": self = .foreignKeyViolation
        case "23502": self = .notNullViolation
        case "23514", "23P01": self = .checkViolation
        case "57014": self = .statementTimedOut
        case "57P01", "57P02", "57P03", "57P05", "25P03": self = .connectionLost
        // A prepared statement that the server no longer has: on a new connection it works.
        case "26000": self = .connectionLost
        case "0A000": self = .invalidStatement
        case "53100": self = .diskFull
        case "53200": self = .outOfMemory
        case "53300": self = .unavailable
        case "25006": self = .readOnly
        case "42501": self = .accessDenied
        default:
            switch state.prefix(2) {
            case "08": self = .connectionLost
            case "22": self = .invalidValue
            case "28": self = .accessDenied
            case "42": self = .invalidStatement
            case "53": self = .unavailable
            case "58", "XX": self = .storageFailure
            default: self = .other
            }
        }
    }
}
