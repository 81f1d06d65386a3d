import Database
import FileStore
import Foundation

extension BatchChanges {
    /// Sends all of it to the database, to be committed with whatever else the transaction does.
    func write(_ connection: any SQLConnection, deadline: Duration) throws {
        try writeBatches(connection, deadline: deadline)
        try writeSteps(connection)
        try writeWhole(connection)
        try writeFiles(connection)
        try writeQueue(connection)
        try writeFindings(connection)
        try writeEvents(connection)
        if updates.contains(where: { $0.status == .pending }) { try connection.notify(.jobs, "") }
    }

    /// Where these updates are: they hold too much to be copied for each statement.
    private func indices(where isWanted: (JobUpdate) -> Bool) -> [Int] { updates.indices.filter { isWanted(updates[$0]) } }

    private func writeBatches(_ connection: any SQLConnection, deadline: Duration) throws {
        let changed = Set(events.map(\.batch)).compactMap { batches[$0] }
        guard !changed.isEmpty else { return }
        let rows = SQLTable(
            "changed", changed, .init("id") { $0.id }, .init("completed") { $0.counts.completed }, .init("failed") { $0.counts.failed },
            .init("cancelled") { $0.counts.cancelled }, .init("last_event") { $0.lastEventID })
        try connection.send(
            """
            UPDATE processing_batches SET completed_pdfs = changed.completed, failed_pdfs = changed.failed,
                cancelled_pdfs = changed.cancelled, last_event_id = changed.last_event
            FROM \(rows) WHERE processing_batches.id = changed.id
            """)
        try writeStatus(changed.filter(\.moves), connection, deadline: deadline)
    }

    /// Most changes of a batch leave its status, and with it its places in the indexes, as it is.
    private func writeStatus(_ moved: [BatchRow], _ connection: any SQLConnection, deadline: Duration) throws {
        guard !moved.isEmpty else { return }
        let rows = SQLTable(
            "changed", moved, .init("id") { $0.id }, .init("status") { $0.status }, .init("starts") { $0.starts },
            .init("ended") { $0.status.isEnded })
        try connection.send(
            """
            UPDATE processing_batches SET status = changed.status,
                started_at = CASE WHEN changed.starts THEN coalesce(started_at, \(SQL.now)) ELSE started_at END,
                worker_heartbeat = CASE WHEN changed.starts THEN \(SQL.now) ELSE worker_heartbeat END,
                processing_timeout_at = CASE WHEN changed.starts THEN \(SQL.instant(.now, plus: deadline))
                    WHEN changed.ended THEN NULL ELSE processing_timeout_at END,
                completed_at = CASE WHEN changed.ended THEN coalesce(completed_at, \(SQL.now)) END
            FROM \(rows) WHERE processing_batches.id = changed.id
            """)
        let ended = moved.filter { $0.status.isEnded }.map(\.id)
        if !ended.isEmpty { try connection.send("DELETE FROM batch_turns WHERE batch_id \(in: ended)") }
    }

    private func writeSteps(_ connection: any SQLConnection) throws {
        let steps = indices { !$0.isWhole }
        guard !steps.isEmpty else { return }
        let rows = SQLTable(
            "changed", steps, .init("id") { updates[$0].id }, .init("status") { updates[$0].status }, .init("stage") { updates[$0].stage },
            .init("message") { updates[$0].message }, .init("starts") { updates[$0].starts })
        try connection.send(
            """
            UPDATE batch_jobs SET status = changed.status, stage = changed.stage, progress_message = changed.message,
                error_code = NULL, error_message = NULL,
                started_at = CASE WHEN changed.starts THEN \(SQL.now) ELSE started_at END
            FROM \(rows) WHERE batch_jobs.id = changed.id
            """)
    }

    private func writeWhole(_ connection: any SQLConnection) throws {
        let whole = indices(where: \.isWhole)
        guard !whole.isEmpty else { return }
        let rows = SQLTable(
            "changed", whole, .init("id") { updates[$0].id }, .init("status") { updates[$0].status }, .init("stage") { updates[$0].stage },
            .init("message") { updates[$0].message }, .init("starts") { updates[$0].starts },
            .init("ended") { updates[$0].status.isEnded }, .init("retries") { updates[$0].attempt },
            .init("code") { updates[$0].failure?.code }, .init("error") { updates[$0].failure?.message },
            .init("filename") { updates[$0].filename }, .init("meet") { updates[$0].result?.meetName },
            .init("events") { updates[$0].eventCount }, .init("extraction") { updates[$0].link?.extraction },
            .init("link") { updates[$0].link?.code }, .init("cached") { updates[$0].result?.cached ?? false })
        try connection.send(
            """
            UPDATE batch_jobs SET status = changed.status, stage = changed.stage, progress_message = changed.message,
                retry_count = changed.retries, error_code = changed.code, error_message = changed.error, filename = changed.filename,
                meet_name = changed.meet, event_count = changed.events, extraction_id = changed.extraction, result_code = changed.link,
                cached = changed.cached, started_at = CASE WHEN changed.starts THEN \(SQL.now) ELSE started_at END,
                completed_at = CASE WHEN changed.ended THEN \(SQL.now) END
            FROM \(rows) WHERE batch_jobs.id = changed.id
            """)
    }

