extension Migration {
    /// The first schema: documents and their results, batches and their jobs, and what running them on several nodes needs.
    static let schema = Migration(1, "schema", documents + batches + queue + limits)

    private typealias Column = ColumnType

    private static let id: SQL = "id \(Column.uuid) PRIMARY KEY \(SQL(postgres: "", sqlite: "NOT NULL"))"
    private static let createdAt: SQL = "created_at \(Column.instant) NOT NULL DEFAULT \(Column.now)"

    // MARK: Documents and what was found in them

    private static let documents: [SQL] = [
        """
        CREATE TABLE pdf_files (
            \(id),
            \(Column.text("checksum", 32)) NOT NULL UNIQUE,
            \(Column.text("sha256", 64)) NOT NULL UNIQUE,
            source_url \(Column.text),
            \(Column.text("filename", 255)),
            file_size_bytes \(Column.bigInteger) NOT NULL,
            openai_file_id \(Column.text),
            openai_file_expires_at \(Column.instant),
            page_count \(Column.integer),
            \(createdAt),
            last_accessed_at \(Column.instant) NOT NULL DEFAULT \(Column.now)
        ) \(Column.strict)
        """,
        "CREATE INDEX pdf_files_last_accessed ON pdf_files (last_accessed_at)",

        // What reading gave, by content and by the version of the reader, in the reader's own encoding.
        """
        CREATE TABLE parsed_meets (
            \(Column.text("sha256", 64)) NOT NULL,
            reader_version \(Column.integer) NOT NULL,
            meet \(Column.bytes) NOT NULL,
            \(createdAt),
            last_used_at \(Column.instant) NOT NULL DEFAULT \(Column.now),
            PRIMARY KEY (sha256, reader_version)
        ) \(Column.strict)
        """,
        "CREATE INDEX parsed_meets_last_used ON parsed_meets (last_used_at)",

        """
        CREATE TABLE extraction_results (
            \(id),
            pdf_id \(Column.uuid) NOT NULL REFERENCES pdf_files (id) ON DELETE CASCADE,
            \(Column.text("swimmer_name_normalized", 255)) NOT NULL,
            \(Column.text("swimmer_name_display", 255)) NOT NULL,
            \(Column.text("meet_name", 500)),
            session_date \(Column.day),
            meet_date_start \(Column.day),
            meet_date_end \(Column.day),
            \(Column.text("venue", 500)),
            \(Column.json("events")) NOT NULL DEFAULT '[]',
            \(Column.json("warnings")) NOT NULL DEFAULT '[]',
            \(createdAt),
            UNIQUE (pdf_id, swimmer_name_normalized)
        ) \(Column.strict)
        """,

        """
        CREATE TABLE result_links (
            \(id),
            \(Column.text("short_code", 12)) NOT NULL UNIQUE,
            extraction_id \(Column.uuid) NOT NULL REFERENCES extraction_results (id) ON DELETE CASCADE,
            view_count \(Column.integer) NOT NULL DEFAULT 0,
            expires_at \(Column.instant),
            \(createdAt)
        ) \(Column.strict)
        """,
        "CREATE INDEX result_links_extraction ON result_links (extraction_id)",
        "CREATE INDEX result_links_expiry ON result_links (expires_at) WHERE expires_at IS NOT NULL",
    ]

    // MARK: Batches and jobs

