import Foundation

/// What a job found in its document.
struct JobResult: Sendable {
    /// For one swimmer of the batch.
    struct Finding: Sendable {
        enum Outcome: String, Sendable {
            case found
            case notFound = "not_found"
            case ambiguous
        }

        /// Of the swimmer in the batch.
        var position: Int
        var outcome: Outcome
        var extraction: UUID?
        var code: String?
        var races: Int
    }

    var file: StoredFile?
    var meetName: String?
    var findings: [Finding] = []
    /// Whether the document had been read before.
    var cached = false
}
