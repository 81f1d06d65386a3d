import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// The server as a process of its own.
@Suite(.serialized) struct ServeTests {
    @Test func `it says in one line where it is, answers, and stops when asked`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            let health = try await client.get("/api/health")
            #expect(health.status == 200 && health.body.contains("\"ok\""))
            #expect(try await server.stop() < .seconds(5))
            #expect(!server.logText.contains("\"level\":\"error\""))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch of the sample meet is read to its end`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            let id = try await client.create(files: try Documents.samples())
            let batch = try await client.end(of: id)
            #expect(batch.status == "completed" && batch.completedPdfs == 3)
            let metrics = try await client.get("/metrics").body
            for name in [
                "heatsync_http_requests_total", "heatsync_http_request_seconds_bucket", "heatsync_database_connections",
                "heatsync_queue_depth", "heatsync_queue_age_seconds", "heatsync_pickup_seconds_bucket", "heatsync_job_seconds_bucket",
                "heatsync_jobs_total", "heatsync_reader_processes", "process_resident_memory_bytes",
            ] {
                #expect(metrics.contains(name), "\(name) is missing")
            }
            #expect(!metrics.contains(id))
            try await server.stop()
            try await world.withDatabase { try await BatchAudit(database: $0).check(attemptsAreFree: true) }
            let log = server.logText.split(separator: "\n")
            let made = try #require(log.first { $0.contains("\"A batch was made\"") })
            #expect(
                made.contains(",\"request.id\":\"") && !made.contains("hb.request.id") && batch.jobs.allSatisfy { made.contains($0.id) },
                "\(made)")
            for job in batch.jobs {
                #expect(log.contains { $0.contains("\"A document was read\"") && $0.contains("\"job.id\":\"\(job.id)\"") })
            }
            // Neither names nor what opens the batch.
            #expect(!server.logText.contains("Brammont") && !server.logText.contains(id))
        }
    }

    @Test func `its log holds no secret at any level, and none of what it reads`() async throws {
        let secrets = ["METRICS_TOKEN": "token-of-the-test", "ADMIN_KEY": "key-of-the-test", "OPENAI_API_KEY": "sk-of-the-test"]
        try await ServiceWorld.with(.sqlite, secrets.merging(["LOG_LEVEL": "trace", "METRICS_PORT": "0"]) { $1 }) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            _ = try await client.end(of: try await client.create(files: try Documents.samples()))
            try await server.stop()
            #expect(server.logText.contains("\"level\":\"trace\""))
            for secret in secrets.values + ["Brammont", "harbor-lights"] { #expect(!server.logText.contains(secret), "\(secret)") }
        }
    }

    @Test func `pages of the origins that are allowed may call the API, and no others`() async throws {
        try await ServiceWorld.with(.sqlite, ["ALLOWED_ORIGINS": "https://club.example"]) { world in
            let server = try await world.start("web")
            let client = try ServiceClient(server)
            for (origin, answer) in [("https://club.example", "https://club.example"), ("https://elsewhere.example", nil)] {
                var request = HTTPClientRequest(url: client.address + "/api/health")
                request.headers = ["Origin": origin]
                let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
                #expect(response.headers.first(name: "Access-Control-Allow-Origin") == answer)
            }
            try await server.stop()
        }
    }

    @Test func `flags change while it runs, by the file and a signal`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let file = world.folder.appending(path: "heatsync.env")
            try "ENABLE_BATCH_API=true\n".write(to: file, atomically: true, encoding: .utf8)
            let server = try await world.start("web", ["HEATSYNC_CONFIG": file.path])
            let client = try ServiceClient(server)
            #expect(try await client.get("/api/batch/health").body.replacing(" ", with: "").contains("\"enabled\":true"))
            try "ENABLE_BATCH_API=false\n".write(to: file, atomically: true, encoding: .utf8)
            server.kill(SIGHUP)
            try await Waiting.until(within: .seconds(10), "the change of the flag") {
                try await client.get("/api/batch/health").body.replacing(" ", with: "").contains("\"enabled\":false") ? true : nil
            }
            try await server.stop()
        }
    }

    @Test func `a wrong configuration ends it at once, with all that is wrong`() async throws {
        let result = try await Tool.run("heatsync", ["serve"], ["PORT": "x", "BATCH_TTL_DAYS": "0", "HOME": "/tmp"])
        #expect(result.status == 78)
        #expect(result.errors.contains("heatsync: PORT: must be") && result.errors.contains("heatsync: BATCH_TTL_DAYS: must be"))
    }

    @Test func `a port that is taken is said so`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let server = try await world.start("web")
            let port = try #require(server.address?.split(separator: ":").last)
            let result = try await Tool.run("heatsync", ["serve", "--role", "web", "--port", String(port)], world.environment)
            #expect(result.status == 1)
            #expect(result.errors.contains("port \(port)"), "\(result.errors)")
            try await server.stop()
        }
    }
}
