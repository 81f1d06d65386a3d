extension Migration {
    /// Makes cheaper what is written with every job: the queue is found by batch and place alone, events have one index and are kept
    /// as the text they were told in, and rows that change often have room to change in place.
    ///
    /// Nodes of the version before go on: all columns stay.
    static let leanTraffic = Migration(4, "lean traffic", leanQueue + leanEvents + room + lookUps)

    private typealias Column = ColumnType

    private static let leanQueue: [SQL] =
        [
            // Looking for claims that have expired, or for jobs whose pause is over, reads a queue that holds only what is open; an index
            // for that would have to be written with every claim.
            "DROP INDEX job_queue_available",
            "DROP INDEX job_queue_leases",
            "DROP INDEX job_queue_batch",
            SQL(
                postgres: """
                    ALTER TABLE job_queue DROP CONSTRAINT job_queue_pkey, DROP CONSTRAINT job_queue_job_id_fkey,
                        ADD PRIMARY KEY (batch_id, sequence), SET (fillfactor = 50)
                    """,
                sqlite: """
                    CREATE TABLE lean_queue (
                        job_id TEXT NOT NULL,
                        batch_id TEXT NOT NULL REFERENCES processing_batches (id) ON DELETE CASCADE,
                        sequence INTEGER NOT NULL,
                        attempt INTEGER NOT NULL DEFAULT 0,
                        available_at INTEGER NOT NULL DEFAULT \(Column.now),
                        lease_token TEXT,
                        \(Column.text("lease_owner", 64)),
                        lease_expires_at INTEGER,
                        PRIMARY KEY (batch_id, sequence),
                        CHECK ((lease_token IS NULL) = (lease_expires_at IS NULL))
                    ) STRICT, WITHOUT ROWID
                    """),
        ] + inPlace(of: "job_queue", "lean_queue") + [
            // Those that wait for a pause have failed before; others are never in it.
            "CREATE INDEX job_queue_pauses ON job_queue (available_at) WHERE attempt > 0"
        ]

    private static let leanEvents: [SQL] =
        [
            "DROP INDEX batch_events_created",
            // Whoever writes an event holds its batch, so there is nothing to check; what is left to do when a batch goes, a trigger does.
            SQL(
                postgres: "ALTER TABLE batch_events DROP CONSTRAINT batch_events_batch_id_fkey, ALTER COLUMN data TYPE text",
                sqlite: """
                    CREATE TABLE lean_events (
                        batch_id TEXT NOT NULL,
                        id INTEGER NOT NULL,
                        \(Column.text("type", 30)) NOT NULL,
                        job_id TEXT,
                        data TEXT NOT NULL,
                        created_at INTEGER NOT NULL DEFAULT \(Column.now),
                        PRIMARY KEY (batch_id, id)
                    ) STRICT, WITHOUT ROWID
                    """),
        ] + inPlace(of: "batch_events", "lean_events") + [
            SQL(
                postgres: """
                    CREATE FUNCTION forget_batch_events() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN DELETE FROM batch_events WHERE batch_id = OLD.id; RETURN OLD; END'
                    """,
                sqlite: "SELECT 1"),
            SQL(
                postgres: """
                    CREATE TRIGGER processing_batches_events AFTER DELETE ON processing_batches
                    FOR EACH ROW EXECUTE FUNCTION forget_batch_events()
                    """,
                sqlite: """
                    CREATE TRIGGER processing_batches_events AFTER DELETE ON processing_batches
                    BEGIN DELETE FROM batch_events WHERE batch_id = OLD.id; END
                    """),
        ]

    /// PostgreSQL writes a changed row anew. On the same page it needs no new entries in the indexes.
    private static let room: [SQL] = [
        SQL(postgres: "ALTER TABLE processing_batches SET (fillfactor = 60)", sqlite: "SELECT 1"),
        SQL(postgres: "ALTER TABLE batch_jobs SET (fillfactor = 60)", sqlite: "SELECT 1"),
    ]

    /// Whether any batch has a file is asked whenever an upload is given back or removed.
    private static let lookUps: [SQL] = ["CREATE INDEX batch_jobs_path ON batch_jobs (temp_file_path) WHERE temp_file_path IS NOT NULL"]

    /// Puts a table that SQLite cannot alter in the old one's place, with its rows.
    private static func inPlace(of old: String, _ new: String) -> [SQL] {
        [
            SQL(verbatim: "INSERT INTO \(new) SELECT * FROM \(old)"), SQL(verbatim: "DROP TABLE \(old)"),
            SQL(verbatim: "ALTER TABLE \(new) RENAME TO \(old)"),
        ].map { SQL(postgres: "SELECT 1", sqlite: $0) }
    }
}
