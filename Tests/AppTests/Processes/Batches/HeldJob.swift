import Database
import Foundation

/// A job that a process has taken, as the books say.
struct HeldJob: Hashable {
    var id: UUID
    var batch: UUID
    var status: String
    var stage: String
    /// What its document has for the swimmers is kept already.
    var isKept: Bool
    /// The process that has it.
    var holder: pid_t?

    /// All jobs that somebody has.
    static func all(in database: SQLDatabase) async throws -> [HeldJob] {
        try await database.query(
            """
            SELECT j.id, j.batch_id, j.status, j.stage, q.lease_owner, EXISTS (
                SELECT 1 FROM extraction_results AS e JOIN pdf_files AS p ON p.id = e.pdf_id WHERE p.sha256 = j.sha256) AS is_kept
            FROM job_queue AS q JOIN batch_jobs AS j ON j.id = q.job_id WHERE q.lease_token IS NOT NULL ORDER BY j.batch_id, j.sequence
            """
        ).map { row in
            // Host, process, and a random end.
            let owner = try row.get("lease_owner", as: String.self).split(separator: "-")
            return HeldJob(
                id: try row.get("id"), batch: try row.get("batch_id"), status: try row.get("status"), stage: try row.get("stage"),
                isKept: try row.get("is_kept"), holder: owner.dropLast().last.flatMap { pid_t($0) })
        }
    }
}

extension ServerProcess {
    /// The jobs that it has taken. When it has died, those that it had.
    func heldJobs(in database: SQLDatabase) async throws -> [HeldJob] { try await HeldJob.all(in: database).filter { $0.holder == pid } }
}
