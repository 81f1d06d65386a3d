import Database
import DatabaseTesting
import Dispatch
import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import Batches

@Suite struct RunningTests {
    @Test(arguments: TestBackend.allCases)
    func `cancelling stops what waits, interrupts what runs, and keeps what is finished`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            let interrupted = Mutex(0)
            let body: BatchWorker.Body = { job, _ in
                if job.sequence == 0 { return JobResult(meetName: "Kept") }
                do {
                    try await gate.pass()
                } catch {
                    interrupted.withLock { $0 += 1 }
                    throw error
                }
                return JobResult()
            }
            try await withWorker(service, body: body) { shift in
                let id = try await service.create(.urls(6)).batch.id
                await gate.arrived(3)
                _ = try await service.wait(for: id) { $0.completedPDFs == 1 }
                let batch = try await service.cancel(id)
                #expect(batch.status == .cancelled)
                #expect(batch.jobs.map(\.status) == [.completed] + Array(repeating: .cancelled, count: 5))
                while shift.running.count > 0 { await Task.yield() }
                #expect(interrupted.withLock { $0 } == 3)
                #expect(try await service.status(id) == batch)
                #expect(try await service.cancel(id) == batch)
                let kinds = try await service.allEvents(of: id).map(\.kind)
                #expect(kinds.filter { $0 == .jobCancelled }.count == 5)
                #expect(kinds.last == .batchCancelled)

                await gate.open()
                let again = try await service.retry(id)
                #expect(again.status == .pending)
                #expect(try await service.end(of: id).completedPDFs == 6)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what has failed is tried again, all of it or one`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let isBroken = Mutex(true)
            let body: BatchWorker.Body = { job, _ in
                if job.sequence > 0, isBroken.withLock({ $0 }) {
                    throw JobFailure(code: .http, isTransient: false, message: "gone")
                }
                return JobResult()
            }
            try await withWorker(service, body: body) { _ in
                let id = try await service.create(.urls(3)).batch.id
                let failed = try await service.end(of: id)
                #expect(failed.status == .partial)
                #expect(failed.failedPDFs == 2)
                await #expect(throws: BatchError(.conflict, "")) { try await service.retry(id, failed.jobs[0].id) }
                await #expect(throws: BatchError(.notFound, "")) { try await service.retry(id, JobID(UUID())) }
                await #expect(throws: BatchError(.notFound, "")) { try await service.retry(BatchID(UUID())) }

                isBroken.withLock { $0 = false }
                _ = try await service.retry(id, failed.jobs[1].id)
                let one = try await service.end(of: id)
                #expect(one.jobs.map(\.status) == [.completed, .completed, .failed])
                #expect(one.status == .partial && one.failedPDFs == 1)
                _ = try await service.retry(id)
                let all = try await service.end(of: id)
                #expect(all.status == .completed && all.failedPDFs == 0 && all.completedPDFs == 3)
                #expect(all.jobs.allSatisfy { $0.errorCode == nil && $0.errorMessage == nil })
                await #expect(throws: BatchError(.conflict, "")) { try await service.retry(id) }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a passing error is tried three more times`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let tries = Mutex(0)
            let body: BatchWorker.Body = { _, _ in
                tries.withLock { $0 += 1 }
                throw JobFailure(code: .network, isTransient: true, message: "later")
            }
            try await withWorker(service, body: body) { _ in
                let id = try await service.create(.urls(1)).batch.id
                let batch = try await service.end(of: id)
                #expect(batch.status == .failed)
                #expect(batch.jobs[0].retryCount == 3)
                #expect(batch.jobs[0].errorCode == .network)
            }
            #expect(tries.withLock { $0 } == 4)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker that stops hands back what it runs, and another does it at no cost of a try`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            var configuration = BatchWorker.Configuration.quick
            configuration.drainTime = .zero
            let id = try await withWorker(
                service, configuration, owner: "a",
                body: { _, _ in
                    try await gate.pass()
                    return JobResult()
                }
            ) { _ in
                let id = try await service.create(.urls(2)).batch.id
                await gate.arrived(2)
                return id
            }
            let waiting = try #require(try await service.status(id))
            #expect(waiting.jobs.map(\.status) == [.pending, .pending])
            #expect(waiting.jobs.map(\.retryCount) == [0, 0])
            try await withWorker(service, owner: "b", body: { _, _ in JobResult() }) { _ in
                let batch = try await service.end(of: id)
                #expect(batch.status == .completed)
                #expect(batch.jobs.map(\.retryCount) == [0, 0])
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker that stops lets running jobs end`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            let id = try await withWorker(
                service,
                body: { _, _ in
                    try await gate.pass()
                    return JobResult()
                }
            ) { shift in
                let id = try await service.create(.urls(5)).batch.id
                await gate.arrived(3)
                shift.drain()
                await gate.open()
                return id
            }
            let batch = try #require(try await service.status(id))
            #expect(batch.completedPDFs == 3)
            #expect(batch.jobs.filter { $0.status == .pending }.count == 2)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `jobs that a worker gets when it is stopping already are handed back, not begun`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let id = try await service.create(.urls(3)).batch.id
            let (locked, release) = (AsyncStream.makeStream(of: Void.self), DispatchSemaphore(value: 0))
            let lock = Task { [database = service.database] in
                // No claim gets through while this lasts.
                try await database.transaction { connection in
                    try connection.run(SQL(postgres: "LOCK TABLE batch_turns IN ACCESS EXCLUSIVE MODE", sqlite: "SELECT 1"))
                    locked.continuation.finish()
                    release.wait()
                }
            }
            for await _ in locked.stream {}
            let begun = Mutex(0)
            try await withWorker(
                service,
                body: { _, _ in
                    begun.withLock { $0 += 1 }
                    return JobResult()
                }
            ) { shift in
                try await service.claimsWait()
                shift.drain()
                release.signal()
                try await lock.value
            }
            #expect(begun.withLock { $0 } == 0)
            let batch = try #require(try await service.status(id))
            #expect(batch.jobs.allSatisfy { $0.status == .pending && $0.retryCount == 0 })
            let held = try await service.database.value("SELECT count(*) FROM job_queue WHERE lease_token IS NOT NULL", as: Int.self)
            #expect(held == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a job that takes too long is interrupted and tried again`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var configuration = BatchWorker.Configuration.quick
            configuration.heartbeat = .milliseconds(20)
            configuration.timePerJob = .milliseconds(60)
            let gate = TestGate()
            let body: BatchWorker.Body = { job, _ in
                if job.attempt == 0 { try await gate.pass() }
                return JobResult()
            }
            try await withWorker(service, configuration, body: body) { _ in
                let batch = try await service.end(of: service.create(.urls(1)).batch.id)
                #expect(batch.status == .completed)
                #expect(batch.jobs[0].retryCount == 1)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a late job that cannot be interrupted fails, and its place is free again`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            let ended = Mutex(0)
            let body: BatchWorker.Body = { job, tell in
                guard job.sequence == 0 else { return JobResult(meetName: "Next") }
                // Deaf to cancellation.
                await Task { _ = try? await gate.pass() }.value
                tell(.progressed(.extracting, message: "Still here", share: nil))
                ended.withLock { $0 += 1 }
                return JobResult(meetName: "Late")
            }
            try await withWorker(service, .impatient, body: body) { shift in
                let batch = try await service.end(of: service.create(.urls(2)).batch.id)
                #expect(batch.status == .partial)
                #expect(batch.jobs.map(\.status) == [.failed, .completed])
                #expect(batch.jobs[0].errorCode == .timeout && batch.jobs[0].retryCount == 0)
                #expect(batch.jobs[0].errorMessage?.contains("could not be stopped") == true)
                while shift.running.count > 0 { await Task.yield() }
                #expect(ended.withLock { $0 } == 0)
                await gate.open()
                while ended.withLock({ $0 }) == 0 { await Task.yield() }
                #expect(try await service.status(batch.id) == batch)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker that stops hands back also a job that cannot be interrupted`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let gate = TestGate()
            let begun = TestGate()
            let body: BatchWorker.Body = { _, _ in
                await begun.open()
                await Task { _ = try? await gate.pass() }.value
                return JobResult(meetName: "Late")
            }
            let id = try await service.create(.urls(1)).batch.id
            var configuration = BatchWorker.Configuration.impatient
            configuration.timePerJob = .seconds(60)
            try await withWorker(service, configuration, body: body) { shift in
                try await begun.pass()
                shift.drain(for: .zero)
            }
            let job = try #require(try await service.status(id)).jobs[0]
            #expect(job.status == .pending && job.retryCount == 0)
            await gate.open()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a dead worker's jobs run elsewhere, and what it still says is refused`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let dead = service.queue(owner: "dead", lease: .milliseconds(300))
            let id = try await service.create(.urls(2)).batch.id
            let lost = try await dead.claim(2).jobs
            #expect(lost.count == 2)
            var configuration = BatchWorker.Configuration.quick
            configuration.poll = .milliseconds(50)
            try await withWorker(service, configuration, body: { _, _ in JobResult(meetName: "alive") }) { _ in
                let batch = try await service.end(of: id)
                #expect(batch.jobs.map(\.meetName) == ["alive", "alive"])
                #expect(batch.jobs.map(\.retryCount) == [1, 1])
                let refused = try await dead.report(lost.map { ($0.lease, .succeeded(JobResult(meetName: "dead"))) })
                #expect(refused == Set(lost.map(\.lease)))
                #expect(try await service.status(id) == batch)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a result that cannot be stored fails its job alone`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let body: BatchWorker.Body = { job, _ in
                var result = JobResult(meetName: "A meet")
                // A link to an extraction that does not exist breaks the table's rules.
                if job.sequence == 1 {
                    result.findings = [.init(position: 0, outcome: .found, extraction: UUID(), code: "AbCd1234", races: 1)]
                }
                return result
            }
            try await withWorker(service, body: body) { _ in
                let batch = try await service.end(of: service.create(.urls(3)).batch.id)
                #expect(batch.jobs.map(\.status) == [.completed, .failed, .completed])
                #expect(batch.jobs[1].errorCode == .internal)
            }
        }
    }
}

extension BatchService {
    /// Returns once somebody waits for a transaction that holds what claims need.
    fileprivate func claimsWait() async throws {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(20) {
            let waiting =
                switch database.dialect {
                case .sqlite: database.statistics.waiting
                case .postgres: try await database.value("SELECT count(*) FROM pg_locks WHERE NOT granted", as: Int.self) ?? 0
                }
            if waiting > 0 { return }
            await Task.yield()
        }
        Issue.record("no claim waits")
    }
}
