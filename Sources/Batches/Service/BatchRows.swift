import Database
import MeetModel
import Schedules

/// Batches and jobs as the tables hold them.
enum BatchRows {
    static func batch(_ id: BatchID, _ connection: any SQLConnection) throws -> Batch? {
        let found = try connection.run(all: [
            """
            SELECT id, status, total_pdfs, completed_pdfs, failed_pdfs, created_at, started_at, completed_at, expires_at,
                last_event_id, venue_zone, notification_email IS NOT NULL AS has_email
            FROM processing_batches WHERE id = \(id) AND expires_at > \(SQL.now)
            """,
            "SELECT name_display, age_text, birth_text, team, sex, event_number FROM batch_swimmers WHERE batch_id = \(id) ORDER BY position",
            """
            SELECT id, sequence, source_type, source_url, filename, status, stage, progress_message, meet_name, event_count,
                result_code, cached, retry_count, error_code, error_message, created_at, started_at, completed_at
            FROM batch_jobs WHERE batch_id = \(id) ORDER BY sequence
            """,
        ])
        guard let row = found[0].first else { return nil }
        return Batch(
            id: id, status: try row.get("status"), swimmers: try found[1].map(swimmer), totalPDFs: try row.get("total_pdfs"),
            completedPDFs: try row.get("completed_pdfs"), failedPDFs: try row.get("failed_pdfs"), createdAt: try row.get("created_at"),
            startedAt: try row.get("started_at"), completedAt: try row.get("completed_at"), expiresAt: try row.get("expires_at"),
            lastEventID: try row.get("last_event_id"), zone: try row.get("venue_zone"), hasEmail: try row.get("has_email"),
            jobs: try found[2].map(job))
    }

    static func swimmer(_ row: SQLRow) throws -> SwimmerQuery {
        SwimmerQuery(
            name: try row.get("name_display"), age: try row.get("age_text"), birth: try row.get("birth_text"), team: try row.get("team"),
            sex: try row.get("sex", as: String?.self).flatMap(Sex.init), event: try row.get("event_number"))
    }

    static func job(_ row: SQLRow) throws -> BatchJob {
        BatchJob(
            id: try row.get("id"), sequence: try row.get("sequence"), sourceType: try row.get("source_type"),
            sourceURL: try row.get("source_url"), filename: try row.get("filename"), status: try row.get("status"),
            stage: try row.get("stage", as: JobStage?.self) ?? .queued, progressMessage: try row.get("progress_message"),
            meetName: try row.get("meet_name"), eventCount: try row.get("event_count"), resultCode: try row.get("result_code"),
            cached: try row.get("cached"), retryCount: try row.get("retry_count"), errorCode: try row.get("error_code"),
            errorMessage: try row.get("error_message"), createdAt: try row.get("created_at"), startedAt: try row.get("started_at"),
            completedAt: try row.get("completed_at"))
    }
}
