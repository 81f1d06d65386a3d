import Database
import DatabaseTesting
import LoopbackServer
import Synchronization
import Testing

@testable import Batches

/// How many jobs run at a time, and whose.
@Suite struct ConcurrencyTests {
    /// Counts the jobs that run at the same time, of all batches and of each.
    private final class Census: Sendable {
        private let state = Mutex<(running: [BatchID: Int], most: Int, mostOfOne: Int, runs: [JobID: Int])>(([:], 0, 0, [:]))

        /// How many of each batch run now.
        var running: [BatchID: Int] { state.withLock { $0.running.filter { $0.value > 0 } } }
        var most: Int { state.withLock(\.most) }
        var mostOfOne: Int { state.withLock(\.mostOfOne) }
        var runs: [JobID: Int] { state.withLock(\.runs) }

        func enter(_ job: ClaimedJob) {
            state.withLock { state in
                state.running[job.batch, default: 0] += 1
                state.runs[job.id, default: 0] += 1
                state.mostOfOne = max(state.mostOfOne, state.running[job.batch] ?? 0)
                state.most = max(state.most, state.running.values.reduce(0, +))
            }
        }

        func leave(_ job: ClaimedJob) { state.withLock { $0.running[job.batch, default: 0] -= 1 } }

        /// A job that is counted, and held until the gate lets it through.
        func body(holdingAt gate: TestGate) -> BatchWorker.Body {
            { [self] job, _ in
                enter(job)
                defer { leave(job) }
                try await gate.passOnce()
                return JobResult()
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `two batches of ten run three jobs each over two workers and never more, and every job once`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let (census, gate) = (Census(), TestGate())
            let body = census.body(holdingAt: gate)
            try await withWorker(service, owner: "a", body: body) { _ in
                try await withWorker(service, owner: "b", body: body) { _ in
                    let first = try await service.create(.urls(10)).batch.id
                    let second = try await service.create(.urls(10)).batch.id
                    for wave in 1...3 {
                        // Both have all they may have, and nobody gets more of them.
                        await gate.arrived(6 * wave)
                        #expect(census.running == [first: 3, second: 3])
                        let more = try await service.queue(owner: "c", lease: .seconds(10)).claim(8)
                        #expect(more.jobs.isEmpty && !more.isContended && more.next == nil)
                        await gate.letThrough()
                    }
                    await gate.arrived(20)
                    #expect(census.running == [first: 1, second: 1])
                    await gate.letThrough()
                    for id in [first, second] {
                        let batch = try await service.end(of: id)
                        #expect(batch.status == .completed)
                        #expect(batch.completedPDFs == 10)
                    }
                }
            }
            #expect(census.mostOfOne == 3)
            #expect(census.most == 6)
            #expect(census.runs.count == 20)
            #expect(Set(census.runs.values) == [1])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker runs as many jobs as it may and never more, however many batches wait`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var configuration = BatchWorker.Configuration.quick
            configuration.concurrency = 2
            let (census, gate) = (Census(), TestGate())
            let body = census.body(holdingAt: gate)
            try await withWorker(service, configuration, body: body) { shift in
                var ids: [BatchID] = []
                for _ in 0..<2 { ids.append(try await service.create(.urls(10)).batch.id) }
                for wave in 1...10 {
                    // Both batches have jobs and places left, but the worker has not.
                    await gate.arrived(2 * wave)
                    #expect(shift.running.count == 2 && census.running.values.reduce(0, +) == 2)
                    let held = try await service.database.value(
                        "SELECT count(*) FROM job_queue WHERE lease_token IS NOT NULL", as: Int.self)
                    #expect(held == 2)
                    await gate.letThrough()
                }
                for id in ids { #expect(try await service.end(of: id).completedPDFs == 10) }
            }
            #expect(census.most == 2)
            #expect(census.runs.count == 20 && Set(census.runs.values) == [1])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a large batch does not hold up a small one`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            let body: BatchWorker.Body = { job, _ in
                if job.sequence > 0 { try await gate.pass() }
                return JobResult()
            }
            try await withWorker(service, body: body) { _ in
                let large = try await service.create(.urls(15)).batch.id
                await gate.arrived(3)
                let small = try await service.create(.urls(1)).batch.id
                #expect(try await service.end(of: small).status == .completed)
                let state = try #require(try await service.status(large))
                #expect(state.status == .processing)
                await gate.open()
                #expect(try await service.end(of: large).status == .completed)
            }
        }
    }
}
