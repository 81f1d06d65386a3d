import Database
import DatabaseTesting
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Batches

/// What two ways of a stream bring together: a sink's and a reader's.
private final class Gathering: EventSink {
    let lane: any EventLane = QueueLane()
    private let isAble: @Sendable () -> Bool
    private let state = Mutex<(ids: [Int], direct: Int)>(([], 0))

    init(isAble: @escaping @Sendable () -> Bool) { self.isAble = isAble }

    var isReady: Bool { isAble() }
    var ids: [Int] { state.withLock { $0.ids } }
    /// How many of them the reader was not asked about.
    var direct: Int { state.withLock { $0.direct } }

    func send(_ events: ArraySlice<BatchEvent>) {
        state.withLock { $0 = ($0.ids + events.map(\.id), $0.direct + events.count) }
    }

    /// In the lane, as whoever reads for a connection does.
    func read(_ event: BatchEvent) async {
        await withCheckedContinuation { done in
            lane.run { [self] in
                state.withLock { $0.ids.append(event.id) }
                done.resume()
            }
        }
    }

    /// Waits for what is in the lane already.
    func settle() async { await withCheckedContinuation { done in lane.run { done.resume() } } }
}

private final class QueueLane: EventLane {
    private let queue = DispatchQueue(label: "lane")

    func run(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }
}

@Suite struct EventSinkTests {
    private let batch = BatchID(UUID())

    private func message(_ ids: ClosedRange<Int>, isFinal: Bool = false) -> EventMessage? {
        let lines = ids.map { "\n\($0) job_progress - \(isFinal && $0 == ids.upperBound ? 1 : 0) {}" }
        return EventMessage("\(batch.text) \(ids.upperBound)\(lines.joined())")
    }

    /// A mailbox whose reader waits until the task is cancelled, and notes what it got.
    private func withWaitingReader(
        _ sink: Gathering, after cursor: Int,
        _ body: (EventMailbox, Task<[EventMailbox.Delivery], Never>) async throws -> Void
    ) async throws {
        let mailbox = EventMailbox(after: cursor, sink: sink)
        let reader = Task { [mailbox] in (try? await mailbox.next()).map { [$0] } ?? [] }
        while !mailbox.isAwaited { await Task.yield() }
        try await body(mailbox, reader)
        reader.cancel()
        _ = await reader.value
    }

    @Test func `a ready sink gets what follows, and only that, while the reader waits on`() async throws {
        let sink = Gathering { true }
        try await withWaitingReader(sink, after: 4) { mailbox, reader in
            mailbox.deliver(try #require(message(3...5)))
            mailbox.deliver(try #require(message(5...7)))
            #expect(sink.ids == [5, 6, 7])
            #expect(mailbox.isAwaited)
            mailbox.deliver(try #require(message(9...9)))
            let look = try #require(await reader.value.first)
            guard case .look(after: 7) = look else {
                Issue.record("the reader got \(look)")
                return
            }
            #expect(sink.ids == [5, 6, 7])
        }
    }

    @Test func `what a sink is not ready for is the reader's, and so is all until it waits again`() async throws {
        let isAble = Mutable(false)
        let sink = Gathering { isAble.value }
        try await withWaitingReader(sink, after: 0) { mailbox, reader in
            mailbox.deliver(try #require(message(1...1)))
            isAble.value = true
            mailbox.deliver(try #require(message(2...2)))
            guard case .events(let events)? = await reader.value.first else {
                Issue.record("the reader got nothing")
                return
            }
            var ids = events.map(\.id)
            if ids.count < 2, case .events(let more) = try await mailbox.next() { ids += more.map(\.id) }
            #expect(ids == [1, 2])
            #expect(sink.ids.isEmpty)
        }
    }

    @Test func `the last event is the reader's`() async throws {
        let sink = Gathering { true }
        try await withWaitingReader(sink, after: 0) { mailbox, reader in
            mailbox.deliver(try #require(message(1...2, isFinal: true)))
            guard case .events(let events)? = await reader.value.first else {
                Issue.record("the reader got nothing")
                return
            }
            #expect(events.map(\.id) == [1, 2] && sink.ids.isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `sink and reader together miss and repeat nothing, however often they change`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let hub = Task { try await service.hub.run() }
            let body: BatchWorker.Body = { _, tell in
                for step in 1...40 {
                    tell(.progressed(.extracting, message: "Step \(step)", share: Double(step) / 40))
                    await Task.yield()
                }
                return JobResult()
            }
            let id = try await service.create(.urls(15)).batch.id
            let sinks = (0..<10).map { number in
                let asked = Mutex(number)
                return Gathering {
                    asked.withLock { count in
                        count += 1
                        return number == 0 || count % 5 > 1
                    }
                }
            }
            let streams = sinks.map { sink in
                Task {
                    guard case .stream(let stream) = try await service.events(id, after: nil) else { return }
                    var events = stream.makeAsyncIterator(beside: sink)
                    while let event = try await events.next() { await sink.read(event) }
                    await sink.settle()
                }
            }
            while service.hub.streams < sinks.count { await Task.yield() }
            try await withWorker(service, body: body) { _ in
                for stream in streams { try await stream.value }
            }
            let all = try await service.allEvents(of: id).map(\.id)
            hub.cancel()
            _ = await hub.result
            for sink in sinks { #expect(sink.ids == all) }
            #expect(sinks.contains { $0.direct > 0 })
        }
    }

    @Test func `a stream that is told to stop ends, and is forgotten`() async throws {
        try await TestBackend.sqlite.withService { service in
            let hub = Task { try await service.hub.run() }
            let id = try await service.create(.urls(1)).batch.id
            guard case .stream(let stream) = try await service.events(id, after: nil) else { throw BatchError.noBatch }
            do {
                var events = stream.makeAsyncIterator(beside: Gathering { true })
                let stop = events.stop
                let end = Task { [service] in
                    while service.hub.streams == 0 { await Task.yield() }
                    stop()
                }
                #expect(try await events.next() == nil)
                await end.value
            }
            #expect(service.hub.streams == 0)
            hub.cancel()
            _ = await hub.result
        }
    }

    @Test func `an event that nobody was told of is found by looking now and then`() async throws {
        try await TestBackend.sqlite.withService { service in
            let hub = Task { try await service.hub.run() }
            let id = try await service.create(.urls(1)).batch.id
            func store(_ event: Int) async throws {
                try await service.database.transaction { connection in
                    try connection.run("INSERT INTO batch_events (batch_id, id, type, data) VALUES (\(id), \(event), 'job_retrying', '{}')")
                    try connection.run("UPDATE processing_batches SET last_event_id = \(event) WHERE id = \(id)")
                }
            }
            try await store(1)
            guard case .stream(let stream) = try await service.events(id, after: nil) else { throw BatchError.noBatch }
            var events = stream.makeAsyncIterator()
            #expect(try await events.next()?.id == 1)
            try await store(2)
            #expect(try await events.next()?.id == 2)
            hub.cancel()
            _ = await hub.result
        }
    }
}

/// A value that a test changes while others look.
private final class Mutable<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}
