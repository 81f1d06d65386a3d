import Database
import DatabaseTesting
import Foundation
import Testing

@Suite struct SchemaTests {
    /// The columns of each table that others rely on.
    private static let tables: [String: [String]] = [
        "pdf_files": [
            "id", "checksum", "sha256", "source_url", "filename", "file_size_bytes", "openai_file_id", "openai_file_expires_at",
            "page_count",
            "created_at", "last_accessed_at",
        ],
        "extraction_results": [
            "id", "pdf_id", "swimmer_name_normalized", "swimmer_name_display", "meet_name", "session_date", "meet_date_start",
            "meet_date_end", "venue", "events", "warnings", "created_at",
        ],
        "result_links": ["id", "short_code", "extraction_id", "view_count", "expires_at", "created_at"],
        "processing_batches": [
            "id", "swimmer_name_normalized", "swimmer_name_display", "total_pdfs", "completed_pdfs", "failed_pdfs", "status", "created_at",
            "started_at", "completed_at", "expires_at", "processing_timeout_at", "worker_heartbeat", "client_ip", "user_agent", "referrer",
            "last_event_id", "notification_email", "notification_sent_at",
        ],
        "batch_jobs": [
            "id", "batch_id", "sequence", "source_type", "source_url", "filename", "temp_file_path", "file_checksum", "status", "stage",
            "progress_message", "extraction_id", "result_code", "meet_name", "event_count", "error_message", "error_code", "retry_count",
            "cached", "created_at", "started_at", "completed_at",
        ],
    ]

    @Test(arguments: TestBackend.allCases)
    func `tables have the columns that others rely on`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for (table, columns) in Self.tables {
                let sql = SQL(
                    postgres: "SELECT column_name FROM information_schema.columns WHERE table_name = \(table) ORDER BY ordinal_position",
                    sqlite: "SELECT name FROM pragma_table_info(\(table)) ORDER BY cid")
                let found = try await database.query(sql).map { try $0.get(at: 0, as: String.self) }
                #expect(found.filter(columns.contains) == columns, "\(table)")
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch and a job begin with their defaults, and go with the batch`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let (batch, job) = (UUID(), UUID())
            try await database.transaction { connection in
                try connection.run(
                    """
                    INSERT INTO processing_batches (id, swimmer_name_normalized, swimmer_name_display, total_pdfs)
                    VALUES (\(batch), 'river stone', 'River Stone', 1)
                    """)
                try connection.run(
                    """
                    INSERT INTO batch_swimmers (batch_id, position, name_normalized, name_display)
                    VALUES (\(batch), 0, 'river stone', 'River Stone')
                    """)
                try connection.run("INSERT INTO batch_jobs (id, batch_id, sequence, source_type) VALUES (\(job), \(batch), 0, 'file')")
                try connection.run("INSERT INTO batch_turns (batch_id) VALUES (\(batch))")
                try connection.run("INSERT INTO job_queue (job_id, batch_id, sequence) VALUES (\(job), \(batch), 0)")
                try connection.run("INSERT INTO batch_events (batch_id, id, type, data) VALUES (\(batch), 1, 'batch_started', '{}')")
                try connection.run("INSERT INTO batch_job_results (job_id, position, outcome) VALUES (\(job), 0, 'not_found')")
            }
            let row = try #require(try await database.query("SELECT * FROM processing_batches").first)
            #expect(try row.get("status", as: String.self) == "pending")
            #expect(try row.get("completed_pdfs", as: Int.self) == 0)
            #expect(try row.get("last_event_id", as: Int.self) == 0)
            let created = try row.get("created_at", as: Date.self)
            #expect(abs(try row.get("expires_at", as: Date.self).timeIntervalSince(created) - 30 * 86_400) < 2)
            let jobRow = try #require(try await database.query("SELECT * FROM batch_jobs").first)
            #expect(try jobRow.get("status", as: String.self) == "pending")
            #expect(try jobRow.get("cached", as: Bool.self) == false)
            #expect(try jobRow.get("retry_count", as: Int.self) == 0)

            try await database.execute("DELETE FROM processing_batches WHERE id = \(batch)")
            for table in ["batch_swimmers", "batch_jobs", "batch_turns", "job_queue", "batch_events", "batch_job_results"] {
                #expect(try await database.query("SELECT * FROM \(SQL(verbatim: table))").isEmpty, "\(table)")
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a status that does not exist is refused`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: DatabaseError(.checkViolation, "")) {
                try await database.execute(
                    """
                    INSERT INTO processing_batches (id, swimmer_name_normalized, swimmer_name_display, total_pdfs, status)
                    VALUES (\(UUID()), 'a', 'A', 1, 'done')
                    """)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `results and links go with their document`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let (pdf, result) = (UUID(), UUID())
            try await database.transaction { connection in
                try connection.run("INSERT INTO pdf_files (id, checksum, sha256, file_size_bytes) VALUES (\(pdf), 'm', 's', 1)")
                try connection.run(
                    """
                    INSERT INTO extraction_results (id, pdf_id, swimmer_name_normalized, swimmer_name_display, events, session_date)
                    VALUES (\(result), \(pdf), 'a', 'A', \(SQLJSON(text: "[1]")), \(SQLDay(text: "2026-08-05")))
                    """)
                try connection.run(
                    "INSERT INTO result_links (id, short_code, extraction_id) VALUES (\(UUID()), 'AbCd1234', \(result))")
            }
            try await database.execute("DELETE FROM pdf_files WHERE id = \(pdf)")
            #expect(try await database.query("SELECT * FROM result_links").isEmpty)
        }
    }
}
