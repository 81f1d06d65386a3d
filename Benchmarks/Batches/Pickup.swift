import Batches
import Foundation
import Schedules
import Synchronization

/// From the commit of a new batch to the start of its job, at a hundred a second.
struct Pickup {
    var service: BatchService
    private static let count = 1_000

    func print() async throws {
        let started = Mutex<[BatchID: ContinuousClock.Instant]>([:])
        let worker = BatchWorker(service: service, owner: "bench") { job, _ in
            started.withLock { $0[job.batch] = .now }
            return JobResult()
        }
        let life = Task { try await worker.run() }
        let request = NewBatch(
            swimmers: [SwimmerQuery(name: "Mina Sol")], sources: [.url("https://meet.example/a.pdf")], client: .init(hash: "bench"))
        var committed: [BatchID: ContinuousClock.Instant] = [:]
        let start = ContinuousClock.now
        for number in 0..<Self.count {
            try await ContinuousClock().sleep(until: start + .milliseconds(10) * number)
            let id = try await service.create(request).batch.id
            committed[id] = .now
        }
        for id in committed.keys {
            while try await service.status(id)?.status != .completed { await Task.yield() }
        }
        life.cancel()
        _ = await life.result
        let times = started.withLock { started in committed.compactMap { id, time in started[id].map { Swift.max(.zero, $0 - time) } } }
        Swift.print(
            "commit to start at 100 jobs a second: p50 \(times.milliseconds(at: 0.5)) ms (bar 5), p99 \(times.milliseconds(at: 0.99)) ms (bar 20)"
        )
    }
}
