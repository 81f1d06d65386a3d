import Database

/// Reads one batch's events for one client: first those in the table, then those that come.
///
/// It subscribes before it reads the table, and then passes over what it has already: so nothing is missed and nothing comes twice.
final class EventReader {
    private let batch: BatchID
    private let database: SQLDatabase
    private let hub: BatchEventHub
    private let mailbox: EventMailbox
    private let subscription: Int
    private var cursor: Int
    private var events: ArraySlice<BatchEvent> = []
    private var mustLook = true
    private var hasEnded = false

    init(batch: BatchID, after cursor: Int, database: SQLDatabase, hub: BatchEventHub) {
        self.batch = batch
        self.cursor = cursor
        self.database = database
        self.hub = hub
        mailbox = EventMailbox(after: cursor)
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
                try await look()
            } else {
                switch try await mailbox.next() {
                case .events(let new): events = new.filter { $0.id > cursor }[...]
                case .look: mustLook = true
                case .closed: hasEnded = true
                }
            }
        }
    }

    private nonisolated(nonsending) func look() async throws {
        let page = try await EventPage.read(batch, after: cursor, database)
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
