import Database
import FileStore
import Foundation

extension BatchService {
    /// Withdraws the batch with its events, its links and its files; what runs is interrupted. What another batch found, too, what
    /// version 1 has given a link to, and the parsed documents, which say nothing of who asked, stay.
    ///
    /// - Throws: `notFound` when there is no such batch.
    package func delete(_ id: BatchID) async throws {
        let keys = try await database.transaction { connection in
            guard try !BatchRow.hold([id], connection).isEmpty else { throw BatchError.noBatch }
            let results = try connection.run(
                """
                SELECT DISTINCT r.extraction_id FROM batch_job_results AS r JOIN batch_jobs AS j ON j.id = r.job_id
                WHERE j.batch_id = \(id) AND r.extraction_id IS NOT NULL
                """
            ).map { try $0.get(at: 0, as: UUID.self) }
            let paths = try connection.run(
                "SELECT DISTINCT temp_file_path FROM batch_jobs WHERE batch_id = \(id) AND temp_file_path IS NOT NULL"
            ).map { try $0.get(at: 0, as: String.self) }
            // First, as those who claim take the turn before the jobs.
            try connection.run("DELETE FROM batch_turns WHERE batch_id = \(id)")
            try connection.run("DELETE FROM processing_batches WHERE id = \(id)")
            try connection.run(
                """
                DELETE FROM extraction_results WHERE id \(in: results) AND (promised_until IS NULL OR promised_until < \(SQL.now))
                    AND NOT EXISTS (SELECT 1 FROM batch_job_results AS r WHERE r.extraction_id = extraction_results.id)
                """)
            // What is left for its promise alone has a link for as long as that.
            try connection.run(
                """
                UPDATE result_links SET expires_at =
                    (SELECT e.promised_until FROM extraction_results AS e WHERE e.id = result_links.extraction_id)
                WHERE extraction_id \(in: results)
                    AND NOT EXISTS (SELECT 1 FROM batch_job_results AS r WHERE r.extraction_id = result_links.extraction_id)
                """)
            let shared = try connection.run("SELECT DISTINCT temp_file_path FROM batch_jobs WHERE temp_file_path \(in: paths)").map {
                try $0.get(at: 0, as: String.self)
            }
            let gone = Set(paths).subtracting(shared)
            try connection.notify(.jobs, id.text)
            try connection.notify(.batchEvents, "\(id.text) \(Int.max)")
            return gone
        }
        // The rows are gone, so nobody finds the files any more; those that cannot be removed now are orphans for the clean-up.
        try await store.delete(keys.compactMap { try? ObjectKey($0) })
    }
}
