import Database

/// Where a batch stands.
package enum BatchStatus: String, Sendable, Hashable, Codable, CaseIterable, SQLCodable {
    /// None of its jobs has begun.
    case pending
    case processing
    /// Every document was read.
    case completed
    /// Some documents were read, others failed.
    case partial
    /// No document was read.
    case failed
    case cancelled

    /// Nothing more happens unless somebody asks for another try.
    package var isEnded: Bool {
        switch self {
        case .pending, .processing: false
        case .completed, .partial, .failed, .cancelled: true
        }
    }
}
