import Database
import Downloads
import FileStore
import PDFPages

extension JobFailure {
    /// What an error means to the user, and whether another try may help.
    init(_ error: any Error) {
        switch error {
        case let failure as JobFailure: self = failure
        case let error as PDFError: self.init(error)
        case let error as DownloadError:
            self.init(code: JobErrorCode(error), isTransient: error.isTransient, message: error.message, retryAfter: error.retryAfter)
        case let error as StoreError:
            self.init(code: .storage, isTransient: error.isTransient, message: error.message, retryAfter: error.retryAfter)
            switch error.code {
            case .tooLarge: code = .tooLarge
            case .quotaExceeded: code = .rateLimit
            default: break
            }
        case let error as DatabaseError:
            self.init(
                code: .internal, isTransient: error.isTransient,
                message: "The server's database has trouble. Try again in a few minutes.")
        default:
            self.init(
                code: .internal, isTransient: false,
                message: "Something went wrong on the server. Try again; if it happens again, tell its operator.")
        }
    }

    private init(_ error: PDFError) {
        let (code, isTransient): (JobErrorCode, Bool) =
            switch error.code {
            case .notAPDF: (.notAPDF, false)
            case .empty, .damaged, .tooManyPages: (.invalidPDF, false)
            case .encrypted: (.encryptedPDF, false)
            case .tooLarge: (.tooLarge, false)
            case .timedOut: (.timeout, false)
            case .outOfMemory, .readerCrashed: (.invalidPDF, false)
            case .readerMissing, .cancelled: (.internal, true)
            }
        self.init(code: code, isTransient: isTransient, message: error.message)
    }
}

extension JobErrorCode {
    fileprivate init(_ error: DownloadError) {
        self =
            switch error.code {
            case .blocked: .blockedURL
            case .network: .network
            case .http: .http
            case .rateLimit: .rateLimit
            case .timeout: .timeout
            case .tooLarge: .tooLarge
            case .notAPDF: .notAPDF
            }
    }
}
