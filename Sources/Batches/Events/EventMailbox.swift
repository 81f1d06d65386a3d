import Synchronization

/// Where the hub leaves events for one reader.
///
/// While the reader waits, and its sink is ready, the sink gets them at once: nobody is woken for them.
///
/// It takes only what follows on what came before; after a gap the reader has to look at the table. It holds 256 events or a
/// mebibyte at most: under pressure it keeps only the latest progress of each job, and when that is not enough the reader is too
/// slow and is let go.
final class EventMailbox: Sendable {
    enum Delivery: Sendable {
        case events([BatchEvent])
        /// There may be events in the table that did not come by mail: after this one, which is the last that reader or sink got.
        case look(after: Int)
        /// The reader is too slow, the server stops, or the stream is given up.
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

    private let sink: (any EventSink)?
    private let state: Mutex<State>

    /// - Parameter cursor: the last event that the reader has.
    init(after cursor: Int, sink: (any EventSink)? = nil) {
        self.sink = sink
        state = Mutex(State(lastID: cursor))
    }

    /// Where messages are to be delivered; nil when it does not matter.
    var lane: (any EventLane)? { sink?.lane }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    /// Whether its reader waits for something.
    var isAwaited: Bool { state.withLock { $0.waiter != nil } }

    func deliver(_ message: EventMessage) {
        // Both out of the lock, which whoever is closed by sending asks for again.
        let isReady = sink?.isReady ?? false
        let (direct, waiter) = state.withLock { state -> (ArraySlice<BatchEvent>, CheckedContinuation<Void, Never>?) in
            guard !state.isClosed else { return ([], nil) }
            let new = Self.following(state.lastID, in: message.events)
            let reached = new.last?.id ?? state.lastID
            let isComplete = message.lastID <= reached
            state.lastID = reached
            if isComplete, isReady, state.waiter != nil, !Self.hasNews(state), !new.contains(where: \.isFinal) { return (new, nil) }
            state.events += new
            state.bytes += new.reduce(0) { $0 + $1.data.utf8.count }
            if !isComplete { state.mustLook = true }
            Self.relieve(&state)
            return ([], Self.hasNews(state) ? state.waiter.take() : nil)
        }
        if !direct.isEmpty { sink?.send(direct) }
        waiter?.resume()
    }

    /// Those that come right after the event `id`, up to the first that is missing.
    private static func following(_ id: Int, in events: [BatchEvent]) -> ArraySlice<BatchEvent> {
        guard let start = events.firstIndex(where: { $0.id > id }) else { return [] }
        var (end, next) = (start, id + 1)
        while end < events.endIndex, events[end].id == next { (end, next) = (end + 1, next + 1) }
        return events[start..<end]
    }

    private static func hasNews(_ state: State) -> Bool { !state.events.isEmpty || state.mustLook || state.isClosed }

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
                return state.mustLook ? .look(after: state.lastID) : nil
            }
            if let delivery { return delivery }
            await wait()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if Self.hasNews(state) || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }

    private func wakeAfter(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            return Self.hasNews(state) ? state.waiter.take() : nil
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
