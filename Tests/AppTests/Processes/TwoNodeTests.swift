import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// Several machines on one PostgreSQL and one S3 store.
@Suite(.serialized) struct TwoNodeTests {
    @Test func `of two nodes one dies with jobs in its hands, and the other finishes everything`() async throws {
        let store = try await S3Store.start()
        let gate = TestGate()
        let serve: LoopbackServer.Handler = { _, number in
            try await gate.pass()
            return [try .sheet(number)]
        }
        try await LoopbackServer.run(serve) { site in
            let variables = site.exception.merging(["WORKER_CONCURRENCY": "4"]) { $1 }
            try await ServiceWorld.with(.postgres, store: store.url, variables) { world in
                let first = try await world.start("web,worker,scheduler", ["DATA_DIR": world.folder.path + "/one"])
                let second = try await world.start("web,worker,scheduler", ["DATA_DIR": world.folder.path + "/two"])
                let (one, two) = (try ServiceClient(first), try ServiceClient(second))
                var ids: [String] = []
                // Batches until both have worked; then some more, in the middle of which one dies.
                var hasWorked = [false, false]
                try await Waiting.until(within: .seconds(60), "work of both nodes") {
                    ids.append(try await one.create(files: try Documents.sheets(10, from: ids.count * 10)))
                    for (index, client) in [one, two].enumerated() where !hasWorked[index] {
                        hasWorked[index] = try await client.get("/metrics").body.contains("heatsync_jobs_total{")
                    }
                    return hasWorked == [true, true] ? true : nil
                }
                for id in ids { #expect(try await one.end(of: id).completedPdfs == 10) }
                let urls = (0..<5).map { site.url("\($0).pdf") }
                for _ in 0..<2 { ids.append(try await one.create(files: try Documents.sheets(5, from: ids.count * 10), urls: urls)) }
                try await world.withDatabase { database in
                    // Each of the two batches has three downloads that do not go on: too many for one node.
                    let isStuck: () async throws -> Bool? = {
                        let held = try await HeldJob.all(in: database)
                        return held.count == 6 && held.allSatisfy { $0.status == "downloading" } ? true : nil
                    }
                    try await Waiting.until(within: .seconds(30), "downloads of both nodes", isStuck)
                    await first.crash()
                    let lost = try await first.heldJobs(in: database)
                    #expect(lost.count >= 2 && lost.allSatisfy { $0.status == "downloading" }, "what the dead node had: \(lost)")
                    await gate.open()
                    for id in ids {
                        let batch = try await two.end(of: id)
                        #expect(batch.status == "completed" && batch.completedPdfs == 10)
                    }
                    // What it had is what was done again, and nothing else.
                    let again = try await database.query("SELECT id FROM batch_jobs WHERE retry_count > 0")
                    #expect(try Set(again.map { try $0.get("id", as: UUID.self) }) == Set(lost.map(\.id)))
                    try await second.stop()
                    try await BatchAudit(database: database).check()
                }
            }
        }
        await store.stop()
    }

    @Test func `PostgreSQL is stopped and started in the middle, and everything is finished`() async throws {
        let cluster = try await PostgresCluster.start()
        try await ServiceWorld.with(.sqlite, ["DATABASE_URL": cluster.url()]) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            var ids: [String] = []
            for number in 0..<4 { ids.append(try await client.create(files: try Documents.sheets(10, from: number * 10))) }
            try await Waiting.until(within: .seconds(30), "the first documents") {
                try await client.batch(ids[0]).completedPdfs > 0 ? true : nil
            }
            try await cluster.stop()
            #expect(try await client.get("/api/health").status == 200, "the process is alive")
            try await cluster.resume()
            for id in ids {
                let batch = try await Waiting.until(within: .seconds(60), "the end of the batch") {
                    guard let batch = try? await client.batch(id), batch.hasEnded else { return ServiceClient.Batch?.none }
                    return batch
                }
                #expect(batch.status == "completed" && batch.completedPdfs == 10)
            }
            try await server.stop()
            let database = try SQLDatabase(DatabaseConfiguration(location: .postgres(url: cluster.url())), logger: .silent)
            try await BatchAudit(database: database).check()
            await database.close()
        }
        await cluster.remove()
    }
}
