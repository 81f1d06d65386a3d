import FileStore
import Foundation
import NIOCore
import Testing

@Suite struct PassingStoreTests {
    private static let options = UploadOptions(maximumSize: 1000, isPassing: true)

    /// - Parameter body: gets the store, and the one behind it.
    private static func run(
        room: Int64 = 10_000, at time: TestTime = TestTime(), _ body: (PassingStore, any ObjectStore) async throws -> Void
    ) async throws {
        try await TestStore.disk.run(at: time) { behind in
            try await body(PassingStore(behind, room: room, now: { time.now }), behind)
        }
    }

    @Test func `what is small and passing never reaches the store behind`() async throws {
        try await Self.run { store, behind in
            let key = try ObjectKey("documents/a.pdf")
            let bytes = ByteBuffer.pattern(1000)
            let receipt = try await store.upload(key, options: Self.options) { writer in
                for piece in bytes.pieces(of: 300) { try await writer.write(piece) }
            }
            #expect(try await behind.info(key) == nil)
            #expect(try await store.info(key)?.checksum == receipt.checksum)
            #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 1000) == bytes)
            let part = try await store.download(key, range: 990..<2000) { object in
                var part = ByteBuffer()
                for try await piece in object { part.writeImmutableBuffer(piece) }
                return part
            }
            #expect(part == bytes.getSlice(at: 990, length: 10))
            try await store.delete([key])
            #expect(try await store.info(key) == nil)
        }
    }

    private static let others = [
        UploadOptions(maximumSize: 1000), UploadOptions(isPassing: true),
        UploadOptions(maximumSize: PassingStore.largest + 1, isPassing: true),
    ]

    @Test(arguments: others)
    func `what stays, or may be large, goes to the store behind`(options: UploadOptions) async throws {
        try await Self.run(room: 1 << 30) { store, behind in
            let key = try ObjectKey("a")
            _ = try await store.upload(key, options: options, bytes: .pattern(10))
            #expect(try await behind.info(key)?.size == 10)
            try await store.delete([key])
            #expect(try await behind.info(key) == nil)
        }
    }

    @Test func `nothing is there of an upload that fails or brings too much, and its room is free again`() async throws {
        struct Failure: Error {}
        try await Self.run(room: 1000) { store, behind in
            let key = try ObjectKey("a")
            await #expect(throws: Failure.self) {
                try await store.upload(key, options: Self.options) { writer in
                    try await writer.write(.pattern(500))
                    throw Failure()
                }
            }
            await #expect(throws: StoreError(.tooLarge, "")) { try await store.upload(key, options: Self.options, bytes: .pattern(1001)) }
            #expect(try await store.info(key) == nil)
            _ = try await store.upload(key, options: Self.options, bytes: .pattern(1000))
            #expect(try await behind.info(key) == nil)
        }
    }

    @Test func `what finds no room goes to the store behind`() async throws {
        try await Self.run(room: 1999) { store, behind in
            let keys = try ["a", "b", "c"].map { try ObjectKey($0) }
            _ = try await store.upload(keys[0], options: Self.options, bytes: .pattern(1000))
            let second = try await store.upload(keys[1], options: Self.options, bytes: .pattern(20))
            #expect(try await behind.list(prefix: "", after: nil, limit: 9).objects.map(\.key) == [keys[1]])
            #expect(try await store.bytes(of: keys[1], expecting: second.checksum, limit: 20) == .pattern(20))
            try await store.delete([keys[0], keys[1]])
            // Of what a smaller object does not need, others make use.
            _ = try await store.upload(keys[1], options: Self.options, bytes: .pattern(20))
            _ = try await store.upload(keys[2], options: Self.options, bytes: .pattern(20))
            #expect(try await behind.list(prefix: "", after: nil, limit: 9).objects.isEmpty)
        }
    }

    @Test func `a sweep removes what has expired in memory and behind, and keeps to its limit`() async throws {
        let time = TestTime()
        try await Self.run(at: time) { store, _ in
            var options = Self.options
            options.expires = time.now.addingTimeInterval(60)
            for name in ["a", "b"] { _ = try await store.upload(ObjectKey(name), options: options, bytes: .pattern(10)) }
            options.isPassing = false
            _ = try await store.upload(ObjectKey("c"), options: options, bytes: .pattern(10))
            #expect(try await store.sweep(limit: 10, dryRun: false).expired.isEmpty)
            time.pass(61)
            #expect(Set(try await store.sweep(limit: 10, dryRun: true).expired.map(\.text)) == ["a", "b", "c"])
            let first = try await store.sweep(limit: 2, dryRun: false)
            #expect(Set(first.expired.map(\.text)) == ["a", "b"] && !first.isComplete)
            let second = try await store.sweep(limit: 2, dryRun: false)
            #expect(second.expired.map(\.text) == ["c"] && second.isComplete)
            #expect(try await store.info(ObjectKey("a")) == nil)
        }
    }
}
