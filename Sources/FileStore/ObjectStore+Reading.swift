package import NIOCore

extension ObjectStore {
    /// Hands the whole object to `body` and compares it with what the database says of it.
    ///
    /// A body that has been read to its end without an error was right. Of a damaged object the last piece is withheld and the iteration
    /// throws an error of code `.damaged`.
    package nonisolated(nonsending) func read<Result>(
        _ key: ObjectKey, expecting checksum: Checksum, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result {
        try await download(key, range: nil) { raw in
            let pieces = VerifiedPieces(raw.pieces, expected: checksum)
            return try await body(ObjectBody(objectSize: raw.objectSize, range: raw.range, pieces: pieces))
        }
    }

    /// The whole object, checked, in memory.
    ///
    /// - Parameter limit: the most bytes to hold; a larger object is an error of code `.tooLarge`, and is not read.
    package nonisolated(nonsending) func bytes(of key: ObjectKey, expecting checksum: Checksum, limit: Int) async throws -> ByteBuffer {
        try await read(key, expecting: checksum) { object in
            guard object.objectSize <= limit else { throw StoreError.tooLarge(limit: Int64(limit)) }
            var bytes = ByteBuffer()
            bytes.reserveCapacity(Int(object.objectSize))
            for try await piece in object {
                bytes.writeImmutableBuffer(piece)
            }
            return bytes
        }
    }
}

extension ObjectStore {
    /// Writes the sequence's bytes as the object `key`.
    package nonisolated(nonsending) func upload<Bytes: AsyncSequence>(
        _ key: ObjectKey, options: UploadOptions, from bytes: Bytes
    ) async throws -> ObjectReceipt where Bytes.Element == ByteBuffer {
        try await upload(key, options: options) { writer in
            for try await piece in bytes {
                try await writer.write(piece)
            }
        }
    }

    /// Writes the bytes as the object `key`.
    package nonisolated(nonsending) func upload(_ key: ObjectKey, options: UploadOptions, bytes: ByteBuffer) async throws -> ObjectReceipt {
        try await upload(key, options: options) { writer in
            try await writer.write(bytes)
        }
    }
}
