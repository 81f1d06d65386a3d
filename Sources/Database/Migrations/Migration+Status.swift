extension Migration {
    /// Makes SQLite check quickly that a status is one that there is. Of a list of more than two values it makes a table, and it did so
    /// again for every row that was changed: a third of what a job's last change cost.
    ///
    /// A check is part of a table's declaration alone, so the rows stay as they are. Source: "Making Other Kinds Of Table Schema
    /// Changes" (sqlite.org/lang_altertable.html).
    static let quickStatus = Migration(
        5, "quick status",
        [
            "PRAGMA writable_schema = ON",
            checked("batch_jobs", ["pending", "downloading", "processing", "completed", "failed", "cancelled"]),
            checked("processing_batches", ["pending", "processing", "completed", "partial", "failed", "cancelled"]),
            "PRAGMA writable_schema = RESET",
        ].map { SQL(postgres: "", sqlite: SQL(verbatim: $0)) })

    private static func checked(_ table: String, _ values: [String]) -> String {
        // Quotes within a text of SQL are written twice.
        let list = values.map { "''\($0)''" }.joined(separator: ", ")
        let choice = values.map { "status = ''\($0)''" }.joined(separator: " OR ")
        return """
            UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (status IN (\(list)))', 'CHECK (\(choice))')
            WHERE type = 'table' AND name = '\(table)'
            """
    }
}
