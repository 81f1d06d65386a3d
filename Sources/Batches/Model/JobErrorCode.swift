import Database

/// Why a job failed.
package enum JobErrorCode: String, Sendable, Hashable, Codable, CaseIterable, SQLCodable {
    case rateLimit = "RATE_LIMIT"
    case timeout = "TIMEOUT"
    case network = "NETWORK_ERROR"
    case invalidPDF = "INVALID_PDF"
    case encryptedPDF = "ENCRYPTED_PDF"
    case tooLarge = "TOO_LARGE"
    case notAPDF = "NOT_A_PDF"
    case blockedURL = "BLOCKED_URL"
    case http = "HTTP_ERROR"
    /// It is a PDF, but one without a text layer.
    case unreadable = "UNREADABLE"
    case aiUnavailable = "AI_UNAVAILABLE"
    case storage = "STORAGE_ERROR"
    case `internal` = "INTERNAL"
}
