import Database
import FileStore
import Foundation

/// A job that this worker holds, with all it needs to run it.
package struct ClaimedJob: Sendable {
    let lease: JobLease
    package let sequence: Int
    /// Set when the document is in the store already.
    package let file: StoredFile?
    package let url: String?
    /// Tries before this one that failed.
    package let attempt: Int
    /// How long it could have been taken before it was.
    package let waited: Duration

    package var id: JobID { lease.job }
    package var batch: BatchID { lease.batch }
}

extension ClaimedJob {
    /// After `SELECT`, of `batch_jobs AS j` and `job_queue AS q`.
    static let columns: SQL = "j.source_url, j.temp_file_path, j.file_checksum, j.sha256, j.file_bytes, q.available_at, \(SQL.now) AS now"

    /// A document that has been fetched by an earlier try is not fetched again.
    init(_ row: SQLRow, _ job: JobRow, _ lease: JobLease) throws {
        self.lease = lease
        sequence = job.sequence
        attempt = job.attempt
        url = try row.get("source_url")
        file = try StoredFile(row, filename: job.filename)
        let seconds = try row.get("now", as: Date.self).timeIntervalSince(try row.get("available_at"))
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
