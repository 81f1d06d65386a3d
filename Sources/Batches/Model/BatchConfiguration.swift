package import FileStore

/// What batches may use, the same on every node.
package struct BatchConfiguration: Sendable, Hashable {
    /// MAX_PDFS_PER_BATCH.
    package var documentsPerBatch = 15
    package var swimmersPerBatch = 20
    /// CONCURRENT_JOBS_PER_BATCH, over all nodes.
    package var jobsPerBatch = 3
    /// BATCH_TTL_DAYS: how long a batch and its results are kept.
    package var timeToLive: Duration = .seconds(30 * 86_400)
    /// How long a batch may be at work before what hangs is taken up again.
    package var deadline: Duration = .seconds(30 * 60)
    /// How often a job is tried again after an error that may pass.
    package var retries = 3
    /// The longest document, in bytes (MAX_UPLOAD_MB).
    package var maximumBytes: Int64 = 50_000_000
    /// The most that one client may add in a day of UTC, whether it sends documents or their addresses (UPLOAD_FILES_PER_DAY,
    /// UPLOAD_MB_PER_DAY).
    package var daily = StorageUsage(files: 500, bytes: 5_000_000_000)

    package init() {}
}
