import Foundation
import Synchronization
import Testing

@testable import Database

@Suite struct SubscriberListTests {
    /// What the threads of a test tell each other.
    private final class Progress: Sendable {
        private let state = Mutex((told: 0, isLeft: false, isOver: false))

        /// How many listeners have heard something.
        var told: Int {
            get { state.withLock(\.told) }
            set { state.withLock { $0.told = newValue } }
        }
        var isLeft: Bool { state.withLock(\.isLeft) }
        var isOver: Bool { state.withLock(\.isOver) }

        func tell() { state.withLock { $0.told += 1 } }
        func leave() { state.withLock { $0.isLeft = true } }
        func end() { state.withLock { $0.isOver = true } }
    }

    @Test func `those who leave and those who tell do not wait for each other for ever`() async throws {
        let (list, progress) = (SubscriberList(), Progress())
        // On threads of their own: should they wait for each other, the test is there to say so.
        Thread.detachNewThread {
            while !progress.isLeft { list.deliver(.message("news"), on: "jobs") }
            progress.end()
        }
        Thread.detachNewThread {
            for _ in 0..<100 {
                progress.told = 0
                let listeners = (0..<50).map { _ in Self.listener(to: list, progress) }
                // All have heard something and wait for more, as a worker does when it is stopped.
                while progress.told < listeners.count { Thread.sleep(forTimeInterval: 0.001) }
                for listener in listeners { listener.cancel() }
            }
            progress.leave()
        }
        let start = ContinuousClock.now
        while !progress.isOver, ContinuousClock.now - start < .seconds(30) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(progress.isOver, "they wait for each other")
    }

    private static func listener(to list: SubscriberList, _ progress: Progress) -> Task<Void, Never> {
        let notices = list.add(to: "jobs", buffer: 8) { false }
        return Task {
            var hasHeard = false
            for await _ in notices where !hasHeard {
                hasHeard = true
                progress.tell()
            }
        }
    }
}
