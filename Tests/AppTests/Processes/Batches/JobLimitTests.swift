import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// How many jobs run at a time, seen from the database.
@Suite struct JobLimitTests {
    @Test(arguments: TestBackend.allCases)
    func `of two batches of ten three jobs each are running, and never more, over all servers`(backend: TestBackend) async throws {
        let gate = TestGate()
        let serve: LoopbackServer.Handler = { _, number in
            try await gate.passOnce()
            return [try .sheet(number)]
        }
        try await LoopbackServer.run(serve) { site in
            // Each server alone has room for more jobs than one batch may have, and all have for more than both may.
            let concurrency = backend == .postgres ? 4 : 8
            try await ServiceWorld.with(backend, site.exception.merging(["WORKER_CONCURRENCY": "\(concurrency)"]) { $1 }) { world in
                var servers = [try await world.start()]
                if backend == .postgres { servers.append(try await world.start()) }
                let client = try ServiceClient(servers[0])
                let urls = (0..<10).map { site.url("\($0).pdf") }
                let ids = [try await client.create(urls: urls), try await client.create(urls: urls)]
                try await world.withDatabase { database in
                    var waves = 0
                    try await Waiting.until(within: .seconds(60), "the end of both batches") {
                        let held = try await HeldJob.all(in: database)
                        let books = try await Self.books(of: database)
                        try #require(books.allSatisfy { $0.held <= 3 }, "\(books)")
                        try #require(Dictionary(grouping: held, by: \.holder).values.allSatisfy { $0.count <= concurrency })
                        // Nobody gets a document before both batches have all that they may have: one too many would stay to be seen.
                        guard books.allSatisfy({ $0.held >= min(3, $0.open) }) else { return Bool?.none }
                        if books.map(\.held) == [3, 3] { waves += 1 }
                        await gate.letThrough()
                        return books.isEmpty ? true : nil
                    }
                    #expect(waves >= 3, "three of each were running at a time")
                    try await BatchAudit(database: database).check(attemptsAreFree: true)
                }
                for id in ids { #expect(try await client.batch(id).completedPdfs == 10) }
                #expect(site.requests.count == 20)
                for server in servers { try await server.stop() }
            }
        }
    }

    /// Of each batch that has not ended, how many jobs are open, and how many of them somebody has.
    private static func books(of database: SQLDatabase) async throws -> [(open: Int, held: Int)] {
        try await database.query(
            "SELECT count(*) AS open, count(lease_token) AS held FROM job_queue GROUP BY batch_id"
        ).map { (try $0.get("open"), try $0.get("held")) }
    }
}
