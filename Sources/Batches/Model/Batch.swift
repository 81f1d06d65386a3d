import Database
package import Foundation
package import Schedules

/// A batch as it stands at one moment.
package struct Batch: Sendable, Hashable {
    package var id: BatchID
    package var status: BatchStatus
    /// In the order asked.
    package var swimmers: [SwimmerQuery]
    package var totalPDFs: Int
    package var completedPDFs: Int
    package var failedPDFs: Int
    package var createdAt: Date
    package var startedAt: Date?
    package var completedAt: Date?
    package var expiresAt: Date
    /// Of the latest event; with the id it names this very state of the batch.
    package var lastEventID: Int
    /// The venue's time zone, where the request gave one.
    package var zone: String?
    package var hasEmail: Bool
    /// By sequence.
    package var jobs: [BatchJob]
}

/// One document of a batch.
package struct BatchJob: Sendable, Hashable {
    package enum SourceType: String, Sendable, Hashable, Codable, SQLCodable {
        case file
        case url
    }

    package var id: JobID
    /// From 0, in the order given.
    package var sequence: Int
    package var sourceType: SourceType
    package var sourceURL: String?
    /// Of a document from an address: known once it has been fetched.
    package var filename: String?
    package var status: JobStatus
    package var stage: JobStage
    /// A sentence for the user.
    package var progressMessage: String?
    package var meetName: String?
    /// How many races its document has for the swimmers of the batch.
    package var eventCount: Int?
    /// The short link to what was found for the first swimmer found.
    package var resultCode: String?
    /// Whether the document had been read before.
    package var cached: Bool
    package var retryCount: Int
    package var errorCode: JobErrorCode?
    /// A sentence for the user that says what to do.
    package var errorMessage: String?
    package var createdAt: Date
    package var startedAt: Date?
    package var completedAt: Date?
}
