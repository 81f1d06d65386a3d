import Synchronization
import Testing

@testable import Downloads

@Suite struct HostGateTests {
    private let time = TestTime()

    private final class TestTime: Sendable {
        private let value = Mutex(Duration.zero)
        var now: Duration { value.withLock { $0 } }
        func pass(_ duration: Duration) { value.withLock { $0 += duration } }
    }

    private final class Order: Sendable {
        private let value = Mutex<[Int]>([])
        var numbers: [Int] { value.withLock { $0 } }
        func add(_ number: Int) { value.withLock { $0.append(number) } }
    }

    private func gate(limit: Int = 1) -> HostGate {
        HostGate(limit: limit, time: { [time] in time.now })
    }

    private let host = WebHost.address(.v4(1))
    private let other = WebHost.address(.v4(2))

    @Test func `who comes first is served first, and hosts do not wait for each other`() async throws {
        let gate = gate()
        try await gate.enter(host)
        try await gate.enter(other)
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask { [host] in
                    try await gate.enter(host)
                    order.add(number)
                    await gate.leave(host)
                }
                while await gate.waiting(for: host) <= number { await Task.yield() }
            }
            await gate.leave(host)
            try await group.waitForAll()
        }
        #expect(order.numbers == [0, 1, 2, 3, 4])
    }

    @Test func `who gives up leaves the queue, and the place goes to the next`() async throws {
        let gate = gate()
        try await gate.enter(host)
        let first = Task { [host] in try await gate.enter(host) }
        while await gate.waiting(for: host) < 1 { await Task.yield() }
        let second = Task { [host] in try await gate.enter(host) }
        while await gate.waiting(for: host) < 2 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await gate.leave(host)
        try await second.value
        #expect(await gate.waiting(for: host) == 0)
    }

    @Test func `who is cancelled already does not wait`() async throws {
        let gate = gate()
        try await gate.enter(host)
        let task = Task { [host] in
            while !Task.isCancelled { await Task.yield() }
            try await gate.enter(host)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a pause sends away who waits and who comes, until it is over`() async throws {
        let gate = gate()
        try await gate.enter(host)
        let waiting = Task { [host] in try await gate.enter(host) }
        while await gate.waiting(for: host) < 1 { await Task.yield() }
        await gate.pause(host, for: .seconds(60))
        let error = await #expect(throws: DownloadError.self) { try await waiting.value }
        #expect(error?.retryAfter == .seconds(60) && error?.isTransient == true)
        await gate.leave(host)
        time.pass(.seconds(45))
        let later = await #expect(throws: DownloadError.self) { try await gate.enter(host) }
        #expect(later?.retryAfter == .seconds(15))
        try await gate.enter(other)
        time.pass(.seconds(15))
        try await gate.enter(host)
    }
}
