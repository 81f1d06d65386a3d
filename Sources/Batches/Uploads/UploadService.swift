import Database
import FileStore
import Foundation
import Logging
import NIOCore

/// Files that come in several requests, on any node, each of which may break off.
///
/// What has come of a request is safe in the store when it breaks off; what a dying process was about to store is not, and the client is
/// told to send it again. Every call throws `UploadError`, `StoreError`, `DatabaseError` or `CancellationError`.
package struct UploadService: Sendable {
    /// How long an upload may take, and wait for its batch.
    package static let lifetime: Duration = .seconds(24 * 3600)
    /// Into how many pieces a file may be cut.
    package static let mostParts = 500

    /// The longest file, in bytes.
    package let maximumBytes: Int64
    let database: SQLDatabase
    let store: any ObjectStore
    let makeRandom: @Sendable () -> any RandomNumberGenerator
    let objectLifetime: Duration
    let logger: Logger

    /// Begins an upload of nothing so far.
    ///
    /// - Parameters:
    ///   - filename: as the user knows it; what is longer than 255 code points is cut.
    ///   - length: of the whole file in bytes, if it is known.
    ///   - client: the hash of the client that limits count by.
    package func begin(filename: String, length: Int64?, client: String) async throws -> ResumableUpload {
        if let length { try checkLength(length) }
        var random = makeRandom()
        let id = UploadID(.drawn(using: &random))
        try await database.execute(
            """
            INSERT INTO resumable_uploads (id, client, filename, declared_bytes, expires_at)
            VALUES (\(id), \(client), \(filename.storable(255)), \(length.map { Int($0) }),
                \(SQL.instant(.now, plus: Self.lifetime)))
            """)
        return try await find(id)
    }

    /// - Throws: `notFound`.
    package func find(_ id: UploadID) async throws -> ResumableUpload {
        let row = try await database.query(
            """
            SELECT id, filename, declared_bytes, received_bytes, is_complete, expires_at FROM resumable_uploads
            WHERE id = \(id) AND expires_at > \(SQL.now)
            """
        ).first
        guard let row else { throw UploadError.notFound }
        return try ResumableUpload(row)
    }

    /// Forgets the upload and removes what has come of it, unless a batch has it.
    ///
    /// - Throws: `notFound`, or `taken` while a request makes a batch of it.
    package func cancel(_ id: UploadID) async throws {
        let keys = try await database.transaction { connection -> [String] in
            let row = try connection.run(
                """
                SELECT taken_by IS NOT NULL AND NOT \(UploadRows.isInBatch) AS is_being_used FROM resumable_uploads
                WHERE id = \(id) \(SQL.forUpdate)
                """
            ).first
            guard let row else { throw UploadError.notFound }
            guard try !row.get("is_being_used", as: Bool.self) else {
                throw UploadError(.taken, "This upload has been given to a batch. It is forgotten by itself within a day.")
            }
            return try UploadRows.remove([id], connection)
        }
        try await store.delete(keys.map { key throws(StoreError) in try ObjectKey(key) })
    }

    func checkLength(_ length: Int64, of upload: ResumableUpload? = nil) throws(UploadError) {
        guard length <= maximumBytes else {
            throw UploadError(
                .tooLarge, "This file is larger than the \(maximumBytes / 1_000_000) MB that a document may have.", upload: upload)
        }
    }

    /// A name in the store that nothing has.
    func newKey() throws -> ObjectKey {
        var random = makeRandom()
        let name = UUID.drawn(using: &random).lowercaseText.filter { $0 != "-" }
        return try ObjectKey("documents/\(name.prefix(2))/\(name)")
    }

    func options(at time: Date) -> UploadOptions {
        UploadOptions(
            contentType: "application/pdf", expires: time.addingTimeInterval(TimeInterval(objectLifetime.components.seconds)))
    }
}

extension BatchService {
    /// The uploads that batches are made of.
    package var uploads: UploadService {
        UploadService(
            maximumBytes: configuration.maximumBytes, database: database, store: store, makeRandom: makeRandom,
            objectLifetime: configuration.timeToLive + .seconds(86_400), logger: logger)
    }
}

extension ResumableUpload {
    init(_ row: SQLRow) throws {
        id = try row.get("id")
        filename = try row.get("filename")
        declaredBytes = try row.get("declared_bytes", as: Int?.self).map { Int64($0) }
        receivedBytes = Int64(try row.get("received_bytes", as: Int.self))
        isComplete = try row.get("is_complete")
        expiresAt = try row.get("expires_at")
    }
}
