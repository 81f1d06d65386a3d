package import Schedules

extension BatchService {
    /// What was found so far; nil when there is no such batch.
    ///
    /// - Parameter choices: by position of the swimmer, whom of several was meant: asked in place of what the batch was made with.
    package func results(_ id: BatchID, choosing choices: [Int: SwimmerQuery] = [:]) async throws -> BatchResults? { nil }

    /// The document of a job, for showing its pages; nil while it has not been fetched.
    package func document(_ id: BatchID, _ job: JobID) async throws -> StoredFile? { nil }

    /// What a version 1 link shows; nil when there is none of this code, or it has expired. Counts a view.
    package func result(code: String) async throws -> SharedResult? { nil }

    /// Reads one document for one swimmer while the caller waits, as version 1 did.
    ///
    /// - Throws: `unreadable` with the reason, `notFound` never: a swimmer who is not there is an answer.
    package func extractNow(_ source: NewBatch.Source, _ swimmer: SwimmerQuery, client: NewBatch.Client) async throws -> SharedResult {
        throw BatchError.noBatch
    }
}
