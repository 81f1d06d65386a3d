import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import NIOHTTP1
import Synchronization
import Testing

/// Batches that are stopped, and tried again, by those who asked for them.
@Suite struct SteeringTests {
    @Test(arguments: TestBackend.allCases)
    func `cancelling interrupts downloads that run, begins nothing more, and keeps what is finished`(backend: TestBackend) async throws {
        try await LoopbackServer.run { _, _ in
            try LoopbackServer.Step.halfSheet()
        } _: { site in
            try await ServiceWorld.with(backend, site.exception.merging(["WORKER_CONCURRENCY": "8"]) { $1 }) { world in
                let server = try await world.start()
                let client = try ServiceClient(server)
                let read = try await client.create(files: try Documents.samples())
                #expect(try await client.end(of: read).status == "completed")

                // Of five downloads that never end three run, so that the documents behind them have to wait.
                let urls = (0..<5).map { site.url("\($0).pdf") }
                let waiting = try await client.create(files: try Documents.samples(), urls: urls)
                // Of two that never end both run, and leave a place for the documents behind them.
                let mixed = try await client.create(files: try Documents.samples(), urls: [site.url("5.pdf"), site.url("6.pdf")])
                _ = try await client.batch(waiting) { $0.jobs.count { $0.status == "downloading" } == 3 }
                _ = try await client.batch(mixed) { $0.completedPdfs == 3 }
                try await Waiting.until(within: .seconds(20), "downloads that run") { site.openConnections == 3 ? true : nil }

                for (id, finished) in [(waiting, 0), (mixed, 3)] {
                    let answer = try await client.post("/api/batch/\(id)/cancel")
                    #expect(answer.status == 200 && answer.body.contains("\"status\": \"cancelled\""), "\(answer)")
                    let batch = try await client.batch(id)
                    #expect(batch.status == "cancelled" && batch.completedPdfs == finished && batch.failedPdfs == 0)
                    #expect(batch.jobs.count { $0.status == "completed" } == finished)
                    #expect(batch.jobs.count { $0.status == "cancelled" } == batch.totalPdfs - finished)
                    let results = try await client.results(of: id)
                    #expect(results.races.count == (finished == 0 ? 0 : 5))
                    #expect(results.sources.allSatisfy { ($0.status == "completed") == ($0.usedLines > 0) })
                }
                // Long before a download would have been given up.
                try await Waiting.until(within: .seconds(10), "the end of the downloads") { site.openConnections == 0 ? true : nil }
                // The worker is free for others.
                let next = try await client.create(files: try Documents.sheets(3))
                #expect(try await client.end(of: next).completedPdfs == 3)
                #expect(site.openConnections == 0)
                #expect(
                    !site.requests.contains { ["/3.pdf", "/4.pdf"].contains($0.target) }, "downloads that waited when they were stopped")
                try await server.stop()
                try await world.withDatabase { database in
                    try await BatchAudit(database: database).check()
                    let last = try await database.query(
                        """
                        SELECT e.type FROM batch_events AS e JOIN processing_batches AS b ON b.id = e.batch_id AND b.last_event_id = e.id
                        WHERE b.status = 'cancelled'
                        """)
                    #expect(try last.map { try $0.get("type", as: String.self) } == ["batch_cancelled", "batch_cancelled"])
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what has failed is tried again, one document or all, and what fails for a moment by itself`(backend: TestBackend) async throws {
        let isRepaired = Mutex(Set<String>())
        let serve: LoopbackServer.Handler = { request, number in
            switch request.target {
            case "/passing.pdf":
                isRepaired.withLock { $0.insert(request.target).inserted } ? [.answer(.serviceUnavailable)] : [try .sheet()]
            case let target: isRepaired.withLock { $0.contains(target) } ? [try .sheet(number)] : [.answer(.notFound)]
            }
        }
        try await LoopbackServer.run(serve) { site in
            try await ServiceWorld.with(backend, site.exception) { world in
                let server = try await world.start()
                let client = try ServiceClient(server)
                let urls = ["passing", "one", "two", "three"].map { site.url($0 + ".pdf") }
                let id = try await client.create(files: try Documents.sheets(1), urls: urls)
                let failed = try await client.end(of: id)
                #expect(failed.status == "partial" && failed.completedPdfs == 2 && failed.failedPdfs == 3)
                #expect(failed.jobs.map(\.status) == ["completed", "failed", "failed", "failed", "completed"])
                #expect(failed.jobs.map(\.retryCount) == [1, 0, 0, 0, 0])
                #expect(failed.jobs.map(\.errorCode) == [nil, "HTTP_ERROR", "HTTP_ERROR", "HTTP_ERROR", nil])
                #expect(try await client.post("/api/batch/\(id)/jobs/\(failed.jobs[0].id)/retry").status == 409)

                isRepaired.withLock { $0.formUnion(["/one.pdf", "/two.pdf"]) }
                #expect(try await client.post("/api/batch/\(id)/jobs/\(failed.jobs[1].id)/retry").status == 202)
                let one = try await client.end(of: id)
                #expect(one.status == "partial" && one.completedPdfs == 3)
                #expect(one.jobs.map(\.status) == ["completed", "completed", "failed", "failed", "completed"])
                #expect(site.requests.count { $0.target == "/two.pdf" } == 1, "one that nobody asked to try again")

                // All that has failed: one is there now, and one is not.
                #expect(try await client.post("/api/batch/\(id)/retry").status == 202)
                let most = try await client.end(of: id)
                #expect(most.status == "partial" && most.jobs.map(\.errorCode) == [nil, nil, nil, "HTTP_ERROR", nil])
                isRepaired.withLock { _ = $0.insert("/three.pdf") }
                #expect(try await client.post("/api/batch/\(id)/retry").status == 202)
                let all = try await client.end(of: id)
                #expect(all.status == "completed" && all.completedPdfs == 5 && all.failedPdfs == 0)
                #expect(all.jobs.allSatisfy { $0.errorCode == nil })
                #expect(try await client.post("/api/batch/\(id)/retry").status == 409)
                // What was there was not fetched again.
                let counts = ["passing", "one", "two", "three"].map { name in site.requests.count { $0.target == "/\(name).pdf" } }
                #expect(counts == [2, 2, 2, 3])
                #expect(try await client.results(of: id).sources.allSatisfy { $0.usedLines > 0 })
                try await server.stop()
            }
        }
    }
}
