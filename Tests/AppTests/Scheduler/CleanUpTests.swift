import Batches
import Database
import DatabaseTesting
import FileStore
import FileStoreTesting
import Foundation
import Logging
import NIOCore
import PDFPages
import Schedules
import Testing

@testable import App

@Suite struct CleanUpTests {
    private struct World {
        var database: SQLDatabase
        var store: any ObjectStore
        var service: BatchService

        /// - Parameter days: by which this node's clock is ahead.
        func cleanUp(inDays days: Double = 0) -> CleanUp {
            let now = Date().addingTimeInterval(days * 86_400)
            return CleanUp(
                database: database, store: store, batches: service, lifetimeDays: 30, now: { now },
                logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        }

        /// Lets the instants in `columns` be so many days ago.
        func age(_ columns: [(table: String, column: String)], days: Double) async throws {
            for (table, column) in columns {
                try await database.execute(
                    "UPDATE \(SQL(verbatim: table)) SET \(SQL(verbatim: column)) = \(Date().addingTimeInterval(-days * 86_400))")
            }
        }

        /// A batch of one stored document.
        func batch(_ name: String, expires: Date? = nil) async throws -> BatchID {
            let bytes = ByteBuffer(string: "%PDF-1.4 \(name)")
            let receipt = try await store.upload(ObjectKey("uploads/\(name).pdf"), options: UploadOptions(expires: expires), bytes: bytes)
            return try await service.create(
                NewBatch(
                    swimmers: [SwimmerQuery(name: "Yara Brammont")], sources: [.file(StoredFile(receipt, filename: "\(name).pdf"))],
                    client: .init(hash: "c"))
            ).batch.id
        }

        func count(_ table: String) async throws -> Int {
            try await database.value(SQL(verbatim: "SELECT count(*) FROM \(table)")) ?? 0
        }
    }

