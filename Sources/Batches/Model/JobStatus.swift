import Database

/// Where a job stands.
package enum JobStatus: String, Sendable, Hashable, Codable, CaseIterable, SQLCodable {
    /// Waits for its turn, or for another try.
    case pending
    /// Its document is being fetched.
    case downloading
    /// Its document is being read.
    case processing
    case completed
    case failed
    case cancelled

    package var isEnded: Bool {
        switch self {
        case .pending, .downloading, .processing: false
        case .completed, .failed, .cancelled: true
        }
    }

    package var isRunning: Bool { self == .downloading || self == .processing }
}

/// What a job is doing.
package enum JobStage: String, Sendable, Hashable, Codable, CaseIterable, SQLCodable {
    case queued
    case downloading
    case uploadingToAI = "uploading_to_ai"
    case extracting
    case caching
    case done
}
