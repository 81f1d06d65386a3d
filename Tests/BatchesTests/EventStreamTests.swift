import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import Batches

@Suite struct EventStreamTests {
    /// Runs `body` with the hub that streams need, which is stopped afterwards.
    private func withHub(_ service: BatchService, _ body: () async throws -> Void) async throws {
        let hub = Task { try await service.hub.run() }
        do {
            try await body()
        } catch {
            hub.cancel()
            _ = await hub.result
            throw error
        }
        hub.cancel()
        _ = await hub.result
    }

    @Test(arguments: TestBackend.allCases)
    func `a stream opened before the work tells of all of it, in order, and ends`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withHub(service) {
                let id = try await service.create(.urls(5)).batch.id
                let events = Task { try await service.allEvents(of: id) }
                try await withWorker(service, body: { _, _ in JobResult() }) { _ in
                    let told = try await events.value
                    #expect(told.map(\.id) == Array(1...12))
                    #expect(told.first?.kind == .batchStarted)
                    #expect(told.last?.kind == .batchCompleted)
                    #expect(told.map(\.isFinal) == Array(repeating: false, count: 11) + [true])
                }
                #expect(service.hub.streams == 0)
                let hasEnded = if case .ended = try await service.events(id, after: 12) { true } else { false }
                #expect(hasEnded)
                #expect(try await service.allEvents(of: id, after: 10).map(\.id) == [11, 12])
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a client that comes back a thousand times misses and repeats nothing`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withHub(service) {
                let gate = TestGate()
                let body: BatchWorker.Body = { job, tell in
                    try await gate.pass()
                    for step in 1...40 {
                        tell(.progressed(.extracting, message: "Step \(step)", share: Double(step) / 40))
                        await Task.yield()
                    }
                    return JobResult()
                }
                try await withWorker(service, body: body) { _ in
                    let id = try await service.create(.urls(15)).batch.id
                    await gate.open()
                    var cursor: Int?
                    var seen: [BatchEvent] = []
                    var visits = 0
                    coming: while true {
                        guard case .stream(let stream) = try await service.events(id, after: cursor) else { break }
                        visits += 1
                        var left = visits % 3  // leaves at once, or after one or two events
                        for try await event in stream {
                            seen.append(event)
                            cursor = event.id
                            if event.isFinal { break coming }
                            left -= 1
                            if left <= 0 { break }
                        }
                    }
                    #expect(seen.map(\.id) == Array(1...seen.count))
                    // Whoever has seen it all comes back as often, and gets the same.
                    while visits < 1000 {
                        visits += 1
                        let from = visits % seen.count
                        guard case .stream(let stream) = try await service.events(id, after: from) else { continue }
                        for try await event in stream {
                            #expect(event.id == seen[from].id && event.kind == seen[from].kind && event.jobID == seen[from].jobID)
                            break
                        }
                    }
                    let again = try await service.allEvents(of: id)
                    #expect(again.map(\.id) == seen.map(\.id) && again.map(\.kind) == seen.map(\.kind))
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `many clients see the same events, on whatever node they are`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withHub(service) {
                let id = try await service.create(.urls(8)).batch.id
                let streams = (0..<30).map { _ in Task { try await service.allEvents(of: id) } }
                try await withWorker(service, body: { _, _ in JobResult() }) { _ in
                    for stream in streams {
                        let events = try await stream.value
                        #expect(events.map(\.id) == Array(1...18))
                    }
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a cursor of no use gets the whole batch instead`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withHub(service) {
                let id = try await service.create(.urls(2)).batch.id
                let queue = service.queue(owner: "a", lease: .seconds(60))
                let jobs = try await queue.begin(2)
                guard case .stream(let stream) = try await service.events(id, after: 999) else { throw BatchError.noBatch }
                var iterator = stream.makeAsyncIterator()
                let reset = try #require(try await iterator.next())
                #expect(reset.kind == .reset && reset.id == 3 && !reset.isFinal)
                #expect(reset.snapshot?.status == .processing)
                _ = try await queue.report([(jobs[0].lease, .succeeded(JobResult()))])
                let next = try await iterator.next()
                #expect(next?.id == 4)

                try await service.database.execute("DELETE FROM batch_events WHERE batch_id = \(id) AND id <= 2")
                _ = try await queue.report([(jobs[1].lease, .succeeded(JobResult()))])
                let late = try await service.allEvents(of: id, after: 1)
                #expect(late.map(\.kind) == [.reset])
                #expect(late[0].isFinal && late[0].snapshot?.status == .completed)
                #expect(try await service.allEvents(of: id, after: 2).map(\.id) == [3, 4, 5, 6])
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a stream goes on where a batch is tried again, and ends when it is withdrawn`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withHub(service) {
                let id = try await service.create(.urls(1)).batch.id
                let queue = service.queue(owner: "a", lease: .seconds(60))
                var job = try #require(try await queue.claim(1).jobs.first)
                let failure = JobFailure(code: .http, isTransient: false, message: "gone")
                _ = try await queue.report([(job.lease, .failed(failure, pause: .zero))])
                _ = try await service.retry(id)
                let stream = Task { try await service.allEvents(of: id) }
                job = try #require(try await queue.claim(1).jobs.first)
                while service.hub.streams == 0 { await Task.yield() }
                try await service.delete(id)
                let kinds = try await stream.value.map(\.kind)
                #expect(kinds.starts(with: [.batchStarted, .jobStarted, .jobFailed, .batchCompleted, .jobRetrying]) || kinds.isEmpty)
                await #expect(throws: BatchError(.notFound, "")) { _ = try await service.events(id, after: nil) }
            }
        }
    }

    @Test func `when the server stops its streams end`() async throws {
        try await TestBackend.sqlite.withService { service in
            let hub = Task { try await service.hub.run() }
            let id = try await service.create(.urls(1)).batch.id
            let stream = Task { try await service.allEvents(of: id) }
            while service.hub.streams == 0 { await Task.yield() }
            hub.cancel()
            #expect(try await stream.value.isEmpty)
        }
    }

    @Test func `a client that goes away leaves nothing behind`() async throws {
        try await TestBackend.sqlite.withService { service in
            try await withHub(service) {
                let id = try await service.create(.urls(1)).batch.id
                let stream = Task { try await service.allEvents(of: id) }
                while service.hub.streams == 0 { await Task.yield() }
                stream.cancel()
                await #expect(throws: (any Error).self) { try await stream.value }
                while service.hub.streams > 0 { await Task.yield() }
            }
        }
    }
}
