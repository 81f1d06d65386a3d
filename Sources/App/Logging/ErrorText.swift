import Database
import Downloads
import FileStore

/// What the log says of an error: its kind and reason, never what a user wrote.
enum ErrorText {
    static func of(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError: "database: \(error.code.rawValue): \(error.reason)"
        case let error as StoreError: "file store: \(error.code): \(error.reason ?? "")"
        case let error as DownloadError: "download: \(error.code.rawValue): \(error.reason)"
        case let error as OperationFailure: error.message
        default: "\(type(of: error))"
        }
    }
}
