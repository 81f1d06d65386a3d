extension BatchService {
    /// Stops what waits and what runs; what is finished keeps its results. Nothing happens to a batch that has ended.
    package func cancel(_ id: BatchID) async throws -> Batch { throw BatchError.noBatch }

    /// Tries all failed and cancelled jobs again.
    ///
    /// - Throws: `conflict` when there are none.
    package func retry(_ id: BatchID) async throws -> Batch { throw BatchError.noBatch }

    /// Tries one failed or cancelled job again.
    ///
    /// - Throws: `conflict` when the job is neither.
    package func retry(_ id: BatchID, _ job: JobID) async throws -> Batch { throw BatchError.noBatch }

    /// Withdraws the batch with its events, links and files. The parsed documents stay, without anybody's name on them.
    package func delete(_ id: BatchID) async throws { throw BatchError.noBatch }

    /// The events after `cursor`, or all of them; a `reset` first when the cursor is not one of this batch.
    package func events(_ id: BatchID, after cursor: Int?) async throws -> BatchEvents { throw BatchError.noBatch }
}
