import Database
import Logging
import ServiceLifecycle
import Synchronization

/// Hands what the database tells of events to the streams of this process.
///
/// It has one subscription for all of them, and every two seconds asks once for all of them whether something was missed. What comes is
/// handed over lane by lane, once for all streams of a batch there.
package final class BatchEventHub: Service {
    private struct State {
        var batches: [BatchID: [Group]] = [:]
        var nextID = 0
        var isClosed = false
    }

    /// The streams of one batch in one lane.
    private struct Group {
        var lane: (any EventLane)?
        var mailboxes: [Int: EventMailbox]

        func deliver(_ message: EventMessage) {
            if let lane {
                lane.run { [mailboxes] in for mailbox in mailboxes.values { mailbox.deliver(message) } }
            } else {
                for mailbox in mailboxes.values { mailbox.deliver(message) }
            }
        }
    }

    let pages: EventPages
    private let database: SQLDatabase
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let state = Mutex(State())

    private static let poll = Duration.seconds(2)

    init(database: SQLDatabase, clock: any Clock<Duration>, logger: Logger) {
        self.database = database
        pages = EventPages(database: database)
        self.clock = clock
        self.logger = logger
    }

    /// Runs until the task is cancelled or the server shuts down; then the streams end. Streams give nothing new unless it runs.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await self.listen() } }
            group.addTask { await cancelWhenGracefulShutdown { await self.lookNowAndThen() } }
        }
        close()
    }

    /// How many streams are open.
    package var streams: Int { state.withLock { $0.batches.values.joined().reduce(0) { $0 + $1.mailboxes.count } } }

    func add(_ mailbox: EventMailbox, for batch: BatchID) -> Int {
        let (id, isClosed) = state.withLock { state in
            state.nextID += 1
            if !state.isClosed { Self.add(mailbox, as: state.nextID, to: &state.batches[batch, default: []]) }
            return (state.nextID, state.isClosed)
        }
        if isClosed { mailbox.close() }
        return id
    }

    private static func add(_ mailbox: EventMailbox, as id: Int, to groups: inout [Group]) {
        let lane = mailbox.lane
        if let place = groups.firstIndex(where: { $0.lane === lane }) {
            groups[place].mailboxes[id] = mailbox
        } else {
            groups.append(Group(lane: lane, mailboxes: [id: mailbox]))
        }
    }

    func remove(_ id: Int, for batch: BatchID) {
        let removed = state.withLock { state -> EventMailbox? in
            guard let place = state.batches[batch]?.firstIndex(where: { $0.mailboxes[id] != nil }) else { return nil }
            let removed = state.batches[batch]?[place].mailboxes.removeValue(forKey: id)
            if state.batches[batch]?[place].mailboxes.isEmpty == true { state.batches[batch]?.remove(at: place) }
            if state.batches[batch]?.isEmpty == true { state.batches[batch] = nil }
            return removed
        }
        _ = removed  // let go of outside the lock
    }

    private func listen() async {
        for await notice in database.notifier.notices(on: .batchEvents, buffer: 8_192) {
            switch notice {
            case .lookAgain: for mailbox in all { mailbox.look() }
            case .message(let text):
                guard let batch = EventMessage.batch(of: text), case let groups = groups(of: batch), !groups.isEmpty,
                    let message = EventMessage(text)
                else { continue }
                for group in groups { group.deliver(message) }
            }
        }
    }

    /// What one look finds, the next one tells: until then it should have come by itself, and who was merely told of it early would
    /// look for what is already on its way.
    private func lookNowAndThen() async {
        var found: [BatchID: Int] = [:]
        while (try? await clock.sleep(for: Self.poll)) != nil {
            let batches = state.withLock { Array($0.batches.keys) }
            guard !batches.isEmpty else { continue }
            do {
                let rows = try await database.query("SELECT id, last_event_id FROM processing_batches WHERE id \(in: batches)")
                var latest: [BatchID: Int] = [:]
                for row in rows { latest[try row.get(at: 0)] = try row.get(at: 1, as: Int.self) }
                for batch in batches {
                    // One that is gone has nothing more to tell: its readers find out by looking.
                    guard let told = latest[batch] == nil ? .max : found[batch] else { continue }
                    for mailbox in groups(of: batch).lazy.flatMap(\.mailboxes.values) { mailbox.announce(told) }
                }
                found = latest
            } catch {
                logger.warning("Events cannot be looked for at the moment", metadata: .code(of: error))
            }
        }
    }

    private var all: [EventMailbox] { state.withLock { $0.batches.values.joined().flatMap(\.mailboxes.values) } }

    private func groups(of batch: BatchID) -> [Group] { state.withLock { $0.batches[batch] ?? [] } }

    private func close() {
        state.withLock { $0.isClosed = true }
        for mailbox in all { mailbox.close() }
    }
}
