import Database

/// Uploads as the tables hold them.
enum UploadRows {
    /// Whether a batch has the file, of `resumable_uploads`.
    static let isInBatch: SQL = "EXISTS (SELECT 1 FROM batch_jobs WHERE temp_file_path = resumable_uploads.object_key)"

    /// Takes uploads out of the tables, and tells which objects of the store nobody has any more.
    static func remove(_ ids: [UploadID], _ connection: any SQLConnection) throws -> [String] {
        var keys: [String] = []
        for id in ids {
            keys += try connection.all("SELECT object_key FROM resumable_upload_parts WHERE upload_id = \(id)") { try $0.get("object_key") }
            keys += try connection.all(
                """
                SELECT object_key FROM resumable_uploads WHERE id = \(id) AND object_key IS NOT NULL AND NOT \(isInBatch)
                """
            ) { try $0.get("object_key") }
            try connection.send("DELETE FROM resumable_uploads WHERE id = \(id)")
        }
        return keys
    }
}
