extension Migration {
    /// Files that come in several requests, each of which may break off: what has come so far, and in which objects of the store.
    static let resumableUploads = Migration(
        3, "resumable uploads",
        [
            """
            CREATE TABLE resumable_uploads (
                id \(ColumnType.uuid) PRIMARY KEY \(SQL(postgres: "", sqlite: "NOT NULL")),
                \(ColumnType.text("client", 64)) NOT NULL,
                \(ColumnType.text("filename", 255)) NOT NULL,
                declared_bytes \(ColumnType.bigInteger),
                received_bytes \(ColumnType.bigInteger) NOT NULL DEFAULT 0,
                parts \(ColumnType.integer) NOT NULL DEFAULT 0,
                \(ColumnType.boolean("is_complete")) NOT NULL DEFAULT \(ColumnType.no),
                \(ColumnType.text("object_key", 255)),
                \(ColumnType.text("sha256", 64)),
                \(ColumnType.text("checksum", 32)),
                \(ColumnType.text("taken_by", 64)),
                created_at \(ColumnType.instant) NOT NULL DEFAULT \(ColumnType.now),
                expires_at \(ColumnType.instant) NOT NULL
            ) \(ColumnType.strict)
            """,
            "CREATE INDEX resumable_uploads_expiry ON resumable_uploads (expires_at)",
            """
            CREATE TABLE resumable_upload_parts (
                upload_id \(ColumnType.uuid) NOT NULL REFERENCES resumable_uploads (id) ON DELETE CASCADE,
                start_byte \(ColumnType.bigInteger) NOT NULL,
                bytes \(ColumnType.bigInteger) NOT NULL,
                \(ColumnType.text("object_key", 255)) NOT NULL,
                \(ColumnType.text("sha256", 64)) NOT NULL,
                \(ColumnType.text("checksum", 32)) NOT NULL,
                PRIMARY KEY (upload_id, start_byte)
            ) \(ColumnType.strict)
            """,
        ])
}
