import Foundation

/// A worker's right to a job until it expires. Whoever writes about a running job has to show it.
struct JobLease: Sendable, Hashable {
    var batch: BatchID
    var job: JobID
    /// The job's place in the batch, by which the queue knows it.
    var sequence: Int
    var token: UUID

    /// A job has few leases.
    func hash(into hasher: inout Hasher) { hasher.combine(job) }
}
