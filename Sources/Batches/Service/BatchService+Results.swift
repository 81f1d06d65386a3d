import Database
import FileStore
package import Foundation
import HeatSheets
import MeetModel
package import Schedules

extension BatchService {
    /// Grows when documents come to be read otherwise; results of the same batch may then be others.
    package static var readingVersion: Int { HeatSheetReader.version }

    /// When what is known of the races last changed: the latest event of the batch, or the latest reading of one of its
    /// documents where a newer version of the reader has read it anew. Never goes back.
    package func lastChange(of batch: Batch) async throws -> Date {
        let rows = try await database.query(
            """
            SELECT created_at AS changed FROM batch_events WHERE batch_id = \(batch.id) AND id = \(batch.lastEventID)
            UNION ALL SELECT max(p.created_at) FROM batch_jobs AS j
                JOIN parsed_meets AS p ON p.sha256 = j.sha256 AND p.reader_version = \(HeatSheetReader.version)
                WHERE j.batch_id = \(batch.id)
            """)
        return try rows.compactMap { try $0.get("changed", as: Date?.self) }.reduce(batch.createdAt, max)
    }

    /// What was found so far; nil when there is no such batch.
    ///
    /// - Parameter choices: by position of the swimmer, whom of several was meant: asked in place of what the batch was made with.
    package func results(_ id: BatchID, choosing choices: [Int: SwimmerQuery] = [:]) async throws -> BatchResults? {
        let found = try await database.read { connection -> (Batch, [JobID: StoredFile])? in
            guard let batch = try BatchRows.batch(id, connection) else { return nil }
            return (batch, try BatchRows.files(of: id, connection))
        }
        guard let (batch, files) = found else { return nil }
        var queries = batch.swimmers
        for (position, choice) in choices where queries.indices.contains(position) { queries[position] = choice }
        return try await ResultsBuilder(batch: batch, files: files, queries: queries, library: library, logger: logger).results()
    }

    /// The document of a job, for showing its pages; nil while it has not been fetched.
    ///
    /// - Throws: `notFound` when there is no such batch or job.
    package func document(_ id: BatchID, _ job: JobID) async throws -> StoredFile? {
        let row = try await database.query(
            """
            SELECT j.filename, j.temp_file_path, j.sha256, j.file_checksum, j.file_bytes
            FROM batch_jobs AS j JOIN processing_batches AS b ON b.id = j.batch_id
            WHERE j.id = \(job) AND j.batch_id = \(id) AND b.expires_at > \(SQL.now)
            """
        ).first
        guard let row else { throw BatchError.noJob }
        return try StoredFile(row, filename: try row.get("filename"))
    }
}

extension BatchRows {
    static func files(of id: BatchID, _ connection: any SQLConnection) throws -> [JobID: StoredFile] {
        var files: [JobID: StoredFile] = [:]
        let rows = try connection.run(
            "SELECT id, filename, temp_file_path, sha256, file_checksum, file_bytes FROM batch_jobs WHERE batch_id = \(id)")
        for row in rows { files[try row.get("id")] = try StoredFile(row, filename: try row.get("filename")) }
        return files
    }
}
