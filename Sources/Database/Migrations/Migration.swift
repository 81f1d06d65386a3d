/// A step of the schema, numbered from 1. Once it has shipped it is never edited: what comes later is another step.
///
/// Nodes of the version before go on running while a step is applied, so a step adds and does not take away; what is no longer
/// needed goes in a later release. A statement without text in a database's dialect is for the other one.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    let statements: [SQL]

    package init(_ number: Int, _ name: String, _ statements: [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// Tells whether the step is still the one that was applied.
    package func fingerprint(for dialect: SQLDialect) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
        for statement in statements {
            for byte in dialect.text(of: statement.template).utf8 + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Every step, in order.
    package static let all: [Migration] = [
        .schema, .batchDetails, .resumableUploads, .leanTraffic, .quickStatus, .promisedResults, .birthsOfSwimmers,
    ]
}

/// What a migration did.
package struct MigrationReport: Sendable, Hashable {
    package var applied: [Int] = []
    /// Steps of a newer version that were there already.
    package var unknown: [Int] = []
}

extension SQLDatabase {
    /// Applies the steps that are missing, all or none. Any number of nodes may do this at once: one of them applies the steps
    /// while the others wait, and find nothing to do.
    ///
    /// Steps of a newer version do no harm, so that a version can be rolled back. A step that is not the one that was applied is
    /// an error (`schemaMismatch`).
    @discardableResult
    package func migrate(_ migrations: [Migration] = Migration.all) async throws -> MigrationReport {
        try await transaction(TransactionOptions(statementTimeout: .seconds(600), attempts: 100)) { connection in
            try Migrator(connection: connection, migrations: migrations).run()
        }
    }
}

private struct Migrator {
    var connection: any SQLConnection
    var migrations: [Migration]

    func run() throws -> MigrationReport {
        // On SQLite the transaction itself is the lock. The number is this schema's, by choice.
        if connection.dialect == .postgres { try connection.run("SELECT pg_advisory_xact_lock(7214003917)") }
        try connection.run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number integer PRIMARY KEY,
                name \(SQL(postgres: "text", sqlite: "TEXT")) NOT NULL,
                fingerprint \(SQL(postgres: "text", sqlite: "TEXT")) NOT NULL,
                applied_at \(ColumnType.instant) NOT NULL DEFAULT \(ColumnType.now)
            ) \(ColumnType.strict)
            """)
        var known: [Int: String] = [:]
        for row in try connection.run("SELECT number, fingerprint FROM schema_migrations") {
            known[try row.get("number")] = try row.get("fingerprint", as: String.self)
        }
        var report = MigrationReport()
        for migration in migrations {
            let fingerprint = migration.fingerprint(for: connection.dialect)
            if let applied = known.removeValue(forKey: migration.number) {
                guard applied == fingerprint else {
                    throw DatabaseError(
                        .schemaMismatch, "Step \(migration.number) of the schema is not the one that this database was made with.")
                }
                continue
            }
            for statement in migration.statements where !connection.dialect.text(of: statement.template).isEmpty {
                try connection.send(statement)
            }
            try connection.run(
                """
                INSERT INTO schema_migrations (number, name, fingerprint)
                VALUES (\(migration.number), \(migration.name), \(fingerprint))
                """)
            report.applied.append(migration.number)
        }
        report.unknown = known.keys.sorted()
        return report
    }
}