    private func writeFiles(_ connection: any SQLConnection) throws {
        let files = updates.compactMap { update in update.file.map { (job: update.id, file: $0) } }
        guard !files.isEmpty else { return }
        let rows = SQLTable(
            "fetched", files, .init("id") { $0.job }, .init("path") { $0.file.key.text }, .init("md5") { $0.file.md5 },
            .init("sha256") { $0.file.checksum.hexadecimal }, .init("bytes") { Int($0.file.bytes) })
        try connection.send(
            """
            UPDATE batch_jobs SET temp_file_path = fetched.path, file_checksum = fetched.md5, sha256 = fetched.sha256,
                file_bytes = fetched.bytes
            FROM \(rows) WHERE batch_jobs.id = fetched.id
            """)
    }

    private func writeQueue(_ connection: any SQLConnection) throws {
        let leaving = indices { $0.queueing == .leave }
        if !leaving.isEmpty {
            let rows = SQLTable("leaving", leaving, .init("batch") { updates[$0].batchID }, .init("place") { updates[$0].sequence })
            try connection.send("DELETE FROM job_queue WHERE (batch_id, sequence) IN (SELECT batch, place FROM \(rows))")
        }
        let released = indices { if case .release = $0.queueing { true } else { false } }
        if !released.isEmpty {
            let rows = SQLTable(
                "changed", released, .init("batch") { updates[$0].batchID }, .init("place") { updates[$0].sequence },
                .init("attempt") { updates[$0].attempt }, .init("pause") { updates[$0].pause.wholeMicroseconds })
            let available = SQL(postgres: "now() + changed.pause * interval '1 microsecond'", sqlite: "\(SQL.now) + changed.pause")
            try connection.send(
                """
                UPDATE job_queue SET lease_token = NULL, lease_owner = NULL, lease_expires_at = NULL, attempt = changed.attempt,
                    available_at = \(available)
                FROM \(rows) WHERE job_queue.batch_id = changed.batch AND job_queue.sequence = changed.place
                """)
        }
        let entering = indices { $0.queueing == .enter }
        if !entering.isEmpty {
            let rows = SQLTable(
                "entering", entering, .init("id") { updates[$0].id }, .init("batch") { updates[$0].batchID },
                .init("sequence") { updates[$0].sequence })
            try connection.send("INSERT INTO job_queue (job_id, batch_id, sequence) SELECT id, batch, sequence FROM \(rows)")
            let turns = SQLTable("turns", Set(entering.map { updates[$0].batchID }), .init("batch") { $0 })
            try connection.send(
                "INSERT INTO batch_turns (batch_id) SELECT batch FROM \(turns) WHERE true ON CONFLICT (batch_id) DO NOTHING")
        }
    }

    private func writeFindings(_ connection: any SQLConnection) throws {
        guard !findings.isEmpty else { return }
        let rows = SQLTable(
            "found", findings, .init("job") { $0.job }, .init("position") { $0.finding.position },
            .init("outcome") { $0.finding.outcome.rawValue }, .init("extraction") { $0.finding.extraction },
            .init("link") { $0.finding.code }, .init("races") { $0.finding.races })
        try connection.send("DELETE FROM batch_job_results WHERE job_id \(in: Set(findings.map(\.job)))")
        try connection.send(
            """
            INSERT INTO batch_job_results (job_id, position, outcome, extraction_id, result_code, event_count)
            SELECT job, position, outcome, extraction, link, races FROM \(rows)
            """)
    }

    private func writeEvents(_ connection: any SQLConnection) throws {
        guard !events.isEmpty else { return }
        let rows = SQLTable(
            "told", events, .init("batch") { $0.batch }, .init("id") { $0.id }, .init("type") { $0.kind }, .init("job") { $0.job },
            .init("data") { $0.data })
        // The time is given: SQLite would work out the column's own for each row.
        try connection.send(
            """
            INSERT INTO batch_events (batch_id, id, type, job_id, data, created_at) SELECT batch, id, type, job, data, \(SQL.now) FROM \(rows)
            """)
        for message in EventMessage.messages(events, batches) { try connection.notify(.batchEvents, message) }
    }
}
