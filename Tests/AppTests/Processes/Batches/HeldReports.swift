import Database

/// Keeps workers from telling of their jobs: the transaction that would goes on and on in the database.
enum HeldReports: Sendable {
    /// That a job has begun.
    case ofBeginnings
    /// That a job is completed.
    case ofEnds

    private var condition: SQL {
        switch self {
        case .ofBeginnings: "OLD.status = 'pending' AND NEW.status <> 'pending'"
        case .ofEnds: "NEW.status = 'completed'"
        }
    }

    /// From now on.
    func hold(in database: SQLDatabase) async throws {
        switch database.dialect {
        case .postgres:
            try await database.execute(
                """
                CREATE FUNCTION go_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$
                """)
            try await database.execute(
                "CREATE TRIGGER held BEFORE UPDATE ON batch_jobs FOR EACH ROW WHEN (\(condition)) EXECUTE FUNCTION go_on()")
        case .sqlite:
            try await database.execute(
                "CREATE VIEW numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 100000000000"
            )
            try await database.execute(
                "CREATE TRIGGER held BEFORE UPDATE ON batch_jobs WHEN \(condition) BEGIN SELECT count(*) FROM numbers; END")
        }
    }

    /// Whether one is being held. SQLite does not show it; but there a transaction ends with its process, wherever it is.
    static func areHeld(in database: SQLDatabase) async throws -> Bool {
        let sleeping = SQL(
            postgres: "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')",
            sqlite: "SELECT true")
        return try await database.value(sleeping) ?? false
    }

    /// Lets reports through again, when the processes whose reports were held are dead. What they had sent comes to nothing, as what a
    /// machine without power had in hand does.
    static func letGo(in database: SQLDatabase) async throws {
        switch database.dialect {
        case .postgres:
            try await database.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'
                """)
            try await database.execute("DROP FUNCTION go_on CASCADE")
        case .sqlite:
            try await database.execute("DROP TRIGGER held")
            try await database.execute("DROP VIEW numbers")
        }
    }
}
