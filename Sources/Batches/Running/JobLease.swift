import Foundation

/// A worker's right to a job until it expires. Whoever writes about a running job has to show it.
struct JobLease: Sendable, Hashable {
    var batch: BatchID
    var job: JobID
    var token: UUID
}
