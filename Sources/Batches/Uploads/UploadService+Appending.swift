import Database
package import FileStore
package import Foundation
import Logging
package import NIOCore

extension UploadService {
    /// Adds bytes to an upload, and finishes it with its last ones.
    ///
    /// When `bytes` break off, what has come is kept, and the error comes out.
    ///
    /// - Parameters:
    ///   - offset: where the bytes belong: the upload's `receivedBytes`.
    ///   - isLast: the file ends with them.
    package nonisolated(nonsending) func append<Bytes: AsyncSequence>(
        _ bytes: Bytes, to id: UploadID, at offset: Int64, isLast: Bool, account: QuotaAccount, time: Date
    ) async throws -> ResumableUpload where Bytes.Element == ByteBuffer {
        let upload = try await find(id)
        guard !upload.isComplete else {
            throw UploadError(.complete, "This upload has all of its bytes already.", upload: upload)
        }
        guard upload.receivedBytes == offset else { throw wrongOffset(upload) }
        let source = UploadSource(bytes, room: (upload.declaredBytes ?? maximumBytes) - offset)
        if let first = try await source.next() {
            try await store(first, from: source, of: upload, account: account, time: time)
        }
        if source.isOverfull {
            if upload.declaredBytes == nil { try checkLength(.max, of: try await find(id)) }
            throw UploadError(.wrongLength, "The file is longer than was said. Begin the upload again.", upload: try await find(id))
        }
        if let error = source.error { throw error }
        return isLast ? try await finish(id, time: time) : try await find(id)
    }

    private nonisolated(nonsending) func store<Bytes: AsyncSequence>(
        _ first: ByteBuffer, from source: UploadSource<Bytes>, of upload: ResumableUpload, account: QuotaAccount, time: Date
    ) async throws where Bytes.Element == ByteBuffer {
        let offset = upload.receivedBytes
        // The first piece pays for the file, and every piece for its bytes.
        let files = offset == 0 ? 1 : 0
        let receipt = try await store.upload(newKey(), options: options(at: time), chargedTo: account, at: time, files: files) { writer in
            try await writer.write(first)
            // A request that breaks off ends its part of the file, which is stored all the same.
            while let piece = await source.nextUnlessBroken() { try await writer.write(piece) }
        }
        let isTaken: Bool
        do {
            isTaken = try await keep(receipt, of: upload)
        } catch {
            if (error as? DatabaseError)?.code != .outcomeUnknown { await takeBack(receipt, files: files, account: account, time: time) }
            throw error
        }
        guard !isTaken else { return }
        await takeBack(receipt, files: files, account: account, time: time)
        let now = try await find(upload.id)
        if now.receivedBytes == offset, !now.isComplete {
            throw UploadError(.tooManyParts, "This upload came in too many pieces. Begin it again, with larger ones.", upload: now)
        }
        throw wrongOffset(now)
    }

    /// Notes a piece that is in the store; false when another one was there before, or there are too many.
    private func keep(_ receipt: ObjectReceipt, of upload: ResumableUpload) async throws -> Bool {
        let offset = upload.receivedBytes
        return try await database.transaction { connection in
            let changes = try connection.run(
                """
                UPDATE resumable_uploads SET received_bytes = received_bytes + \(Int(receipt.size)), parts = parts + 1
                WHERE id = \(upload.id) AND received_bytes = \(Int(offset)) AND NOT is_complete AND parts < \(Self.mostParts)
                """
            ).changes
            guard changes > 0 else { return false }
            try connection.send(
                """
                INSERT INTO resumable_upload_parts (upload_id, start_byte, bytes, object_key, sha256, checksum)
                VALUES (\(upload.id), \(Int(offset)), \(Int(receipt.size)), \(receipt.key.text), \(receipt.checksum.hexadecimal),
                    \(receipt.md5))
                """)
            return true
        }
    }

    /// Removes a piece that came to nothing and gives back what it was charged. The task may have been cancelled; it is done all the same.
    private nonisolated(nonsending) func takeBack(_ receipt: ObjectReceipt, files: Int, account: QuotaAccount, time: Date) async {
        await Task {
            // The store removes it when it expires.
            await logger.attempt("A piece of an upload could not be removed") { try await store.delete([receipt.key]) }
            await logger.attempt("A piece of an upload could not be refunded") {
                try await account.ledger.refund(StorageUsage(files: files, bytes: receipt.size), to: account.client, chargedAt: time)
            }
        }.value
    }

