package import Foundation
import NIOCore
import Synchronization

/// Keeps small objects that only their request needs in memory, and everything else in another store.
///
/// Such an object (`UploadOptions.isPassing`, and a `maximumSize` of `largest` at most) waits neither for a disk nor for another machine. It
/// is there for this process alone and is not listed; its key must be one that the other store does not have. Once they fill the room
/// that they have together, the next go to the other store.
package final class PassingStore: ObjectStore {
    /// The most bytes that an object in memory can have.
    package static let largest: Int64 = 4 << 20

    private struct Contents {
        var objects: [ObjectKey: (info: ObjectInfo, bytes: ByteBuffer)] = [:]
        /// What is taken, by objects and by uploads on their way.
        var size: Int64 = 0

        /// - Returns: whether it was there.
        @discardableResult mutating func remove(_ key: ObjectKey) -> Bool {
            guard let object = objects.removeValue(forKey: key) else { return false }
            size -= object.info.size
            return true
        }
    }

    private let store: any ObjectStore
    private let room: Int64
    private let now: @Sendable () -> Date
    private let contents = Mutex(Contents())

    /// - Parameters:
    ///   - store: where everything else is kept.
    ///   - room: bytes that the objects in memory may have together.
    ///   - now: the time, which decides what has expired.
    package init(_ store: any ObjectStore, room: Int64 = 32 << 20, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.room = room
        self.now = now
    }

    package nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt {
        guard options.isPassing, let most = options.maximumSize, most <= Self.largest, take(most) else {
            let receipt = try await store.upload(key, options: options, body)
            _ = contents.withLock { $0.remove(key) }
            return receipt
        }
        do {
            let writer = MemoryWriter(options)
            try await body(writer)
            let receipt = try writer.measure.receipt(key)
            let info = ObjectInfo(key: key, size: receipt.size, modified: now(), expires: options.expires, checksum: receipt.checksum)
            contents.withLock {
                $0.remove(key)
                $0.objects[key] = (info, writer.bytes)
                $0.size -= most - receipt.size
            }
            return receipt
        } catch {
            contents.withLock { $0.size -= most }
            throw error
        }
    }

    private func take(_ size: Int64) -> Bool {
        contents.withLock {
            guard $0.size + size <= room else { return false }
            $0.size += size
            return true
        }
    }

    package nonisolated(nonsending) func download<Result>(
        _ key: ObjectKey, range: Range<Int64>?, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result {
        guard let (info, bytes) = contents.withLock({ $0.objects[key] }) else {
            return try await store.download(key, range: range, body)
        }
        let range = try range.map { try $0.within(objectOfSize: info.size) } ?? 0..<info.size
        let part = bytes.getSlice(at: bytes.readerIndex + Int(range.lowerBound), length: range.count)
        return try await body(ObjectBody(objectSize: info.size, range: range, pieces: MemoryPieces(part)))
    }

    package nonisolated(nonsending) func info(_ key: ObjectKey) async throws -> ObjectInfo? {
        if let object = contents.withLock({ $0.objects[key] }) { return object.info }
        return try await store.info(key)
    }

    package nonisolated(nonsending) func delete(_ keys: [ObjectKey]) async throws {
        let others = contents.withLock { contents in keys.filter { !contents.remove($0) } }
        if !others.isEmpty { try await store.delete(others) }
    }

    package nonisolated(nonsending) func list(prefix: String, after cursor: ListCursor?, limit: Int) async throws -> ObjectPage {
        try await store.list(prefix: prefix, after: cursor, limit: limit)
    }

    /// Nil for an object in memory.
    package func link(to key: ObjectKey, lifetime: Duration, presentation: LinkPresentation) throws -> String? {
        guard contents.withLock({ $0.objects[key] }) == nil else { return nil }
        return try store.link(to: key, lifetime: lifetime, presentation: presentation)
    }

    package nonisolated(nonsending) func sweep(limit: Int, dryRun: Bool) async throws -> SweepReport {
        let time = now()
        let due = contents.withLock { contents in
            let expired = contents.objects.values.filter { $0.info.expires.map { $0 <= time } ?? false }.prefix(limit).map(\.info.key)
            if !dryRun { for key in expired { contents.remove(key) } }
            return expired
        }
        var report = SweepReport()
        if due.count < limit {
            report = try await store.sweep(limit: limit - due.count, dryRun: dryRun)
        } else {
            report.isComplete = false
        }
        report.expired = due + report.expired
        return report
    }

    package nonisolated(nonsending) func check() async throws {
        try await store.check()
    }

    package func shutdown() async throws {
        try await store.shutdown()
    }
}

private final class MemoryWriter: ObjectWriter {
    private(set) var measure: UploadMeasure
    private(set) var bytes = ByteBuffer()

    init(_ options: UploadOptions) {
        measure = UploadMeasure(options)
    }

    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws {
        try measure.checkRoom(for: bytes.readableBytes)
        measure.add(bytes)
        self.bytes.writeImmutableBuffer(bytes)
    }
}

/// All there is in one piece.
private final class MemoryPieces: PieceSource {
    private var rest: ByteBuffer?

    init(_ bytes: ByteBuffer?) {
        rest = bytes
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        defer { rest = nil }
        return rest.flatMap { $0.readableBytes > 0 ? $0 : nil }
    }
}
