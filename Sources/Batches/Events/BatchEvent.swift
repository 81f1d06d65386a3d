import Database

/// Something that happened to a batch.
package struct BatchEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, SQLCodable {
        case batchStarted = "batch_started"
        case jobStarted = "job_started"
        case jobProgress = "job_progress"
        case jobCompleted = "job_completed"
        case jobFailed = "job_failed"
        case jobRetrying = "job_retrying"
        case jobCancelled = "job_cancelled"
        case batchRecovered = "batch_recovered"
        case batchCompleted = "batch_completed"
        case batchCancelled = "batch_cancelled"
        /// The cursor is of no use: `data` holds the whole batch. Never stored.
        case reset
    }

    /// Increases within a batch from 1, without gaps. Of a `reset`: the latest event that its snapshot includes.
    package var id: Int
    package var kind: Kind
    package var jobID: JobID?
    /// A JSON object. Members: `batchId`, `status`, `totalPdfs`, `completedPdfs`, `failedPdfs`; of a job also `jobId`,
    /// `sequence`, `filename`, `stage`, `progress` (0 to 1), `message`, `meetName`, `eventCount`, `resultCode`, `cached`,
    /// `retryCount`, `errorCode`, `errorMessage`. What is not known is left out.
    ///
    /// Of a `reset` it is empty, and ``BatchEvent/snapshot`` is set in its place.
    package var data: String
    /// Set in a `reset` only.
    package var snapshot: Batch?
    /// Nothing comes after this one.
    package var isFinal: Bool
}
