import Synchronization

/// Where the hub leaves events for one reader.
///
/// It takes only what follows on what came before; after a gap the reader has to look at the table. It holds 256 events or a
/// mebibyte at most: under pressure it keeps only the latest progress of each job, and when that is not enough the reader is too
/// slow and is let go.
final class EventMailbox: Sendable {
    enum Delivery: Sendable {
        case events([BatchEvent])
        /// There may be events in the table that did not come by mail.
        case look
        /// The reader is too slow, or the server stops.
        case closed
    }

    private struct State {
        var lastID: Int
        var events: [BatchEvent] = []
        var bytes = 0
        var mustLook = false
        var isClosed = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    static let mostEvents = 256
    static let mostBytes = 1 << 20

    private let state: Mutex<State>

    /// - Parameter cursor: the last event that the reader has.
    init(after cursor: Int) { state = Mutex(State(lastID: cursor)) }

    func deliver(_ message: EventMessage) {
        wakeAfter { state in
            guard !state.isClosed else { return }
            for event in message.events where event.id > state.lastID {
                guard event.id == state.lastID + 1 else {
                    state.mustLook = true
                    return
                }
                state.lastID = event.id
                state.events.append(event)
                state.bytes += event.data.utf8.count
            }
            if message.lastID > state.lastID { state.mustLook = true }
            Self.relieve(&state)
        }
    }

    /// Whatever is in the table up to `id` is known to be there.
    func announce(_ id: Int) { wakeAfter { if id > $0.lastID { $0.mustLook = true } } }

    func look() { wakeAfter { $0.mustLook = true } }

    func close() { wakeAfter { $0.isClosed = true } }

    /// The reader has read the table up to `id`.
    func advance(to id: Int) {
        state.withLock { state in
            guard id > state.lastID else { return }
            state.lastID = id
            state.events = []
            state.bytes = 0
        }
    }

    /// The reader begins anew at `id`, wherever it was.
    func restart(at id: Int) {
        state.withLock { state in
            (state.lastID, state.events, state.bytes, state.mustLook) = (id, [], 0, true)
        }
    }

    /// Waits for something to be delivered. To be called by one task at a time.
    func next() async throws -> Delivery {
        while true {
            try Task.checkCancellation()
            let delivery: Delivery? = state.withLock { state in
                if !state.events.isEmpty {
                    defer { (state.events, state.bytes) = ([], 0) }
                    return .events(state.events)
                }
                if state.isClosed { return .closed }
                defer { state.mustLook = false }
                return state.mustLook ? .look : nil
            }
            if let delivery { return delivery }
            await wait()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.events.isEmpty || state.mustLook || state.isClosed || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            wakeAfter { _ in }
        }
    }

    private func wakeAfter(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    private static func relieve(_ state: inout State) {
        guard state.events.count > mostEvents / 2 || state.bytes > mostBytes / 2 else { return }
        var seen: Set<JobID> = []
        state.events = state.events.reversed().filter { event in
            guard event.kind == .jobProgress, let job = event.jobID else { return true }
            return seen.insert(job).inserted
        }.reversed()
        state.bytes = state.events.reduce(0) { $0 + $1.data.utf8.count }
        guard state.events.count > mostEvents || state.bytes > mostBytes else { return }
        (state.events, state.bytes, state.isClosed) = ([], 0, true)
    }
}
