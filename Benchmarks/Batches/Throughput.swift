import Batches
import Foundation
import Schedules
import Synchronization

/// Jobs that do nothing, through the whole path: claim, events, completion, counters.
struct Throughput {
    var service: BenchmarkService
    private static let batches = 2_000
    private static let perBatch = 10

    func print() async throws {
        let request = NewBatch(
            swimmers: [SwimmerQuery(name: "Mina Sol")], sources: (0..<Self.perBatch).map { .url("https://meet.example/\($0).pdf") },
            client: .init(hash: "bench"))
        var ids: [BatchID] = []
        for _ in 0..<Self.batches { ids.append(try await service.batches.create(request).batch.id) }
        let left = Mutex(Self.batches * Self.perBatch)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        var configuration = BatchWorker.Configuration()
        configuration.concurrency = 1_000
        let worker = BatchWorker(service: service.batches, configuration: configuration, owner: "bench") { _, _ in
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
        // The last ones are still to be written.
        for id in ids.suffix(1_000) {
            while try await service.batches.status(id)?.status != .completed { await Task.yield() }
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        life.cancel()
        _ = await life.result
        let rate = Int(Double(Self.batches * Self.perBatch) / seconds)
        Swift.print("jobs that do nothing: \(rate) a second (\(Self.batches * Self.perBatch) in batches of \(Self.perBatch))")
    }
}
