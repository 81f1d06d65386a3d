import Synchronization

/// Who listens to what in this process.
final class SubscriberList: Sendable {
    private final class Subscriber: Sendable {
        let continuation: AsyncStream<SQLNotice>.Continuation
        /// Free places of its buffer when it last got something; there are more once it has read.
        private let places: Mutex<Int>

        init(_ continuation: AsyncStream<SQLNotice>.Continuation, places: Int) {
            self.continuation = continuation
            self.places = Mutex(places)
        }

        /// A reader that is too slow gets `lookAgain` as the last thing its buffer has room for, in place of a message. What comes
        /// while that stands there unread finds no room and needs none: it was committed before the reader will look.
        ///
        /// Not to be called with the list's lock once the reader may wait: resuming it takes its task's lock, which whoever cancels it holds
        /// when it asks for that of the list.
        func yield(_ notice: SQLNotice) {
            places.withLock { places in
                switch continuation.yield(places > 1 ? notice : .lookAgain) {
                case .enqueued(let remaining): places = remaining
                default: break
                }
            }
        }
    }

    private struct State {
        var subscribers: [SQLChannel: [Int: Subscriber]] = [:]
        var nextID = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// `isListening` says whether messages on the channel arrive already; if so the stream begins at once.
    func add(to channel: SQLChannel, buffer: Int, isListening: @Sendable () -> Bool) -> AsyncStream<SQLNotice> {
        let places = max(8, buffer) + 1
        let (stream, continuation) = AsyncStream.makeStream(of: SQLNotice.self, bufferingPolicy: .bufferingOldest(places))
        let id: Int? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            let subscriber = Subscriber(continuation, places: places)
            if isListening() { subscriber.yield(.lookAgain) }
            state.subscribers[channel, default: [:]][state.nextID] = subscriber
            return state.nextID
        }
        if let id {
            continuation.onTermination = { [weak self] _ in self?.remove(id, from: channel) }
        } else {
            continuation.finish()
        }
        return stream
    }

    /// Notices come to each in the order in which they are delivered; whoever delivers does so one after the other.
    func deliver(_ notice: SQLNotice, on channel: SQLChannel) {
        let subscribers = state.withLock { $0.subscribers[channel].map { Array($0.values) } ?? [] }
        for subscriber in subscribers { subscriber.yield(notice) }
    }

    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.subscribers = [:] }
            return state.subscribers.values.flatMap(\.values)
        }
        for subscriber in all { subscriber.continuation.finish() }
    }

    private func remove(_ id: Int, from channel: SQLChannel) {
        let removed = state.withLock { $0.subscribers[channel]?.removeValue(forKey: id) }
        _ = removed  // let go of outside the lock
    }
}
