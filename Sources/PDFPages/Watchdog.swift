import Synchronization

/// Kills a reader that takes too long, over a page or over the document.
final class Watchdog: Sendable {
    private struct State {
        var end: ContinuousClock.Instant
        var hasBitten = false
    }

    private let timePerPage: Duration
    private let documentEnd: ContinuousClock.Instant
    private let state: Mutex<State>

    init(timePerPage: Duration, documentEnd: ContinuousClock.Instant) {
        self.timePerPage = timePerPage
        self.documentEnd = documentEnd
        state = Mutex(State(end: documentEnd))
    }

    /// Whether it has killed the reader.
    var hasBitten: Bool { state.withLock { $0.hasBitten } }

    /// A page begins, and has all of its time. Until the first one, only the document's time counts.
    func pageBegins() { state.withLock { $0.end = min(.now + timePerPage, documentEnd) } }

    /// Runs `body`; kills `process` when a page or the document is not done in time.
    func watch<Value: Sendable>(_ process: ReaderProcess, while body: @Sendable () async -> Value) async -> Value {
        async let _: Void = {
            while !Task.isCancelled {
                let end = state.withLock { $0.end }
                guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
                // On a machine that has too much to do the answer may be here and nobody has looked at it yet.
                guard (try? await Task.sleep(for: timePerPage / 8)) != nil else { return }
                let isLate = state.withLock { state in
                    state.hasBitten = state.end <= end
                    return state.hasBitten
                }
                if isLate { return process.kill() }
            }
        }()
        let value = await body()
        return value  // leaving the scope cancels the task above
    }
}
