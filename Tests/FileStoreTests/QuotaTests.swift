import FileStore
import Foundation
import NIOCore
import Testing

@Suite struct QuotaTests {
    /// Books that allow so much and write down what is done to them.
    private actor Books: QuotaLedger {
        let allowed: StorageUsage
        var used = StorageUsage(files: 0, bytes: 0)
        var charges = 0
        /// Nothing can be given back any more.
        let isClosed: Bool

        init(files: Int, bytes: Int64, isClosed: Bool = false) {
            allowed = StorageUsage(files: files, bytes: bytes)
            self.isClosed = isClosed
        }

        func charge(_ usage: StorageUsage, to client: String, at time: Date) throws {
            guard used.files + usage.files <= allowed.files, used.bytes + usage.bytes <= allowed.bytes else {
                throw StoreError.quotaExceeded(until: .seconds(3600))
            }
            used.files += usage.files
            used.bytes += usage.bytes
            charges += 1
        }

        func refund(_ usage: StorageUsage, to client: String, chargedAt time: Date) throws {
            if isClosed { throw StoreError(.unavailable, "The books are closed.") }
            used.files -= usage.files
            used.bytes -= usage.bytes
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an upload is charged with its bytes, in few steps`(store: TestStore) async throws {
        let books = Books(files: 2, bytes: 10_000_000)
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: books)
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date()) { writer in
                for piece in ByteBuffer.pattern(3_333_333).pieces(of: 10_000) { try await writer.write(piece) }
            }
            #expect(receipt.size == 3_333_333)
            #expect(await books.used == StorageUsage(files: 1, bytes: 3_333_333))
            #expect(await books.charges == 5)
        }
    }

    @Test(arguments: TestStore.allCases, [999, 1000, 5000])
    func `what was announced is charged before the first byte, and what is more as it comes`(store: TestStore, size: Int) async throws {
        let books = Books(files: 1, bytes: 10_000)
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: books)
            _ = try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date(), advance: 1000) { writer in
                #expect(await books.used == StorageUsage(files: 1, bytes: 1000))
                try await writer.write(.pattern(size))
            }
            #expect(await books.used == StorageUsage(files: 1, bytes: Int64(max(size, 1000))))
            #expect(await books.charges == (size > 1000 ? 2 : 1))
        }
    }

    @Test(arguments: TestStore.allCases)
    func `what was announced is given back when the upload fails`(store: TestStore) async throws {
        struct Failure: Error {}
        let books = Books(files: 1, bytes: 10_000)
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: books)
            await #expect(throws: Failure.self) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date(), advance: 1000) { writer in
                    try await writer.write(.pattern(2000))
                    throw Failure()
                }
            }
            #expect(await books.used == StorageUsage(files: 0, bytes: 0))
        }
    }

    @Test(arguments: TestStore.allCases)
    func `why an upload failed is told, whether or not it can be refunded`(store: TestStore) async throws {
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: Books(files: 1, bytes: 10_000, isClosed: true))
            let error = await #expect(throws: StoreError.self) {
                let options = UploadOptions(maximumSize: 100)
                _ = try await store.upload(ObjectKey("a"), options: options, chargedTo: account, at: Date()) { writer in
                    try await writer.write(.pattern(2000))
                }
            }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `a client that has no files left is refused before its bytes are taken`(store: TestStore) async throws {
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: Books(files: 0, bytes: 10_000_000))
            let error = await #expect(throws: StoreError.self) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date()) { _ in
                    Issue.record("bytes were asked for")
                }
            }
            #expect(error?.code == .quotaExceeded && error?.isTransient == false && error?.retryAfter == .seconds(3600))
        }
    }

    @Test(arguments: TestStore.allCases)
    func `an upload that goes over the quota is broken off, and costs nothing`(store: TestStore) async throws {
        let books = Books(files: 2, bytes: 2_000_000)
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: books)
            var taken = 0
            await #expect(throws: StoreError(.quotaExceeded, "")) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date()) { writer in
                    for piece in ByteBuffer.pattern(30_000_000).pieces(of: 10_000) {
                        try await writer.write(piece)
                        taken += piece.readableBytes
                    }
                }
            }
            #expect(taken < 3_200_000)
            #expect(await books.used == StorageUsage(files: 0, bytes: 0))
            let stored = try await store.info(ObjectKey("a"))
            #expect(stored == nil)
        }
    }

    @Test(arguments: TestStore.allCases)
    func `what goes on with a file costs its bytes only, and nothing when it fails`(store: TestStore) async throws {
        let books = Books(files: 0, bytes: 10_000_000)
        try await store.run { store in
            let account = QuotaAccount(client: "someone", ledger: books)
            _ = try await store.upload(ObjectKey("a"), options: UploadOptions(), chargedTo: account, at: Date(), files: 0) { writer in
                try await writer.write(ByteBuffer.pattern(1000))
            }
            #expect(await books.used == StorageUsage(files: 0, bytes: 1000))
            await #expect(throws: CancellationError.self) {
                try await store.upload(ObjectKey("b"), options: UploadOptions(), chargedTo: account, at: Date(), files: 0) { writer in
                    try await writer.write(ByteBuffer.pattern(2_000_000))
                    throw CancellationError()
                }
            }
            #expect(await books.used == StorageUsage(files: 0, bytes: 1000))
        }
    }
}
