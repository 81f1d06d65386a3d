/// Reads one batch's events for one client: first those in the table, then those that come.
///
/// It subscribes before it reads the table, and then passes over what it has already: so nothing is missed and nothing comes twice.
final class EventReader {
    private let batch: BatchID
    private let hub: BatchEventHub
    let mailbox: EventMailbox
    private let subscription: Int
    private var cursor: Int
    private var events: ArraySlice<BatchEvent> = []
    private var mustLook = true
    private var hasEnded = false

    init(batch: BatchID, after cursor: Int, sink: (any EventSink)?, hub: BatchEventHub) {
        self.batch = batch
        self.cursor = cursor
        self.hub = hub
        mailbox = EventMailbox(after: cursor, sink: sink)
        subscription = hub.add(mailbox, for: batch)
    }

    deinit { hub.remove(subscription, for: batch) }

    nonisolated(nonsending) func next() async throws -> BatchEvent? {
        while true {
            if let event = events.popFirst() {
                cursor = event.id
                hasEnded = event.isFinal
                return event
            }
            if hasEnded { return nil }
            if mustLook {
                // Whoever is let go comes again, and goes on from there.
                if mailbox.isClosed { return nil }
                try await look()
            } else {
                switch try await mailbox.next() {
                case .events(let new): events = new.filter { $0.id > cursor }[...]
                case .look(let last): (cursor, mustLook) = (last, true)
                case .closed: hasEnded = true
                }
            }
        }
    }

    private nonisolated(nonsending) func look() async throws {
        let page = try await hub.pages.page(of: batch, after: cursor)
        guard let page else {
            hasEnded = true
            return
        }
        events = page.events[...]
        mustLook = !page.isLast
        if let last = page.events.last {
            if last.kind == .reset { mailbox.restart(at: last.id) } else { mailbox.advance(to: last.id) }
        } else if page.isOver {
            hasEnded = true
        }
    }
}
