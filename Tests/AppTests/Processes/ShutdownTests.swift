import AsyncHTTPClient
import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing

/// Stopping the server while it has much to do.
@Suite(.serialized) struct ShutdownTests {
    @Test(arguments: TestBackend.allCases)
    func `SIGTERM under load ends within 30 seconds, and what was running costs no attempt`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            let server = try await world.start()
            var client = try ServiceClient(server)
            var ids: [String] = []
            for number in 0..<6 { ids.append(try await client.create(files: try Documents.sheets(15, from: number * 15))) }
            try await Waiting.until(within: .seconds(30), "the first documents") {
                try await client.batch(ids[0]).completedPdfs > 0 ? true : nil
            }
            let duration = try await server.stop()
            #expect(duration < .seconds(30))
            let held: Int? = try await world.withDatabase {
                try await $0.value("SELECT count(*) FROM job_queue WHERE lease_token IS NOT NULL")
            }
            #expect(held == 0, "jobs that were not handed back")

            let next = try await world.start()
            client = try ServiceClient(next)
            for id in ids {
                let batch = try await client.end(of: id)
                #expect(batch.status == "completed" && batch.completedPdfs == 15)
            }
            try await next.stop()
            try await world.withDatabase { try await BatchAudit(database: $0).check(attemptsAreFree: true) }
        }
    }

    @Test func `a client that holds its event stream open does not hold up the end`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            // Nothing works on the batch, so its stream stays open.
            let server = try await world.start("web")
            let client = try ServiceClient(server)
            let id = try await client.create(files: try Documents.sheets(1))
            let stream = Task { try await client.get("/api/batch/\(id)/stream", timeout: .seconds(60)) }
            try await Waiting.until(within: .seconds(10), "the stream") {
                try await client.get("/metrics").body.contains("heatsync_event_streams 1") ? true : nil
            }
            #expect(try await server.stop() < .seconds(30))
            _ = await stream.result
        }
    }

    @Test func `a slow upload is broken off in time, and that is no failure`() async throws {
        try await ServiceWorld.with(.sqlite, ["SHUTDOWN_SECONDS": "4"]) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            let upload = Task { try await Self.trickle(to: client.address) }
            try await Waiting.until(within: .seconds(10), "the upload") {
                try await client.get("/metrics").body.contains("heatsync_http_requests_running 1\n") ? true : nil
            }
            // It ends with status 0, or this throws.
            let duration = try await server.stop()
            #expect(duration < .seconds(4))
            #expect(!server.logText.contains("\"level\":\"critical\"") && !server.logText.contains("\"level\":\"error\""))
            upload.cancel()
            _ = await upload.result
        }
    }

    /// Sends an upload that never ends, a little now and then.
    private static func trickle(to address: String) async throws {
        let pieces = AsyncStream<ByteBuffer> {
            try? await Task.sleep(for: .milliseconds(50))
            return Task.isCancelled ? nil : ByteBuffer(string: "\r\n")
        }
        var request = HTTPClientRequest(url: address + "/api/batch/extract")
        request.method = .POST
        request.headers = ["content-type": "multipart/form-data; boundary=slow"]
        request.body = .stream(pieces, length: .known(Int64(1_000_000)))
        _ = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    @Test func `a client that does not read its document is cut off in time, and that is no failure`() async throws {
        try await ServiceWorld.with(.sqlite, ["SHUTDOWN_SECONDS": "4"]) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            // More than the system holds for it on the way.
            let large = try Documents.sheets(1)[0].bytes + [UInt8](repeating: 10, count: 20_000_000)
            let batch = try await client.end(of: try await client.create(files: [("large.pdf", large)]))
            let path = "/api/batch/\(batch.id)/documents/\(batch.jobs[0].id)"
            try await RawConnection.run(to: client.port, window: 4096) { exchange in
                try await exchange.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(try await exchange.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
                // It ends with status 0, or this throws.
                #expect(try await server.stop() < .seconds(4))
            }
            #expect(!server.logText.contains("\"level\":\"critical\""))
        }
    }

    @Test func `a database that does not answer does not hold up the end`() async throws {
        let cluster = try await PostgresCluster.start()
        try await ServiceWorld.with(.sqlite, ["DATABASE_URL": cluster.url(), "SHUTDOWN_SECONDS": "6"]) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            let id = try await client.create(files: try Documents.sheets(15))
            try await Waiting.until(within: .seconds(30), "the first document") {
                try await client.batch(id).completedPdfs > 0 ? true : nil
            }
            try await cluster.stop()
            let start = ContinuousClock.now
            server.kill(SIGTERM)
            _ = await server.ending()
            #expect(ContinuousClock.now - start < .seconds(6))

            // What could not be told of is done again by the next one.
            try await cluster.resume()
            let next = try await world.start()
            let batch = try await ServiceClient(next).end(of: id)
            #expect(batch.status == "completed" && batch.completedPdfs == 15)
            try await next.stop()
        }
        await cluster.remove()
    }
}