    private func with(_ backend: TestBackend, _ body: (World) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-clean-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await backend.withDatabase { database in
            let store = try await DiskStore.open(root: folder.appending(path: "files").path)
            let logger = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
            let service = BatchService(database: database, store: store, pool: ReaderPool(), logger: logger)
            try await body(World(database: database, store: store, service: service))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch that has expired goes with its files, and no other`(backend: TestBackend) async throws {
        try await with(backend) { world in
            let old = try await world.batch("old")
            let fresh = try await world.batch("fresh")
            _ = try await world.service.cancel(old)
            _ = try await world.service.cancel(fresh)
            try await world.database.execute(
                "UPDATE processing_batches SET expires_at = \(Date().addingTimeInterval(-60)) WHERE id = \(old)")
            let report = try await world.cleanUp().run()
            #expect(report.batches == 1 && report.failures.isEmpty)
            #expect(try await world.service.status(old) == nil)
            #expect(try await world.service.status(fresh) != nil)
            let oldFile = try await world.store.info(ObjectKey("uploads/old.pdf"))
            let freshFile = try await world.store.info(ObjectKey("uploads/fresh.pdf"))
            #expect(oldFile == nil && freshFile != nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch that is at work is left alone`(backend: TestBackend) async throws {
        try await with(backend) { world in
            _ = try await world.batch("pending")
            try await world.database.execute("UPDATE processing_batches SET expires_at = \(Date().addingTimeInterval(-60))")
            #expect(try await world.cleanUp().run().batches == 0)
            #expect(try await world.count("processing_batches") == 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `an upload that nobody went on with goes when it has expired`(backend: TestBackend) async throws {
        try await with(backend) { world in
            let uploads = world.service.uploads
            let (old, fresh) = (
                try await uploads.begin(filename: "old.pdf", length: 10, client: "c"),
                try await uploads.begin(filename: "fresh.pdf", length: 10, client: "c")
            )
            try await world.database.execute(
                "UPDATE resumable_uploads SET expires_at = \(Date().addingTimeInterval(-60)) WHERE id = \(old.id)")
            let report = try await world.cleanUp().run()
            #expect(report.abandonedUploads == 1 && report.failures.isEmpty)
            #expect(try await world.count("resumable_uploads") == 1)
            #expect(try await uploads.find(fresh.id).filename == "fresh.pdf")
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `counters, keys, links and unused readings go when they are due`(backend: TestBackend) async throws {
        try await with(backend) { world in
            let limiter = RateLimiter(database: world.database)
            _ = try await limiter.take(scope: "s", client: "c", limit: 5, window: .seconds(60))
            try await world.database.execute(
                """
                INSERT INTO idempotency_keys (client, key, request_hash, expires_at)
                VALUES ('c', 'k', 'h', \(Date().addingTimeInterval(3600)))
                """)
            try await world.database.execute(
                "INSERT INTO parsed_meets (sha256, reader_version, meet) VALUES ('a', 1, \([UInt8](repeating: 1, count: 3)))")
            #expect(try await world.cleanUp().run() == CleanUp.Report())
            try await world.age(
                [("rate_counters", "window_start"), ("idempotency_keys", "expires_at"), ("parsed_meets", "last_used_at")], days: 31)
            let later = try await world.cleanUp().run()
            #expect(later.counters == 1 && later.keys == 1 && later.meets == 1)
            for table in ["rate_counters", "idempotency_keys", "parsed_meets"] { #expect(try await world.count(table) == 0) }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what was found for one request goes with its link, and its document a lifetime after`(backend: TestBackend) async throws {
        try await with(backend) { world in
            let bytes = ByteBuffer(bytes: try Documents.samples()[0].bytes)
            let receipt = try await world.store.upload(ObjectKey("one.pdf"), options: UploadOptions(), bytes: bytes)
            let found = try await world.service.extractNow(
                .file(StoredFile(receipt, filename: "one.pdf")), SwimmerQuery(name: "Yara Brammont"), client: .init(hash: "c"))
            let code = try #require(found.code)
            #expect(try await world.cleanUp().run() == CleanUp.Report())
            #expect(try await world.service.result(code: code)?.races.isEmpty == false)

            try await world.database.execute("UPDATE result_links SET expires_at = \(Date().addingTimeInterval(-60))")
            let report = try await world.cleanUp().run()
            #expect(report.links == 1 && report.results == 1 && report.documents == 0 && report.failures.isEmpty)
            #expect(try await world.count("extraction_results") == 0)
            try await world.age([("pdf_files", "last_accessed_at")], days: 31)
            let later = try await world.cleanUp().run()
            #expect(later.documents == 1 && later.failures.isEmpty)
            #expect(try await world.count("pdf_files") == 0)
        }
    }

    @Test func `a task that fails does not keep the others from being done`() async throws {
        try await with(.sqlite) { world in
            try await world.database.execute("DROP TABLE idempotency_keys")
            let limiter = RateLimiter(database: world.database)
            _ = try await limiter.take(scope: "s", client: "c", limit: 5, window: .seconds(60))
            try await world.age([("rate_counters", "window_start")], days: 31)
            let report = try await world.cleanUp().run()
            #expect(report.failures == ["idempotency keys"] && report.counters == 1)
        }
    }

    @Test(arguments: TestBackend.allCases, [60.0, -60.0])
    func `nothing goes by the clock of a node that is wrong`(backend: TestBackend, days: Double) async throws {
        try await with(backend) { world in
            let id = try await world.batch("fresh", expires: Date().addingTimeInterval(31 * 86_400))
            _ = try await world.service.cancel(id)
            _ = try await world.service.uploads.begin(filename: "fresh.pdf", length: 10, client: "c")
            _ = try await RateLimiter(database: world.database).take(scope: "s", client: "c", limit: 5, window: .seconds(60))
            var report = CleanUp.Report()
            report.failures = ["clock"]
            #expect(try await world.cleanUp(inDays: days).run() == report)
            #expect(try await world.service.status(id) != nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch that is withdrawn while it is to be removed is no failure`(backend: TestBackend) async throws {
        try await with(backend) { world in
            let ids = [try await world.batch("first"), try await world.batch("second"), try await world.batch("third")]
            for id in ids { _ = try await world.service.cancel(id) }
            try await world.age([("processing_batches", "expires_at")], days: 1)
            // With the first batch's files the others go, by another hand.
            let service = world.service
            let store = StagedStore(
                world.store,
                beforeDelete: { _ in
                    for id in ids { try? await service.delete(id) }
                })
            var other = world
            other.service = BatchService(database: world.database, store: store, pool: ReaderPool(), logger: .silent)
            let report = try await other.cleanUp().run()
            #expect(report.failures.isEmpty)
            #expect(try await world.count("processing_batches") == 0)
        }
    }
}
