import Database
import FileStore
import Foundation

/// A job that this worker holds, with all it needs to run it.
package struct ClaimedJob: Sendable {
    let lease: JobLease
    /// Set when the document is in the store already.
    package let file: StoredFile?
    package let url: String?
    /// Tries before this one that failed.
    package let attempt: Int
    /// How long it could have been taken before it was.
    package let waited: Duration

    package var id: JobID { lease.job }
    package var batch: BatchID { lease.batch }
    /// Its place in the batch, from 0.
    package var sequence: Int { lease.sequence }
}

extension ClaimedJob {
    /// Of `batch_jobs`.
    static let columns: SQL =
        "id, batch_id, sequence, source_url, filename, temp_file_path, file_checksum, sha256, file_bytes"

    /// A document that has been fetched by an earlier try is not fetched again.
    ///
    /// - Parameter queued: of `job_queue`: the job, its attempt, since when it could be taken, and the time.
    init(_ row: SQLRow, _ queued: SQLRow, _ token: UUID) throws {
        lease = JobLease(batch: try row.get(at: 1), job: try row.get(at: 0), sequence: try row.get(at: 2), token: token)
        url = try row.get(at: 3)
        file = try StoredFile(row, filename: row.get(at: 4))
        attempt = try queued.get(at: 1)
        let seconds = try queued.get(at: 3, as: Date.self).timeIntervalSince(try queued.get(at: 2))
        waited = .microseconds(Int(max(0, seconds) * 1_000_000))
    }
}

extension StoredFile {
    /// Nil for a document that has not been fetched.
    init?(_ row: SQLRow, filename: String?) throws {
        guard let path = try row.get("temp_file_path", as: String?.self), let sha256 = try row.get("sha256", as: String?.self),
            let checksum = Checksum(hexadecimal: sha256)
        else { return nil }
        self.init(
            key: try ObjectKey(path), filename: filename ?? "document.pdf", checksum: checksum,
            md5: try row.get("file_checksum", as: String?.self) ?? "", bytes: Int64(try row.get("file_bytes", as: Int?.self) ?? 0))
    }
}
