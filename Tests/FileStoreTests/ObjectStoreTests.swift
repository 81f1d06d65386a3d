import FileStore
import Foundation
import NIOCore
import Testing

/// What every store does, whichever it is.
@Suite struct ObjectStoreTests {
    @Test(arguments: TestStore.allCases, [0, 1, 1000, 300_000, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20_000_000])
    func `what was stored is read back, and checked`(store: TestStore, size: Int) async throws {
        try await store.run { store in
            let key = try ObjectKey("documents/a.pdf")
            let bytes = ByteBuffer.pattern(size)
            let receipt = try await store.upload(key, options: UploadOptions(contentType: "application/pdf")) { writer in
                for piece in bytes.pieces(of: 70_001) {
                    try await writer.write(piece)
                }
            }
            #expect(receipt.size == Int64(size))
            let read = try await store.bytes(of: key, expecting: receipt.checksum, limit: 64 << 20)
            #expect(read == bytes)
            #expect(try await store.info(key)?.size == Int64(size))
        }
    }

    @Test(arguments: TestStore.allCases)
    func `the receipt tells both checksums of the content`(store: TestStore) async throws {
        try await store.run { store in
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: ByteBuffer(string: "abc"))
            #expect(receipt.checksum.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(receipt.md5 == "900150983cd24fb0d6963f7d28e17f72")
            #expect(try await store.info(ObjectKey("a"))?.checksum == receipt.checksum)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an object that is needed for a moment is like any other until it is removed`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("documents/passing.pdf")
            let receipt = try await store.upload(key, options: UploadOptions(isPassing: true), bytes: ByteBuffer(string: "abc"))
            #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 3) == ByteBuffer(string: "abc"))
            #expect(try await store.list(prefix: "documents/", after: nil, limit: 10).objects.map(\.key) == [key])
            try await store.delete([key])
            #expect(try await store.info(key) == nil)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an object that is not there is not found`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("nothing")
            #expect(try await store.info(key) == nil)
            await #expect(throws: StoreError(.notFound, "")) {
                try await store.download(key, range: nil) { _ in }
            }
            try await store.delete([key])
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a range gives its bytes and no others`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("a")
            let bytes = ByteBuffer.pattern(600_000)
            _ = try await store.upload(key, options: UploadOptions(), bytes: bytes)
            for range in [0..<1, 0..<600_000, 599_999..<600_000, 1000..<500_001, 599_000..<700_000] as [Range<Int64>] {
                let read = try await store.download(key, range: range) { object in
                    #expect(object.objectSize == 600_000)
                    #expect(object.range == range.lowerBound..<min(range.upperBound, 600_000))
                    var read = ByteBuffer()
                    for try await piece in object { read.writeImmutableBuffer(piece) }
                    return read
                }
                let end = min(range.upperBound, 600_000)
                #expect(read == bytes.getSlice(at: Int(range.lowerBound), length: Int(end - range.lowerBound)))
            }
            for range in [600_000..<600_001, 700_000..<800_000, 5..<5, -1..<5] as [Range<Int64>] {
                await #expect(throws: StoreError(.invalidRange, "")) {
                    try await store.download(key, range: range) { _ in }
                }
            }
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an object takes the place of one of the same name`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("a")
            let first = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "first"))
            let second = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "the second"))
            #expect(try await store.bytes(of: key, expecting: second.checksum, limit: 100) == ByteBuffer(string: "the second"))
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.bytes(of: key, expecting: first.checksum, limit: 100)
            }
        }
    }

    @Test(arguments: TestStore.allCases)
    func `of a damaged object the last piece is withheld`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("a")
            let other = try await store.upload(ObjectKey("b"), options: UploadOptions(), bytes: ByteBuffer(string: "other"))
            _ = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer.pattern(1_000_000))
            var count = 0
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.read(key, expecting: other.checksum) { object in
                    for try await piece in object { count += piece.readableBytes }
                }
            }
            #expect(count < 1_000_000)
        }
    }

    @Test(arguments: TestStore.allCases, [100_000, 20_000_000])
    func `an upload that fails leaves what was there`(store: TestStore, size: Int) async throws {
        struct Failure: Error {}
        try await store.run { store in
            let key = try ObjectKey("a")
            let old = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "old"))
            await #expect(throws: Failure.self) {
                try await store.upload(key, options: UploadOptions()) { writer in
                    try await writer.write(.pattern(size))
                    throw Failure()
                }
            }
            #expect(try await store.bytes(of: key, expecting: old.checksum, limit: 100) == ByteBuffer(string: "old"))
            #expect(try await store.list(prefix: "", after: nil, limit: 10).objects.map(\.key) == [key])
        }
    }

    @Test(arguments: TestStore.allCases, [1000, 9_000_000])
    func `bytes that are not what was announced are not stored`(store: TestStore, size: Int) async throws {
        try await store.run { store in
            let other = try await store.upload(ObjectKey("b"), options: UploadOptions(), bytes: ByteBuffer(string: "other"))
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(checksum: other.checksum), bytes: .pattern(size))
            }
            #expect(try await store.info(ObjectKey("a")) == nil)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `one byte more than is allowed is refused, and nothing is stored`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("a")
            let options = UploadOptions(maximumSize: 1_000_000)
            _ = try await store.upload(key, options: options, bytes: .pattern(1_000_000))
            try await store.delete([key])
            await #expect(throws: StoreError(.tooLarge, "")) {
                try await store.upload(key, options: options) { writer in
                    for piece in ByteBuffer.pattern(1_000_001).pieces(of: 9999) { try await writer.write(piece) }
                }
            }
            #expect(try await store.info(key) == nil)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `many objects are deleted at once, and only those`(store: TestStore) async throws {
        try await store.run { store in
            let keys = try (0..<12).map { try ObjectKey("documents/\($0).pdf") }
            for key in keys { _ = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: key.text)) }
            try await store.delete(Array(keys[..<10]) + [ObjectKey("nothing")])
            #expect(try await Set(store.list(prefix: "", after: nil, limit: 100).objects.map(\.key)) == Set(keys[10...]))
            try await store.delete([])
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a listing gives each object of a prefix once, page by page`(store: TestStore) async throws {
        try await store.run { store in
            let keys = try (0..<23).map { try ObjectKey("documents/\($0)/a") }
            for key in keys { _ = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: key.text)) }
            _ = try await store.upload(ObjectKey("documentsx"), options: UploadOptions(), bytes: ByteBuffer(string: ""))
            _ = try await store.upload(ObjectKey("other/a"), options: UploadOptions(), bytes: ByteBuffer(string: ""))
            var listed: [ObjectPage.Entry] = []
            var cursor: ListCursor?
            repeat {
                let page = try await store.list(prefix: "documents/", after: cursor, limit: 5)
                #expect(page.objects.count <= 5)
                listed += page.objects
                cursor = page.next
            } while cursor != nil
            #expect(listed.map(\.key).sorted() == keys.sorted())
            #expect(listed.allSatisfy { $0.size == Int64($0.key.text.utf8.count) })
            #expect(try await store.list(prefix: "nothing/", after: nil, limit: 5).objects.isEmpty)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a sweep removes what has expired and nothing else`(store: TestStore) async throws {
        let time = TestTime()
        try await store.run(at: time) { store in
            let day: TimeInterval = 60
            for (name, expires) in [("never", nil), ("today", time.now), ("tomorrow", time.now + day), ("later", time.now + 2 * day)] {
                _ = try await store.upload(ObjectKey(name), options: UploadOptions(expires: expires), bytes: ByteBuffer(string: name))
            }
            // Written again it stays for longer.
            _ = try await store.upload(ObjectKey("kept"), options: UploadOptions(expires: time.now), bytes: ByteBuffer(string: "old"))
            _ = try await store.upload(ObjectKey("kept"), options: UploadOptions(), bytes: ByteBuffer(string: "new"))

            time.pass(day + 1)
            let plan = try await store.sweep(limit: 10, dryRun: true)
            #expect(Set(plan.expired.map(\.text)) == ["today", "tomorrow"])
            #expect(try await store.info(ObjectKey("today")) != nil)

            let first = try await store.sweep(limit: 1, dryRun: false)
            #expect(first.expired.count == 1 && !first.isComplete)
            let second = try await store.sweep(limit: 10, dryRun: false)
            #expect(second.expired.count == 1 && second.isComplete)
            let names = try await store.list(prefix: "", after: nil, limit: 10).objects.map(\.key.text)
            #expect(Set(names) == ["never", "later", "kept"])
            #expect(try await store.sweep(limit: 10, dryRun: false) == SweepReport())
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an object tells when it expires`(store: TestStore) async throws {
        let time = TestTime()
        try await store.run(at: time) { store in
            let begun = time.now
            let expires = Date(timeIntervalSince1970: (begun.timeIntervalSince1970 + 3600).rounded())
            for size in [10, 9_000_000] {
                let key = try ObjectKey("a\(size)")
                _ = try await store.upload(key, options: UploadOptions(expires: expires), bytes: .pattern(size))
                #expect(try await store.info(key)?.expires == expires)
            }
            let modified = try #require(try await store.info(ObjectKey("a10"))?.modified)
            #expect((begun - 2...Date() + 2).contains(modified))
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a cancelled upload stores nothing`(store: TestStore) async throws {
        try await store.run { store in
            let key = try ObjectKey("a")
            let (started, start) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await store.upload(key, options: UploadOptions()) { writer in
                    while true {
                        try await writer.write(.pattern(300_000))
                        start.yield()
                    }
                }
            }
            var steps = started.makeAsyncIterator()
            for _ in 0..<30 { await steps.next() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await store.info(key) == nil)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `many uploads and downloads run side by side`(store: TestStore) async throws {
        try await store.run { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let key = try ObjectKey("documents/\(number)")
                        let bytes = ByteBuffer.pattern(400_000 + number, seed: UInt64(number))
                        let receipt = try await store.upload(key, options: UploadOptions(), bytes: bytes)
                        #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 1 << 20) == bytes)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a store that works passes its check and leaves nothing behind`(store: TestStore) async throws {
        try await store.run { store in
            try await store.check()
            #expect(try await store.list(prefix: "", after: nil, limit: 10).objects.isEmpty)
        }
    }
}
