package import Foundation
import NIOCore
package import NIOPosix

/// Objects as files below one directory of this machine.
///
///     ROOT/objects/3f/documents+3fa9.pdf    an object: its bytes and a `DiskTrailer`, in one of 256 directories
///     ROOT/incoming/6f1d...                 an upload on its way, on the same file system so that it can be renamed
///     ROOT/locks/3f                         what commits and removals in a directory hold
///
/// An upload is written to `incoming`, synchronized, and renamed into its place, so that a crash leaves the old object or the new one.
/// One that is passing is not waited for; its trailer tells whether a power cut has left all of it.
/// Several processes may use one root. Nothing outside the root is ever touched: keys cannot name it, and links are not followed.
package struct DiskStore: ObjectStore {
    /// Uploads that nobody has written to for so long are taken for dead.
    static let abandonedAfter: TimeInterval = 24 * 3600

    let folder: DiskFolder
    let threads: DiskThreads
    let now: @Sendable () -> Date
    let randomName: @Sendable () -> String

    /// Opens the store, and creates its directories where they are missing.
    ///
    /// - Parameters:
    ///   - root: the directory; the one above it must be there.
    ///   - pool: where blocking calls run.
    ///   - now: the time, which decides what has expired.
    ///   - randomName: names for unfinished uploads, of which no two may be the same.
    package nonisolated(nonsending) static func open(
        root: String, pool: NIOThreadPool = .singleton, now: @escaping @Sendable () -> Date = { Date() },
        randomName: @escaping @Sendable () -> String = { UUID().uuidString }
    ) async throws -> DiskStore {
        let threads = DiskThreads(pool: pool)
        let folder: DiskFolder
        do {
            folder = try await threads.run { try DiskFolder(root: root) }
        } catch let error as StoreError where error.code == .notFound {
            throw StoreError.misconfigured("the folder that should hold its own is not there.", reason: error.reason)
        }
        return DiskStore(folder: folder, threads: threads, now: now, randomName: randomName)
    }

    package nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt {
        let name = randomName()
        let file = try await threads.run { [folder] in try folder.incoming.createFile(name, isNew: true) }
        do {
            let writer = DiskWriter(file: file, threads: threads, options: options)
            try await body(writer)
            return try await writer.finish { [folder, now] file, measure in
                let receipt = try measure.receipt(key)
                let trailer = DiskTrailer(size: receipt.size, created: now(), expires: options.expires, checksum: receipt.checksum)
                try trailer.bytes.withUnsafeBytes { bytes in try file.write(bytes) }
                if !options.isPassing { try file.synchronize() }
                try folder.commit(name, as: key, isDurable: !options.isPassing)
                return receipt
            }
        } catch {
            // If even this fails, a sweep removes the file.
            await threads.tidy { [folder] in _ = try? folder.incoming.remove(name) }
            throw error
        }
    }

    package nonisolated(nonsending) func download<Result>(
        _ key: ObjectKey, range: Range<Int64>?, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result {
        let (file, trailer) = try await threads.run { [folder] in try folder.open(key) }
        let range = try range.map { try $0.within(objectOfSize: trailer.size) } ?? 0..<trailer.size
        let pieces = DiskPieces(file: file, range: range, threads: threads)
        return try await body(ObjectBody(objectSize: trailer.size, range: range, pieces: pieces))
    }

    package nonisolated(nonsending) func info(_ key: ObjectKey) async throws -> ObjectInfo? {
        do {
            let (_, trailer) = try await threads.run { [folder] in try folder.open(key) }
            return ObjectInfo(
                key: key, size: trailer.size, modified: trailer.created, expires: trailer.expires, checksum: trailer.checksum)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    package nonisolated(nonsending) func delete(_ keys: [ObjectKey]) async throws {
        try await threads.run { [folder] in
            var failure: DiskFailure?
            for key in keys {
                do throws(DiskFailure) {
                    try folder.remove(key)
                } catch {
                    failure = failure ?? error
                }
            }
            if let failure { throw failure }
        }
    }

    /// Always nil: files of this store are passed on by the server.
    package func link(to key: ObjectKey, lifetime: Duration, presentation: LinkPresentation) throws -> String? { nil }

    package nonisolated(nonsending) func check() async throws {
        let key = try ObjectKey("check/\(randomName())")
        let receipt = try await upload(key, options: UploadOptions(expires: now()), bytes: ByteBuffer(string: "check"))
        _ = try await bytes(of: key, expecting: receipt.checksum, limit: 64)
        try await delete([key])
    }

    package func shutdown() {}
}

extension Range<Int64> {
    /// The part of this range that an object of `size` bytes has.
    func within(objectOfSize size: Int64) throws(StoreError) -> Range<Int64> {
        guard lowerBound >= 0, lowerBound < size, !isEmpty else { throw .invalidRange }
        return lowerBound..<Swift.min(upperBound, size)
    }
}

/// The pieces of a file.
private final class DiskPieces: PieceSource {
    private static let size: Int64 = 256 * 1024

    private let file: Descriptor
    private let threads: DiskThreads
    private var rest: Range<Int64>

    init(file: Descriptor, range: Range<Int64>, threads: DiskThreads) {
        self.file = file
        self.threads = threads
        rest = range
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        guard !rest.isEmpty else { return nil }
        let start = rest.lowerBound
        let length = Int(min(Self.size, Int64(rest.count)))
        let piece = try await threads.run { [file] in
            var piece = ByteBuffer()
            try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { room in
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<length]), at: start)
            }
            return piece
        }
        guard piece.readableBytes == length else { throw StoreError.damaged }
        rest = start + Int64(length)..<rest.upperBound
        return piece
    }
}
