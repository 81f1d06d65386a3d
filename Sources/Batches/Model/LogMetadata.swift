import Database
import Logging

extension Logger.Metadata {
    /// What the log says of an error: its code or kind, never what a user wrote.
    static func code(of error: any Error) -> Self {
        ["error.code": "\((error as? DatabaseError)?.code.rawValue ?? "\(type(of: error))")"]
    }
}
