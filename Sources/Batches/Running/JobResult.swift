package import Foundation

/// What a job found in its document.
package struct JobResult: Sendable {
    /// For one swimmer of the batch.
    package struct Finding: Sendable {
        package enum Outcome: String, Sendable {
            case found
            case notFound = "not_found"
            case ambiguous
        }

        /// Of the swimmer in the batch.
        package var position: Int
        package var outcome: Outcome
        package var extraction: UUID?
        /// Of the short link.
        package var code: String?
        package var races: Int

        package init(position: Int, outcome: Outcome, extraction: UUID? = nil, code: String? = nil, races: Int) {
            self.position = position
            self.outcome = outcome
            self.extraction = extraction
            self.code = code
            self.races = races
        }
    }

    package var file: StoredFile?
    package var meetName: String?
    package var findings: [Finding]
    /// Whether the document had been read before.
    package var cached: Bool

    package init(file: StoredFile? = nil, meetName: String? = nil, findings: [Finding] = [], cached: Bool = false) {
        self.file = file
        self.meetName = meetName
        self.findings = findings
        self.cached = cached
    }
}
