import Synchronization

/// Kills a reader that takes too long, over a page or over the document.
final class Watchdog: Sendable {
    private struct State {
        var pageEnd: ContinuousClock.Instant
        var hasBitten = false
    }

    private let timePerPage: Duration
    private let documentEnd: ContinuousClock.Instant
    private let state: Mutex<State>

    init(timePerPage: Duration, documentEnd: ContinuousClock.Instant) {
        self.timePerPage = timePerPage
        self.documentEnd = documentEnd
        state = Mutex(State(pageEnd: .now + timePerPage))
    }

    /// Whether it has killed the reader.
    var hasBitten: Bool { state.withLock { $0.hasBitten } }

    /// A page is done; the next one has all of its time.
    func pageIsDone() { state.withLock { $0.pageEnd = .now + timePerPage } }

    /// Runs `body`; kills `process` when a page or the document is not done in time.
    func watch<Value: Sendable>(_ process: ReaderProcess, while body: @Sendable () async -> Value) async -> Value {
        async let _: Void = {
            while !Task.isCancelled {
                let end = state.withLock { min($0.pageEnd, documentEnd) }
                guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
                let isLate = state.withLock { state in
                    state.hasBitten = min(state.pageEnd, documentEnd) <= .now
                    return state.hasBitten
                }
                if isLate { return process.kill() }
            }
        }()
        let value = await body()
        return value  // leaving the scope cancels the task above
    }
}
