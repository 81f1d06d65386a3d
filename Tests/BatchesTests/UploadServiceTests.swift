import Database
import DatabaseTesting
import FileStore
import FileStoreTesting
import Foundation
import LoopbackServer
import NIOCore
import Testing

@testable import Batches

@Suite struct UploadServiceTests {
    private static let daily = StorageUsage(files: 10, bytes: 1000)

    private static func bytes(_ pieces: String...) -> AsyncStream<ByteBuffer> {
        AsyncStream { continuation in
            for piece in pieces { continuation.yield(ByteBuffer(string: piece)) }
            continuation.finish()
        }
    }

    private static func append(
        _ text: String, to id: UploadID, at offset: Int64, isLast: Bool = false, by uploads: UploadService
    ) async throws -> ResumableUpload {
        let account = QuotaAccount(client: "c", ledger: DatabaseQuotaLedger(database: uploads.database, daily: daily))
        return try await uploads.append(bytes(text), to: id, at: offset, isLast: isLast, account: account, time: .now)
    }

    private static func complete(_ uploads: UploadService) async throws -> UploadID {
        let id = try await uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
        #expect(try await append("%PDF-1.7", to: id, at: 0, isLast: true, by: uploads).isComplete)
        return id
    }

    private static func objects(_ service: BatchService) async throws -> [ObjectKey] {
        try await service.store.list(prefix: "", after: nil, limit: 100).objects.map(\.key)
    }

    @Test(arguments: TestBackend.allCases)
    func `a name is cut to what its column takes, whatever it is made of`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let name = String(repeating: "e\u{301}", count: 200)
            let upload = try await service.uploads.begin(filename: name, length: nil, client: "c")
            #expect(upload.filename.unicodeScalars.count == 255)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload that was taken just before its end is kept for its batch`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await Self.complete(service.uploads)
            try await service.database.execute(
                "UPDATE resumable_uploads SET expires_at = \(SQL.instant(.now, plus: .seconds(60))) WHERE id = \(id)")
            let file = try await service.uploads.take(id, for: "one")
            // A day but a minute goes by.
            try await service.database.execute(
                "UPDATE resumable_uploads SET expires_at = \(SQL.instant("expires_at", plus: .seconds(60) - UploadService.lifetime))")
            #expect(try await service.uploads.removeExpired(limit: 10) == 0)
            try await expectSome(service.store.info(file.key))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload that a request has taken cannot be cancelled, unless it gives it back or has made its batch`(
        backend: TestBackend
    ) async throws {
        try await backend.withService { service in
            let id = try await Self.complete(service.uploads)
            var file = try await service.uploads.take(id, for: "one")
            await #expect(throws: UploadError(.taken, "")) { try await service.uploads.cancel(id) }
            try await expectSome(service.store.info(file.key))
            try await service.uploads.release([id], from: "one")
            try await service.uploads.cancel(id)
            try await expectNil(service.store.info(file.key))

            let second = try await Self.complete(service.uploads)
            file = try await service.uploads.take(second, for: "two")
            var request = NewBatch.urls(0, swimmers: ["Mina Sol"])
            request.sources = [.file(file)]
            _ = try await service.create(request)
            try await service.uploads.cancel(second)
            try await expectSome(service.store.info(file.key))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload that is finished by two requests at a time has one file`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
            _ = try await Self.append("%PDF", to: id, at: 0, by: service.uploads)
            _ = try await Self.append("-1.7", to: id, at: 4, by: service.uploads)
            let gate = TestGate()
            let uploads = service.uploads(in: StagedStore(service.store, afterUpload: { _ in try await gate.pass() }))
            let finishing = (0..<2).map { _ in Task { try await Self.append("", to: id, at: 8, isLast: true, by: uploads) } }
            await gate.arrived(2)
            await gate.open()
            for task in finishing { #expect(try await task.value.isComplete) }
            let file = try await service.uploads.take(id, for: "one")
            #expect(try await Self.objects(service) == [file.key])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload that grows while it is finished stays open, with all that has come`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
            _ = try await Self.append("%PDF", to: id, at: 0, by: service.uploads)
            _ = try await Self.append("-1.7", to: id, at: 4, by: service.uploads)
            let gate = TestGate()
            let slow = service.uploads(in: StagedStore(service.store, afterUpload: { _ in try await gate.pass() }))
            let finishing = Task { try await Self.append("", to: id, at: 8, isLast: true, by: slow) }
            await gate.arrived(1)
            #expect(try await Self.append("more", to: id, at: 8, by: service.uploads).receivedBytes == 12)
            await gate.open()
            let error = await #expect(throws: UploadError.self) { try await finishing.value }
            #expect(error?.code == .wrongOffset && error?.upload?.receivedBytes == 12)

            #expect(try await Self.append("", to: id, at: 12, isLast: true, by: service.uploads).isComplete)
            let file = try await service.uploads.take(id, for: "one")
            let bytes = try await service.store.bytes(of: file.key, expecting: file.checksum, limit: 1_000)
            #expect(String(buffer: bytes) == "%PDF-1.7more")
            #expect(try await Self.objects(service) == [file.key])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload whose parts go while they are put together has been finished by another`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
            _ = try await Self.append("%PDF", to: id, at: 0, by: service.uploads)
            _ = try await Self.append("-1.7", to: id, at: 4, by: service.uploads)
            let (slow, fast) = (TestGate(), service.uploads)
            let late = service.uploads(
                in: StagedStore(
                    service.store,
                    beforeDownload: { _ in
                        try await slow.pass()
                    }))
            let finishing = Task { try await Self.append("", to: id, at: 8, isLast: true, by: late) }
            await slow.arrived(1)
            #expect(try await Self.append("", to: id, at: 8, isLast: true, by: fast).isComplete)
            await slow.open()
            #expect(try await finishing.value.isComplete)
            #expect(try await Self.objects(service).count == 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a piece that cannot be noted is removed and not charged`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
            try await service.database.execute("DROP TABLE resumable_upload_parts")
            await #expect(throws: DatabaseError.self) { try await Self.append("%PDF-1.7", to: id, at: 0, by: service.uploads) }
            #expect(try await Self.objects(service).isEmpty)
            #expect(try await service.database.value("SELECT sum(amount) FROM rate_counters", as: Int.self) == 0)
            #expect(try await service.uploads.find(id).receivedBytes == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a piece that came too late is not charged even if it cannot be removed`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.uploads.begin(filename: "friday.pdf", length: nil, client: "c").id
            let fast = service.uploads
            let late = service.uploads(
                in: StagedStore(
                    service.store, afterUpload: { _ in _ = try await Self.append("%PDF", to: id, at: 0, by: fast) },
                    beforeDelete: { _ in throw StoreError(.unavailable, "") }))
            await #expect(throws: UploadError(.wrongOffset, "")) { try await Self.append("%PDF-1.7", to: id, at: 0, by: late) }
            let charged = try await service.database.query("SELECT amount FROM rate_counters ORDER BY amount")
            #expect(try charged.map { try $0.get(at: 0, as: Int.self) } == [1, 4])
        }
    }
}

extension BatchService {
    /// The uploads as they would be with another store.
    fileprivate func uploads(in store: any ObjectStore) -> UploadService {
        UploadService(
            maximumBytes: uploads.maximumBytes, database: database, store: store, makeRandom: makeRandom,
            objectLifetime: uploads.objectLifetime, logger: logger)
    }
}