    /// Puts the parts together. May be called again after it failed, and by several at a time: one of them does it.
    private nonisolated(nonsending) func finish(_ id: UploadID, time: Date) async throws -> ResumableUpload {
        do {
            return try await putTogether(id, time: time)
        } catch let error as StoreError where error.code == .notFound {
            // Whoever finished it meanwhile removed its parts.
            let upload = try await find(id)
            guard upload.isComplete else { throw error }
            return upload
        }
    }

    private nonisolated(nonsending) func putTogether(_ id: UploadID, time: Date) async throws -> ResumableUpload {
        let upload = try await find(id)
        guard !upload.isComplete else { return upload }
        guard upload.receivedBytes > 0, upload.declaredBytes ?? upload.receivedBytes == upload.receivedBytes else {
            throw UploadError(
                .wrongLength, upload.receivedBytes == 0 ? "The file is empty. Choose another." : "The file is shorter than was said.",
                upload: upload)
        }
        let parts = try await database.query(
            "SELECT object_key, sha256, checksum FROM resumable_upload_parts WHERE upload_id = \(id) ORDER BY start_byte"
        ).map { try (ObjectKey($0.get("object_key")), $0.get("sha256", as: String.self), $0.get("checksum", as: String.self)) }
        guard let first = parts.first else {
            let now = try await find(id)
            guard now.isComplete else { throw UploadError.notFound }
            return now
        }
        var whole = first
        if parts.count > 1 {
            let receipt = try await store.upload(newKey(), options: options(at: time)) { writer in
                for part in parts {
                    guard let checksum = Checksum(hexadecimal: part.1) else { throw UploadError.notFound }
                    try await store.read(part.0, expecting: checksum) { object in
                        for try await piece in object { try await writer.write(piece) }
                    }
                }
            }
            whole = (receipt.key, receipt.checksum.hexadecimal, receipt.md5)
        }
        let (key, sha256, md5) = whole
        let isFinished = try await database.transaction { connection in
            let changes = try connection.run(
                """
                UPDATE resumable_uploads SET is_complete = \(true), object_key = \(key.text), sha256 = \(sha256), checksum = \(md5)
                WHERE id = \(id) AND NOT is_complete AND received_bytes = \(Int(upload.receivedBytes))
                """
            ).changes
            guard changes > 0 else { return false }
            try connection.send("DELETE FROM resumable_upload_parts WHERE upload_id = \(id)")
            return true
        }
        // The whole of one part is the part itself.
        if parts.count > 1 { try await store.delete(isFinished ? parts.map(\.0) : [key]) }
        let now = try await find(id)
        // More has come meanwhile, which would be lost.
        guard now.isComplete else { throw wrongOffset(now) }
        return now
    }

    private func wrongOffset(_ upload: ResumableUpload) -> UploadError {
        UploadError(
            .wrongOffset, "The upload stands at byte \(upload.receivedBytes). Go on from there.", upload: upload)
    }
}

/// The bytes of a request, of which no more are taken than there is room for.
private final class UploadSource<Bytes: AsyncSequence> where Bytes.Element == ByteBuffer {
    private var pieces: Bytes.AsyncIterator
    private var room: Int64
    /// More came than there was room for.
    private(set) var isOverfull = false
    /// How the request broke off.
    private(set) var error: (any Error)?

    init(_ bytes: Bytes, room: Int64) {
        pieces = bytes.makeAsyncIterator()
        self.room = room
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        while let piece = try await pieces.next(isolation: #isolation) {
            if piece.readableBytes == 0 { continue }
            guard piece.readableBytes <= room else {
                isOverfull = true
                return nil
            }
            room -= Int64(piece.readableBytes)
            return piece
        }
        return nil
    }

    nonisolated(nonsending) func nextUnlessBroken() async -> ByteBuffer? {
        do {
            return try await next()
        } catch {
            self.error = error
            return nil
        }
    }
}
