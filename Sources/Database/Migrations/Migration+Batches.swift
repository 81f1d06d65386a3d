extension Migration {
    /// What running batches needs beside the first schema: the content of a job's document, how a swimmer was asked for, and whom a
    /// batch belongs to.
    static let batchDetails = Migration(
        2, "batch details",
        [
            "ALTER TABLE processing_batches ADD COLUMN \(ColumnType.text("client", 64))",
            "ALTER TABLE processing_batches ADD COLUMN \(ColumnType.text("venue_zone", 64))",
            "ALTER TABLE processing_batches ADD COLUMN cancelled_pdfs \(ColumnType.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE batch_swimmers ADD COLUMN \(ColumnType.text("age_text", 8))",
            "ALTER TABLE batch_swimmers ADD COLUMN \(ColumnType.text("sex", 1))",
            "ALTER TABLE batch_jobs ADD COLUMN \(ColumnType.text("sha256", 64))",
            "ALTER TABLE batch_jobs ADD COLUMN file_bytes \(ColumnType.bigInteger)",
            """
            CREATE INDEX processing_batches_deadline ON processing_batches (processing_timeout_at) WHERE status = 'processing'
            """,
        ])
}