    private static let batches: [SQL] = [
        """
        CREATE TABLE processing_batches (
            \(id),
            \(Column.text("swimmer_name_normalized", 255)) NOT NULL,
            \(Column.text("swimmer_name_display", 255)) NOT NULL,
            total_pdfs \(Column.integer) NOT NULL,
            completed_pdfs \(Column.integer) NOT NULL DEFAULT 0,
            failed_pdfs \(Column.integer) NOT NULL DEFAULT 0,
            \(Column.text("status", 20)) NOT NULL DEFAULT 'pending'
                CHECK (status IN ('pending', 'processing', 'completed', 'partial', 'failed', 'cancelled')),
            \(createdAt),
            started_at \(Column.instant),
            completed_at \(Column.instant),
            expires_at \(Column.instant) NOT NULL DEFAULT \(in30Days),
            processing_timeout_at \(Column.instant),
            worker_heartbeat \(Column.instant),
            \(Column.text("client_ip", 45)),
            user_agent \(Column.text),
            referrer \(Column.text),
            last_event_id \(Column.bigInteger) NOT NULL DEFAULT 0,
            \(Column.text("notification_email", 255)),
            notification_sent_at \(Column.instant)
        ) \(Column.strict)
        """,
        "CREATE INDEX processing_batches_status ON processing_batches (status)",
        "CREATE INDEX processing_batches_created ON processing_batches (created_at)",
        "CREATE INDEX processing_batches_expiry ON processing_batches (expires_at)",
        """
        CREATE INDEX processing_batches_heartbeat ON processing_batches (status, worker_heartbeat) WHERE status = 'processing'
        """,

        // Every swimmer of a batch, from position 0: the one that the batch itself names.
        """
        CREATE TABLE batch_swimmers (
            batch_id \(Column.uuid) NOT NULL REFERENCES processing_batches (id) ON DELETE CASCADE,
            position \(Column.integer) NOT NULL,
            \(Column.text("name_normalized", 255)) NOT NULL,
            \(Column.text("name_display", 255)) NOT NULL,
            age \(Column.integer),
            \(Column.text("team", 32)),
            PRIMARY KEY (batch_id, position),
            UNIQUE (batch_id, name_normalized)
        ) \(Column.strict)
        """,

        """
        CREATE TABLE batch_jobs (
            \(id),
            batch_id \(Column.uuid) NOT NULL REFERENCES processing_batches (id) ON DELETE CASCADE,
            sequence \(Column.integer) NOT NULL,
            \(Column.text("source_type", 10)) NOT NULL CHECK (source_type IN ('file', 'url')),
            source_url \(Column.text),
            \(Column.text("filename", 255)),
            temp_file_path \(Column.text),
            \(Column.text("file_checksum", 32)),
            \(Column.text("status", 20)) NOT NULL DEFAULT 'pending'
                CHECK (status IN ('pending', 'downloading', 'processing', 'completed', 'failed', 'cancelled')),
            \(Column.text("stage", 30)),
            progress_message \(Column.text),
            extraction_id \(Column.uuid) REFERENCES extraction_results (id) ON DELETE SET NULL,
            \(Column.text("result_code", 12)),
            \(Column.text("meet_name", 500)),
            event_count \(Column.integer),
            error_message \(Column.text),
            \(Column.text("error_code", 30)),
            retry_count \(Column.integer) NOT NULL DEFAULT 0,
            \(Column.boolean("cached")) NOT NULL DEFAULT \(Column.no),
            \(createdAt),
            started_at \(Column.instant),
            completed_at \(Column.instant)
        ) \(Column.strict)
        """,
        "CREATE INDEX batch_jobs_sequence ON batch_jobs (batch_id, sequence)",
        "CREATE INDEX batch_jobs_batch_status ON batch_jobs (batch_id, status)",
        "CREATE INDEX batch_jobs_pending ON batch_jobs (status) WHERE status = 'pending'",
        "CREATE INDEX batch_jobs_checksum ON batch_jobs (file_checksum) WHERE file_checksum IS NOT NULL",
        "CREATE INDEX batch_jobs_extraction ON batch_jobs (extraction_id) WHERE extraction_id IS NOT NULL",

        // What a job found for each swimmer of its batch; the job itself names the first.
        """
        CREATE TABLE batch_job_results (
            job_id \(Column.uuid) NOT NULL REFERENCES batch_jobs (id) ON DELETE CASCADE,
            position \(Column.integer) NOT NULL,
            \(Column.text("outcome", 20)) NOT NULL CHECK (outcome IN ('found', 'not_found', 'ambiguous')),
            extraction_id \(Column.uuid) REFERENCES extraction_results (id) ON DELETE SET NULL,
            \(Column.text("result_code", 12)),
            event_count \(Column.integer) NOT NULL DEFAULT 0,
            PRIMARY KEY (job_id, position)
        ) \(Column.strict)
        """,
        "CREATE INDEX batch_job_results_extraction ON batch_job_results (extraction_id) WHERE extraction_id IS NOT NULL",

        """
        CREATE TABLE batch_events (
            batch_id \(Column.uuid) NOT NULL REFERENCES processing_batches (id) ON DELETE CASCADE,
            id \(Column.bigInteger) NOT NULL,
            \(Column.text("type", 30)) NOT NULL,
            job_id \(Column.uuid),
            \(Column.json("data")) NOT NULL,
            \(createdAt),
            PRIMARY KEY (batch_id, id)
        ) \(Column.strict)
        """,
        "CREATE INDEX batch_events_created ON batch_events (created_at)",
    ]

    private static let in30Days = SQL(
        postgres: "(now() + interval '30 days')", sqlite: "((unixepoch('now', '+30 days')) * 1000000)")
}
