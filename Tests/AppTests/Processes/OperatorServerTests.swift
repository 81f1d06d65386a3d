import DatabaseTesting
import Foundation
import Testing

/// What an operator asks a process that serves nobody else.
@Suite(.serialized) struct OperatorServerTests {
    @Test(arguments: TestBackend.allCases)
    func `a worker tells of its jobs and of the queue on a port of its own`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            let web = try await world.start("web,scheduler")
            let client = try ServiceClient(web)
            let id = try await client.create(files: try Documents.samples())
            // Nobody has taken them, which any process can tell.
            #expect(try await client.get("/metrics").body.contains("\nheatsync_queue_depth 3\n"))

            let worker = try await world.start("worker", ["METRICS_PORT": "0"])
            _ = try await client.end(of: id)
            let port = try await Waiting.until(within: .seconds(10), "the port") {
                worker.logText.firstMatch(of: /"metrics are served".*"port":"(\d+)"/)?.1
            }
            let door = ServiceClient(address: "http://127.0.0.1:\(port)")
            #expect(try await door.get("/api/health").body.contains("\"ok\""))
            let metrics = try await door.get("/metrics").body
            for name in [
                "heatsync_queue_depth 0", "heatsync_queue_age_seconds", "heatsync_pickup_seconds_bucket",
                "heatsync_jobs_total{outcome=\"completed\"} 3",
                "heatsync_job_seconds_bucket{outcome=\"completed\",stage=\"extracting\"", "heatsync_reader_processes",
                "heatsync_database_connections",
            ] {
                #expect(metrics.contains(name), "\(name) is missing in \(metrics)")
            }
            #expect(try await door.get("/").status == 404)
            try await worker.stop()
            try await web.stop()
        }
    }

    @Test func `its door asks for the token that is set`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let worker = try await world.start("worker", ["METRICS_PORT": "0", "METRICS_TOKEN": "a-token-of-the-test"])
            let port = try await Waiting.until(within: .seconds(10), "the port") {
                worker.logText.firstMatch(of: /"metrics are served".*"port":"(\d+)"/)?.1
            }
            let door = ServiceClient(address: "http://127.0.0.1:\(port)")
            #expect(try await door.get("/metrics").status == 403)
            #expect(!worker.logText.contains("a-token-of-the-test"))
            try await worker.stop()
        }
    }

    @Test func `a port that is taken is said so, and how to choose another`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let server = try await world.start("web")
            let port = try #require(server.address?.split(separator: ":").last)
            let variables = world.environment.merging(["METRICS_PORT": String(port)]) { $1 }
            let result = try await Tool.run("heatsync", ["serve", "--role", "worker"], variables)
            #expect(result.status == 1)
            #expect(result.errors.contains("port \(port)") && result.errors.contains("METRICS_PORT"), "\(result.errors)")
            try await server.stop()
        }
    }
}
