import Batches
import Foundation
import Schedules
import Synchronization

/// Jobs that do nothing, through the whole path: claim, events, completion, counters.
struct Throughput {
    var service: BatchService
    /// How many the worker has at a time.
    var concurrency: Int
    private static let batches = 2_000
    private static let perBatch = 10

    func print() async throws {
        let request = NewBatch(
            swimmers: [SwimmerQuery(name: "Mina Sol")], sources: (0..<Self.perBatch).map { .url("https://meet.example/\($0).pdf") },
            client: .init(hash: "bench"))
        var ids: [BatchID] = []
        for _ in 0..<Self.batches { ids.append(try await service.create(request).batch.id) }
        let left = Mutex(Self.batches * Self.perBatch)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        var configuration = BatchWorker.Configuration()
        configuration.concurrency = concurrency
        let worker = BatchWorker(service: service, configuration: configuration, owner: "bench") { _, _ in
            let isLast = left.withLock {
                $0 -= 1
                return $0 == 0
            }
            if isLast { end.finish() }
            return JobResult()
        }
        let start = ContinuousClock.now
        let life = Task { try await worker.run() }
        for await _ in ended {}
        // It ends when all that its jobs said is written.
        life.cancel()
        _ = await life.result
        let seconds = (ContinuousClock.now - start).inSeconds
        for id in ids {
            guard try await service.status(id)?.status == .completed else { throw Trouble("batch \(id) has not been completed") }
        }
        let rate = Int(Double(Self.batches * Self.perBatch) / seconds)
        Swift.print(
            "jobs that do nothing, \(concurrency) at a time: \(rate) a second (\(Self.batches * Self.perBatch) in batches of \(Self.perBatch))"
        )
    }
}
