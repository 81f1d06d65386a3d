import Synchronization

/// Lets so many tasks in at a time. The others wait in the order in which they came, each for a limited time.
final class AdmissionGate: Sendable {
    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Result<Void, DatabaseError>, Never>
        var timer: Task<Void, Never>?
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        var nextID = 0
        var timedOut = 0
        var isClosed = false
        /// Waits until all have left.
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    let limit: Int
    private let timeout: Duration
    private let clock: any Clock<Duration>
    private let state: Mutex<State>

    init(limit: Int, timeout: Duration, clock: any Clock<Duration>) {
        self.limit = limit
        self.timeout = timeout
        self.clock = clock
        state = Mutex(State(free: limit))
    }

    var counts: (inUse: Int, waiting: Int, timedOut: Int) {
        state.withLock { (limit - $0.free, $0.waiters.count, $0.timedOut) }
    }

    /// Each successful call must be followed by one of ``leave()``.
    func enter() async throws(DatabaseError) {
        enum Answer { case entered, refused, waits(Int) }
        let answer: Answer = state.withLock { state in
            if state.isClosed { return .refused }
            if state.free > 0 {
                state.free -= 1
                return .entered
            }
            state.nextID += 1
            return .waits(state.nextID)
        }
        switch answer {
        case .entered: return
        case .refused: throw .closed
        case .waits(let id): try await wait(id).get()
        }
    }

    func leave() {
        let (next, closing): (Waiter?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
            state.free += 1
            guard state.isClosed, state.free == limit else { return (nil, []) }
            defer { state.closing = [] }
            return (nil, state.closing)
        }
        next?.timer?.cancel()
        next?.continuation.resume(returning: .success(()))
        for continuation in closing { continuation.resume() }
    }

    /// Those who wait and those who come are refused. Returns when the last of those inside has left.
    func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters {
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: .failure(.closed))
        }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.free < limit { state.closing.append(continuation) }
                return state.free == limit
            }
            if isEmpty { continuation.resume() }
        }
    }

    private func wait(_ id: Int) async -> Result<Void, DatabaseError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let timer = Task { [clock, timeout] in
                    guard (try? await clock.sleep(for: timeout)) != nil else { return }
                    self.refuse(id, DatabaseError(.acquireTimedOut, "No database connection became free in time."))
                }
                let immediate: Result<Void, DatabaseError>? = state.withLock { state in
                    if state.isClosed { return .failure(.closed) }
                    if state.free > 0, state.waiters.isEmpty {
                        state.free -= 1
                        return .success(())
                    }
                    state.waiters.append(Waiter(id: id, continuation: continuation, timer: timer))
                    return nil
                }
                if let immediate {
                    timer.cancel()
                    continuation.resume(returning: immediate)
                } else if Task.isCancelled {
                    refuse(id, .cancelled)
                }
            }
        } onCancel: {
            refuse(id, .cancelled)
        }
    }

    private func refuse(_ id: Int, _ error: DatabaseError) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            if error.code == .acquireTimedOut { state.timedOut += 1 }
            return state.waiters.remove(at: index)
        }
        waiter?.timer?.cancel()
        waiter?.continuation.resume(returning: .failure(error))
    }
}
