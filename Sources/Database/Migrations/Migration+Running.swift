extension Migration {
    private typealias Column = ColumnType

    private static let createdAt: SQL = "created_at \(Column.instant) NOT NULL DEFAULT \(Column.now)"

    // MARK: Running jobs

    static let queue: [SQL] = [
        // A row for each batch with jobs to run. Who claims one of its jobs locks this row first, so that the limit per batch
        // holds; the batch that was longest without a turn is next.
        """
        CREATE TABLE batch_turns (
            batch_id \(Column.uuid) PRIMARY KEY \(notNull) REFERENCES processing_batches (id) ON DELETE CASCADE,
            last_claimed_at \(Column.instant) NOT NULL DEFAULT \(Column.now)
        ) \(Column.strict)
        """,
        "CREATE INDEX batch_turns_order ON batch_turns (last_claimed_at)",

        // A row for each job that is to run or runs: gone when it has ended, so that claiming never looks at what is done.
        // A job that has a token is held by whoever knows it, until it expires.
        """
        CREATE TABLE job_queue (
            job_id \(Column.uuid) PRIMARY KEY \(notNull) REFERENCES batch_jobs (id) ON DELETE CASCADE,
            batch_id \(Column.uuid) NOT NULL REFERENCES processing_batches (id) ON DELETE CASCADE,
            sequence \(Column.integer) NOT NULL,
            attempt \(Column.integer) NOT NULL DEFAULT 0,
            available_at \(Column.instant) NOT NULL DEFAULT \(Column.now),
            lease_token \(Column.uuid),
            \(Column.text("lease_owner", 64)),
            lease_expires_at \(Column.instant),
            CHECK ((lease_token IS NULL) = (lease_expires_at IS NULL))
        ) \(Column.strict)
        """,
        "CREATE INDEX job_queue_batch ON job_queue (batch_id, sequence)",
        "CREATE INDEX job_queue_available ON job_queue (available_at) WHERE lease_token IS NULL",
        "CREATE INDEX job_queue_leases ON job_queue (lease_expires_at) WHERE lease_token IS NOT NULL",

        // Places that are limited over all nodes: calls of the AI service, the one scheduler. A place is free when it has no token
        // or its token has expired.
        """
        CREATE TABLE slot_leases (
            \(Column.text("pool", 30)) NOT NULL,
            slot \(Column.integer) NOT NULL,
            lease_token \(Column.uuid),
            \(Column.text("lease_owner", 64)),
            lease_expires_at \(Column.instant),
            PRIMARY KEY (pool, slot),
            CHECK ((lease_token IS NULL) = (lease_expires_at IS NULL))
        ) \(Column.strict)
        """,
    ]

    // MARK: Clients and their files

    static let limits: [SQL] = [
        // How much a client did of something in a span of time: requests a minute, bytes a day. Clients are named by a hash.
        """
        CREATE TABLE rate_counters (
            \(Column.text("scope", 30)) NOT NULL,
            \(Column.text("client", 64)) NOT NULL,
            window_start \(Column.instant) NOT NULL,
            amount \(Column.bigInteger) NOT NULL DEFAULT 0,
            PRIMARY KEY (scope, client, window_start)
        ) \(Column.strict)
        """,
        "CREATE INDEX rate_counters_window ON rate_counters (window_start)",

        // The answer to a request that may be sent again. Without a status the first one is still being answered.
        """
        CREATE TABLE idempotency_keys (
            \(Column.text("client", 64)) NOT NULL,
            \(Column.text("key", 255)) NOT NULL,
            \(Column.text("request_hash", 64)) NOT NULL,
            batch_id \(Column.uuid) REFERENCES processing_batches (id) ON DELETE CASCADE,
            status_code \(Column.integer),
            \(Column.json("response")),
            \(createdAt),
            expires_at \(Column.instant) NOT NULL,
            PRIMARY KEY (client, key)
        ) \(Column.strict)
        """,
        "CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at)",
        "CREATE INDEX idempotency_keys_batch ON idempotency_keys (batch_id) WHERE batch_id IS NOT NULL",

        """
        CREATE TABLE stored_files (
            id \(Column.uuid) PRIMARY KEY \(notNull),
            \(Column.text("object_key", 255)) NOT NULL UNIQUE,
            \(Column.text("sha256", 64)) NOT NULL,
            \(Column.text("checksum", 32)) NOT NULL,
            bytes \(Column.bigInteger) NOT NULL,
            \(Column.text("content_type", 100)),
            \(Column.text("filename", 255)),
            \(Column.text("client", 64)),
            batch_id \(Column.uuid) REFERENCES processing_batches (id) ON DELETE SET NULL,
            \(createdAt),
            expires_at \(Column.instant)
        ) \(Column.strict)
        """,
        "CREATE INDEX stored_files_sha256 ON stored_files (sha256)",
        "CREATE INDEX stored_files_batch ON stored_files (batch_id) WHERE batch_id IS NOT NULL",
        "CREATE INDEX stored_files_expiry ON stored_files (expires_at) WHERE expires_at IS NOT NULL",
    ]

    private static let notNull = SQL(postgres: "", sqlite: "NOT NULL")
}
