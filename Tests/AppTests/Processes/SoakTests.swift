import AsyncHTTPClient
import Database
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import RandomTesting
import Synchronization
import Testing

/// The long tests of `make soak`, each with a short form that is part of every run.
@Suite(.serialized) struct SoakTests {
    private static let isLong = ProcessInfo.processInfo.environment["HEATSYNC_SOAK"] != nil
    private static let kills = ProcessInfo.processInfo.environment["HEATSYNC_KILLS"].flatMap { Int($0) } ?? 12

    @Test(arguments: TestBackend.allCases)
    func `workers that are killed at any moment lose nothing and do nothing twice`(backend: TestBackend) async throws {
        let seed = ProcessInfo.processInfo.environment["HEATSYNC_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        try await ServiceWorld.with(backend) { world in
            let web = try await world.start("web")
            let client = try ServiceClient(web)
            var workers = [try await world.start("worker"), try await world.start("worker")]
            var ids: [String] = []
            for number in 0..<Self.kills {
                ids.append(try await client.create(files: try Documents.sheets(Int.random(in: 1...5, using: &random), from: number * 5)))
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &random)))
                let victim = Int.random(in: workers.indices, using: &random)
                await workers[victim].crash()
                workers[victim] = try await world.start("worker")
            }
            for id in ids { _ = try await client.end(of: id, within: .seconds(180)) }
            for worker in workers { try await worker.stop() }
            try await web.stop()
            try await world.withDatabase { database in
                try await BatchAudit(database: database).check()
                let jobs: Int? = try await database.value("SELECT count(*) FROM batch_jobs")
                let again: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE retry_count > 0")
                let failed: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE status = 'failed'")
                print(
                    "\(backend), seed \(seed): \(Self.kills) kills, \(jobs ?? 0) jobs, \(again ?? 0) of them run again, \(failed ?? 0) given up"
                )
                #expect(failed == 0, "jobs that were given up")
            }
        }
    }

    @Test func `many large uploads at once do not fill the memory`() async throws {
        let (clients, megabytes) = Self.isLong ? (50, 50) : (10, 20)
        try await ServiceWorld.with(.sqlite) { world in
            let server = try await world.start()
            let address = try ServiceClient(server).address
            let peak = Mutex(0)
            let watch = Task {
                while !Task.isCancelled {
                    peak.withLock { $0 = max($0, server.memory) }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            var settings = HTTPClient.Configuration()
            settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = clients
            let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<clients {
                    group.addTask { try await Self.upload(megabytes, number: number, to: address, http) }
                }
                for try await status in group { #expect(status == 202) }
            }
            try await http.shutdown()
            watch.cancel()
            let most = peak.withLock { $0 }
            print("\(clients) uploads of \(megabytes) MB: \(most / 1_000_000) MB at most")
            #expect(most > 0 && most < 300_000_000, "\(most) bytes")
            await server.crash()
        }
    }

    /// Uploads one document of this size, which is a heat sheet with much room behind it.
    private static func upload(_ megabytes: Int, number: Int, to address: String, _ http: HTTPClient) async throws -> Int {
        let sheet = try Documents.sheets(1, from: number)[0].bytes
        let boundary = "heatsync-soak"
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"swimmer\"\r\n\r\nYara Brammont\r\n--\(boundary)\r\n"
            + "Content-Disposition: form-data; name=\"files\"; filename=\"large-\(number).pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
        let tail = "\r\n--\(boundary)--\r\n"
        let piece = ByteBuffer(repeating: UInt8(ascii: "\n"), count: 100_000)
        let pieces = (megabytes * 1_000_000 - sheet.count) / 100_000
        let body = AsyncStream<ByteBuffer> { continuation in
            continuation.yield(ByteBuffer(string: head))
            continuation.yield(ByteBuffer(bytes: sheet))
            for _ in 0..<pieces { continuation.yield(piece) }
            continuation.yield(ByteBuffer(string: tail))
            continuation.finish()
        }
        var request = HTTPClientRequest(url: address + "/api/batch/extract")
        request.method = .POST
        request.headers = ["content-type": "multipart/form-data; boundary=\(boundary)"]
        request.body = .stream(body, length: .known(Int64(head.utf8.count + sheet.count + pieces * 100_000 + tail.utf8.count)))
        let response = try await http.execute(request, timeout: .minutes(8))
        _ = try await response.body.collect(upTo: 1 << 20)
        return Int(response.status.code)
    }
}
