import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// A worker that dies in the middle of its work: another one does it, once.
@Suite struct KilledWorkerTests {
    /// Where jobs are held until their worker is dead.
    enum Stage: String, CaseIterable, Sendable {
        /// Taken from the queue, and nobody has been told yet: to all who look the job still waits.
        case queued
        case downloading
        /// The reader has the document.
        case extracting
        /// What was found is kept, and that the job has ended is being written.
        case caching
        /// The others of the batch have ended.
        case finishing

        /// Whether a worker that has these jobs is there.
        func isReached(by held: [HeldJob], completed: Int) -> Bool {
            switch self {
            case .queued: held.count == 3 && held.allSatisfy { $0.status == "pending" && $0.stage == "queued" }
            case .downloading: held.contains { $0.status == "downloading" && $0.stage == "downloading" }
            case .extracting: held.contains { $0.status == "processing" && $0.stage == "extracting" && !$0.isKept }
            case .caching: held.contains { $0.status == "processing" && $0.isKept }
            case .finishing: completed == 3 && held.map(\.status) == ["downloading"]
            }
        }

        var held: HeldReports? {
            switch self {
            case .queued: .ofBeginnings
            case .caching: .ofEnds
            case .downloading, .extracting, .finishing: nil
            }
        }

        var holdsDownload: Bool { self == .downloading || self == .finishing }
    }

    @Test(arguments: TestBackend.allCases, Stage.allCases)
    func `what a dead worker was at is done by another within 15 seconds, and once`(backend: TestBackend, stage: Stage) async throws {
        // The first to ask gets half of the document and then nothing.
        let serve: LoopbackServer.Handler = { _, number in
            number == 0 && stage.holdsDownload ? try LoopbackServer.Step.halfSheet() : [try .sheet()]
        }
        try await LoopbackServer.run(serve) { site in
            try await ServiceWorld.with(backend, site.exception) { world in
                let web = try await world.start("web")
                let client = try ServiceClient(web)
                try await world.withDatabase { database in
                    try await stage.held?.hold(in: database)
                    let variables = stage == .extracting ? ["HEATSYNC_PDF_READER": try world.silentReader()] : [:]
                    let worker = try await world.start("worker", variables)
                    let id = try await client.create(files: try Documents.samples(), urls: [site.url("sheet.pdf")])
                    try await Waiting.until(within: .seconds(20), "a worker that is \(stage)") { () -> Bool? in
                        if stage.holdsDownload, site.requests.isEmpty { return nil }
                        if stage.held != nil, try await !HeldReports.areHeld(in: database) { return nil }
                        let completed: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE status = 'completed'")
                        return stage.isReached(by: try await worker.heldJobs(in: database), completed: completed ?? 0) ? true : nil
                    }
                    await worker.crash()
                    let start = ContinuousClock.now
                    let left = try await LeftJobs.find(by: worker, in: database)
                    // It was at it to the last: nothing of what we saw has got further since.
                    #expect(stage.isReached(by: left.held, completed: 4 - left.ids.count), "\(left)")
                    #expect(left.held.allSatisfy { left.ids.contains($0.id) })
                    if stage.held != nil { try await HeldReports.letGo(in: database) }

                    let other = try await world.start("worker")
                    let batch = try await client.end(of: id)
                    let duration = ContinuousClock.now - start
                    #expect(batch.status == "completed" && batch.completedPdfs == 4, "\(batch)")
                    #expect(duration < .seconds(17), "lease, poll and reading took \(duration)")
                    let waits = try await left.waits(in: database)
                    #expect(waits.count == left.ids.count)
                    for wait in waits { #expect(wait < 15, "a job that was left behind ran again after \(wait) s") }
                    // What it had has cost a try, and nothing else has.
                    let again = batch.jobs.filter { $0.retryCount > 0 }
                    #expect(Set(again.map { UUID(uuidString: $0.id) }) == Set(left.held.map(\.id)))
                    #expect(again.allSatisfy { $0.retryCount == 1 })
                    try await other.stop()
                    try await web.stop()
                    try await BatchAudit(database: database).check()
                }
            }
        }
    }
}

/// What had not ended when its worker died.
private struct LeftJobs {
    var ids: [UUID]
    /// Of them, those that the worker had.
    var held: [HeldJob]
    /// By the clock of the database, as the events are.
    var time: Date

    static func find(by worker: ServerProcess, in database: SQLDatabase) async throws -> LeftJobs {
        let time = try #require(try await database.value("SELECT \(SQL.now)", as: Date.self))
        let rows = try await database.query("SELECT id FROM batch_jobs WHERE completed_at IS NULL")
        return LeftJobs(ids: try rows.map { try $0.get("id") }, held: try await worker.heldJobs(in: database), time: time)
    }

    /// After how many seconds each of them was begun by another worker. That one also tells of beginnings that the dead one did not get
    /// to tell of, so that the last counts.
    func waits(in database: SQLDatabase) async throws -> [Double] {
        let rows = try await database.query(
            """
            SELECT max(created_at) AS begun FROM batch_events
            WHERE job_id \(in: ids) AND type = 'job_started' AND created_at > \(time) GROUP BY job_id
            """)
        return try rows.map { try $0.get("begun", as: Date.self).timeIntervalSince(time) }
    }
}

extension ServiceWorld {
    /// A reader that takes documents and never says a word. It ends with its worker.
    fileprivate func silentReader() throws -> String {
        let path = folder.appending(path: "silent-reader").path
        let script = Data("#!/bin/sh\ncat >/dev/null\n".utf8)
        guard FileManager.default.createFile(atPath: path, contents: script, attributes: [.posixPermissions: 0o755]) else {
            throw ServerProcess.Failure(description: "no script can be written")
        }
        return path
    }
}
