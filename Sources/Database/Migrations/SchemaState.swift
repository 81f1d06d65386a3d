/// How far the schema of a database is.
package struct SchemaState: Sendable, Hashable {
    /// Steps of this program that are applied.
    package var applied = 0
    /// Numbers of steps that are still to come.
    package var missing: [Int] = []
    /// A step is there under its number with another content: the database belongs to another program.
    package var isForeign = false

    package init(applied: Int = 0, missing: [Int] = [], isForeign: Bool = false) {
        self.applied = applied
        self.missing = missing
        self.isForeign = isForeign
    }
}

extension SQLDatabase {
    /// Compares the schema with the steps, and changes nothing.
    package func schemaState(_ migrations: [Migration] = Migration.all) async throws -> SchemaState {
        let dialect = dialect
        return try await read { connection in
            let tables: SQL = SQL(
                postgres: "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migrations'",
                sqlite: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'")
            var state = SchemaState()
            guard try !connection.run(tables).isEmpty else {
                state.missing = migrations.map(\.number)
                return state
            }
            var known: [Int: String] = [:]
            for row in try connection.run("SELECT number, fingerprint FROM schema_migrations") {
                known[try row.get("number")] = try row.get("fingerprint", as: String.self)
            }
            for migration in migrations {
                switch known[migration.number] {
                case nil: state.missing.append(migration.number)
                case migration.fingerprint(for: dialect): state.applied += 1
                default: state.isForeign = true
                }
            }
            return state
        }
    }
}
