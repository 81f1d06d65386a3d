import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import NIOCore
import Testing

/// A worker that dies in the middle of its work: another one does it, once.
@Suite struct KilledWorkerTests {
    enum Stage: String, CaseIterable, Sendable {
        case queued
        case downloading
        case extracting
        /// When the result is being written.
        case finishing
    }

    @Test(arguments: TestBackend.allCases, Stage.allCases)
    func `what a dead worker was at is done by another within 15 seconds, and once`(backend: TestBackend, stage: Stage) async throws {
        let sheet = try Documents.sheets(1)[0].bytes
        // The first to ask gets half of the document and then nothing.
        let serve: LoopbackServer.Handler = { _, number in
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: \(sheet.count)\r\n\r\n"
            guard number == 0, stage == .downloading else { return [.send(ByteBuffer(string: head)), .send(ByteBuffer(bytes: sheet))] }
            return [.send(ByteBuffer(string: head)), .send(ByteBuffer(bytes: sheet.prefix(sheet.count / 2))), .stall]
        }
        try await LoopbackServer.run(serve) { site in
            try await ServiceWorld.with(backend, ["DOWNLOAD_EXCEPTIONS": "127.0.0.1:\(site.port)"]) { world in
                let web = try await world.start("web")
                let client = try ServiceClient(web)
                let worker = try await world.start("worker")
                let id = try await client.create(files: try Documents.samples(), urls: ["http://127.0.0.1:\(site.port)/sheet.pdf"])
                try await reach(stage, in: world, site) { await worker.crash() }
                let start = ContinuousClock.now
                let left = try await LeftJobs.find(in: world)

                let other = try await world.start("worker")
                let batch = try await client.end(of: id)
                let duration = ContinuousClock.now - start
                #expect(batch.status == "completed" && batch.completedPdfs == 4, "\(batch)")
                #expect(duration < .seconds(17), "lease, poll and reading took \(duration)")
                let waits = try await left.waits(in: world)
                #expect(waits.count == left.ids.count)
                for wait in waits { #expect(wait < 15, "a job that was left behind ran again after \(wait) s") }
                try await other.stop()
                try await web.stop()
                try await world.withDatabase { try await BatchAudit(database: $0).check() }
            }
        }
    }

    /// Calls `kill` when a job is at the stage.
    private func reach(_ stage: Stage, in world: ServiceWorld, _ site: LoopbackServer, _ kill: () async -> Void) async throws {
        try await world.withDatabase { database in
            switch stage {
            case .queued: break
            case .downloading:
                try await Waiting.until(within: .seconds(20), "a download") { site.requests.isEmpty ? nil : true }
            case .extracting:
                try await Waiting.until(within: .seconds(20), "a job that is read") {
                    let count: Int? = try await database.value(
                        "SELECT count(*) FROM batch_jobs WHERE stage = 'extracting' AND status = 'processing'")
                    return count == 0 ? nil : true
                }
            case .finishing:
                try await Waiting.until(within: .seconds(20), "a job that has ended") {
                    let count: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE status = 'completed'")
                    return count == 0 ? nil : true
                }
            }
            await kill()
        }
    }
}

/// What had not ended when its worker died.
private struct LeftJobs {
    var ids: [UUID]
    /// By the clock of the database, as the events are.
    var time: Date

    static func find(in world: ServiceWorld) async throws -> LeftJobs {
        try await world.withDatabase { database in
            let time = try #require(try await database.value("SELECT \(SQL.now)", as: Date.self))
            let rows = try await database.query("SELECT id FROM batch_jobs WHERE completed_at IS NULL")
            return LeftJobs(ids: try rows.map { try $0.get("id") }, time: time)
        }
    }

    /// After how many seconds each of them was begun by another worker.
    func waits(in world: ServiceWorld) async throws -> [Double] {
        try await world.withDatabase { database in
            let rows = try await database.query(
                """
                SELECT min(created_at) AS begun FROM batch_events
                WHERE job_id \(in: ids) AND type = 'job_started' AND created_at > \(time) GROUP BY job_id
                """)
            return try rows.map { try $0.get("begun", as: Date.self).timeIntervalSince(time) }
        }
    }
}
