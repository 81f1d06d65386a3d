import Database
import FileStore
import Logging

extension Logger.Metadata {
    /// What the log says of an error: its code or kind, never what a user wrote.
    package static func code(of error: any Error) -> Self {
        let code =
            switch error {
            case let error as DatabaseError: error.code.rawValue
            case let error as StoreError: "\(error.code)"
            default: "\(type(of: error))"
            }
        return ["error.code": "\(code)"]
    }
}
