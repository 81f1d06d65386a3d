import Database
import DatabaseTesting
import Downloads
import FileStore
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Schedules
import Synchronization
import Testing

@testable import Batches

/// Jobs whose documents are fetched from an address.
@Suite struct AddressTests {
    /// Knows one name, which is this machine's.
    private struct Names: HostResolver {
        func addresses(of name: String) async throws -> [IPAddress] {
            guard name == "meet.example.org" else { throw HostResolverError.unknown }
            return [.v4(0x7F00_0001)]
        }
    }

    private static func sheet() throws -> ByteBuffer {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return ByteBuffer(bytes: try Data(contentsOf: root.appending(path: "samples/harbor-lights-heat-sheet.pdf")))
    }

    /// Runs `body` with a service whose worker may fetch from the server, and the address of a document there.
    private func withServer(
        _ backend: TestBackend, as configuration: BatchConfiguration = BatchConfiguration(), _ handler: @escaping LoopbackServer.Handler,
        _ body: @Sendable (BatchService, String, LoopbackServer) async throws -> Void
    ) async throws {
        try await LoopbackServer.run(handler) { server in
            try await backend.withService { service in
                let policy = AddressPolicy().allowing(.v4(0x7F00_0001), port: server.port)
                let downloader = DocumentDownloader(client: GuardedClient(policy: policy, resolver: Names()), store: service.store)
                let service = BatchService(
                    database: service.database, store: service.store, pool: service.pool, downloader: downloader,
                    configuration: configuration, logger: .silent)
                try await withReadingWorker(service) {
                    try await body(service, "http://meet.example.org:\(server.port)/files/Heat%20Sheet.pdf", server)
                }
            }
        }
    }

    private func request(_ address: String) -> NewBatch {
        NewBatch(swimmers: [SwimmerQuery(name: "Yara Brammont")], sources: [.url(address)], client: .someone)
    }

    @Test(arguments: TestBackend.allCases)
    func `a document is fetched, told of on the way, stored and read`(backend: TestBackend) async throws {
        let sheet = try Self.sheet()
        try await withServer(backend, { _, _ in [.answer(.ok, [:], sheet)] }) { service, address, server in
            let batch = try await service.end(of: service.create(request(address)).batch.id)
            let job = batch.jobs[0]
            #expect(batch.status == .completed)
            #expect(job.filename == "Heat Sheet.pdf")
            #expect(job.eventCount == 2 && !job.cached && job.sourceURL == address)
            let file = try #require(try await service.document(batch.id, job.id))
            #expect(file.bytes == Int64(sheet.readableBytes))
            #expect(try await service.store.bytes(of: file.key, expecting: file.checksum, limit: 1 << 20) == sheet)
            let data = try await service.allEvents(of: batch.id).map(\.data).joined()
            #expect(data.contains("downloading") && data.contains("Fetching the document."))
            #expect(data.contains(#""stage":"extracting""#) && data.contains(#""stage":"caching""#) && data.contains(#""stage":"done""#))

            let again = try await service.end(of: service.create(request(address)).batch.id)
            #expect(again.jobs[0].cached)
            #expect(server.requests.count == 2)
            let result = try await service.extractNow(.url(address), SwimmerQuery(name: "Yara Brammont"), client: .someone)
            #expect(result.races.count == 2 && result.cached && result.code == job.resultCode)
            let page = try await service.store.list(prefix: "extracts/", after: nil, limit: 10)
            #expect(page.objects.isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a site in trouble is asked again, and a document that was fetched is not fetched twice`(backend: TestBackend) async throws {
        let sheet = try Self.sheet()
        try await withServer(
            backend, { _, number in [number < 2 ? .answer(.serviceUnavailable, [:], "busy") : .answer(.ok, [:], sheet)] }
        ) { service, address, server in
            let batch = try await service.end(of: service.create(request(address)).batch.id)
            #expect(batch.status == .completed)
            #expect(batch.jobs[0].retryCount == 2)
            #expect(server.requests.count == 3)
            let kinds = try await service.allEvents(of: batch.id).map(\.kind)
            let retries = kinds.filter { $0 == .jobRetrying }
            #expect(retries.count == 2)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a site that goes on asking for fewer requests is named as the reason`(backend: TestBackend) async throws {
        try await withServer(backend, { _, _ in [.answer(.tooManyRequests, [:], "slow down")] }) { service, address, server in
            let batch = try await service.end(of: service.create(request(address)).batch.id)
            #expect(batch.jobs[0].errorCode == .rateLimit && batch.jobs[0].retryCount == 3)
            #expect(server.requests.count == 4)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what is fetched for a client counts as what it uploads`(backend: TestBackend) async throws {
        let sheet = try Self.sheet()
        var configuration = BatchConfiguration()
        configuration.daily = .init(files: 2, bytes: 1 << 30)
        try await withServer(backend, as: configuration, { _, _ in [.answer(.ok, [:], sheet)] }) { service, address, server in
            let swimmer = SwimmerQuery(name: "Yara Brammont")
            _ = try await service.extractNow(.url(address), swimmer, client: .someone)
            var creation = request(address)
            creation.sources += [.url(address), .url(address)]
            let batch = try await service.end(of: service.create(creation).batch.id)
            #expect(batch.status == .partial && batch.jobs.count { $0.status == .completed } == 1)
            let refused = batch.jobs.filter { $0.status == .failed }
            #expect(refused.count == 2)
            #expect(
                refused.allSatisfy { $0.errorCode == .rateLimit && $0.retryCount == 0 && $0.errorMessage?.contains("tomorrow") == true })
            await #expect(throws: StoreError(.quotaExceeded, "")) {
                try await service.extractNow(.url(address), swimmer, client: .someone)
            }
            // Somebody else is not held up.
            var other = request(address)
            other.client.hash = "another"
            #expect(try await service.end(of: service.create(other).batch.id).status == .completed)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what the site has not is told at once`(backend: TestBackend) async throws {
        try await withServer(backend, { _, _ in [.answer(.notFound, [:], "no")] }) { service, address, server in
            let batch = try await service.end(of: service.create(request(address)).batch.id)
            #expect(batch.status == .failed)
            #expect(batch.jobs[0].errorCode == .http && batch.jobs[0].retryCount == 0)
            #expect(server.requests.count == 1)
            await #expect(throws: BatchError(.unreadable, "")) {
                try await service.extractNow(.url(address), SwimmerQuery(name: "Yara Brammont"), client: .someone)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a download is broken off when its batch is cancelled, and leaves nothing in the store`(backend: TestBackend) async throws {
        let beginning = ByteBuffer(string: "%PDF-1.7\n" + String(repeating: " ", count: 4_000))
        let handler: LoopbackServer.Handler = { _, _ in
            [.send(LoopbackServer.Step.head(.ok, ["content-length": "9000"])), .send(beginning), .stall]
        }
        try await withServer(backend, handler) { service, address, server in
            let id = try await service.create(request(address)).batch.id
            while server.requests.isEmpty { await Task.yield() }
            let batch = try await service.cancel(id)
            #expect(batch.status == .cancelled)
            // The worker's end, at the end of this test, waits for what runs: it would not come if the download went on.
            let page = try await service.store.list(prefix: "batches/", after: nil, limit: 10)
            #expect(page.objects.isEmpty)
        }
    }
}
