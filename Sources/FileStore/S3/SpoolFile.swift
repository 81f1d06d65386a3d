import Crypto
import NIOCore

/// One part of an upload, kept in a nameless file until the store has taken it, so that its length and checksum are known before it is
/// sent, and it can be sent again. In memory are 256 KiB of it at most.
final class SpoolFile {
    private static let step = 256 * 1024

    private let file: Descriptor
    private let threads: DiskThreads
    private var hash = SHA256()
    private var pending = ByteBuffer()
    private var written = 0

    /// How many bytes it holds.
    var size: Int { written + pending.readableBytes }

    /// Opens a file in `folder` which goes away with the last reference to it, whatever happens.
    nonisolated(nonsending) init(folder: String, name: String, threads: DiskThreads) async throws {
        file = try await threads.run {
            let directory = try Descriptor.directory(path: folder)
            let file = try directory.createFile(name, isNew: true)
            try directory.remove(name)
            return file
        }
        self.threads = threads
    }

    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws {
        pending.writeImmutableBuffer(bytes)
        if pending.readableBytes >= Self.step { try await flush() }
    }

    /// What was written, ready to be sent as often as necessary.
    nonisolated(nonsending) func contents() async throws -> SpooledBytes {
        try await flush()
        return SpooledBytes(file: file, size: written, checksum: Hexadecimal.text(hash.finalize()), threads: threads)
    }

    /// Begins anew. What `contents` gave must not be used any more.
    nonisolated(nonsending) func clear() async throws {
        try await threads.run { [file] in try file.truncate() }
        hash = SHA256()
        written = 0
    }

    private nonisolated(nonsending) func flush() async throws {
        guard pending.readableBytes > 0 else { return }
        hash = try await threads.run { [file, pending, hash] in
            var hash = hash
            hash.update(bufferPointer: pending)
            try pending.withUnsafeReadableBytes { bytes in try file.write(bytes) }
            return hash
        }
        written += pending.readableBytes
        pending = ByteBuffer()
    }
}

/// The bytes of a spool file; every iteration begins at the first.
struct SpooledBytes: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    fileprivate let file: Descriptor
    let size: Int
    /// The SHA-256 in hexadecimal digits.
    let checksum: String
    fileprivate let threads: DiskThreads

    func makeAsyncIterator() -> Iterator { Iterator(bytes: self) }

    struct Iterator: AsyncIteratorProtocol {
        private static let step = 128 * 1024

        let bytes: SpooledBytes
        private var offset = 0

        init(bytes: SpooledBytes) {
            self.bytes = bytes
        }

        nonisolated(nonsending) mutating func next() async throws -> ByteBuffer? {
            let length = Swift.min(Self.step, bytes.size - offset)
            guard length > 0 else { return nil }
            let piece = try await bytes.threads.run { [file = bytes.file, offset] in
                var piece = ByteBuffer()
                try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { room in
                    try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<length]), at: Int64(offset))
                }
                return piece
            }
            guard piece.readableBytes == length else { throw StoreError.damaged }
            offset += length
            return piece
        }
    }
}
