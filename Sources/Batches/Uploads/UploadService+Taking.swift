import Database
import FileStore
import Foundation

extension UploadService {
    /// Gives a complete upload to a request, and to no other. From now on it is kept for as long as a new one, so that it does not expire
    /// before its batch is made.
    ///
    /// - Parameter owner: names the request, 64 characters at most; the same request may take it again.
    /// - Throws: `notFound`, `incomplete` or `taken`.
    package func take(_ id: UploadID, for owner: String) async throws -> StoredFile {
        try await database.transaction { connection in
            let row = try connection.run(
                """
                SELECT id, filename, declared_bytes, received_bytes, is_complete, expires_at, object_key, sha256, checksum, taken_by
                FROM resumable_uploads WHERE id = \(id) AND expires_at > \(SQL.now) \(SQL.forUpdate)
                """
            ).first
            guard let row else { throw UploadError.notFound }
            let upload = try ResumableUpload(row)
            guard let key = try row.get("object_key", as: String?.self),
                let checksum = try row.get("sha256", as: String?.self).flatMap({ Checksum(hexadecimal: $0) }),
                let md5 = try row.get("checksum", as: String?.self)
            else {
                throw UploadError(.incomplete, "The upload of \(upload.filename) is not complete. Finish it first.", upload: upload)
            }
            let taken = try connection.run(
                """
                UPDATE resumable_uploads SET taken_by = \(owner), expires_at = \(SQL.instant(.now, plus: Self.lifetime))
                WHERE id = \(id) AND (taken_by IS NULL OR taken_by = \(owner))
                """
            ).changes
            guard taken > 0 else {
                throw UploadError(.taken, "\(upload.filename) belongs to another batch already. Upload it again.", upload: upload)
            }
            return StoredFile(
                key: try ObjectKey(key), filename: upload.filename, checksum: checksum, md5: md5, bytes: upload.receivedBytes)
        }
    }

    /// Gives uploads back that a request has taken and did not use. Those that a batch has been made of stay its own: a request under an
    /// idempotency key may come again as another one, and is refused.
    package func release(_ ids: [UploadID], from owner: String) async throws {
        guard !ids.isEmpty else { return }
        try await database.execute(
            """
            UPDATE resumable_uploads SET taken_by = NULL WHERE id \(in: ids) AND taken_by = \(owner) AND NOT \(UploadRows.isInBatch)
            """)
    }

    /// Removes uploads that have expired, `limit` at most, with what of them no batch has; tells how many.
    package func removeExpired(limit: Int) async throws -> Int {
        let (count, keys) = try await database.transaction { connection -> (Int, [String]) in
            let ids: [UploadID] = try connection.all(
                "SELECT id FROM resumable_uploads WHERE expires_at <= \(SQL.now) LIMIT \(limit) \(SQL.forUpdateSkippingLocked)"
            ) { try $0.get("id") }
            return (ids.count, try UploadRows.remove(ids, connection))
        }
        try await store.delete(keys.map { key throws(StoreError) in try ObjectKey(key) })
        return count
    }
}
