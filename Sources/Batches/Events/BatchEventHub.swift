import Database
import Logging
import ServiceLifecycle
import Synchronization

/// Hands what the database tells of events to the streams of this process.
///
/// It has one subscription for all of them, and every two seconds asks once for all of them whether something was missed.
package final class BatchEventHub: Service {
    private struct State {
        var mailboxes: [BatchID: [Int: EventMailbox]] = [:]
        var nextID = 0
        var isClosed = false
    }

    private let database: SQLDatabase
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let state = Mutex(State())

    private static let poll = Duration.seconds(2)

    init(database: SQLDatabase, clock: any Clock<Duration>, logger: Logger) {
        self.database = database
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
    package var streams: Int { state.withLock { $0.mailboxes.values.reduce(0) { $0 + $1.count } } }

    func add(_ mailbox: EventMailbox, for batch: BatchID) -> Int {
        let (id, isClosed) = state.withLock { state in
            state.nextID += 1
            if !state.isClosed { state.mailboxes[batch, default: [:]][state.nextID] = mailbox }
            return (state.nextID, state.isClosed)
        }
        if isClosed { mailbox.close() }
        return id
    }

    func remove(_ id: Int, for batch: BatchID) {
        let removed = state.withLock { state in
            let removed = state.mailboxes[batch]?.removeValue(forKey: id)
            if state.mailboxes[batch]?.isEmpty == true { state.mailboxes[batch] = nil }
            return removed
        }
        _ = removed  // let go of outside the lock
    }

    private func listen() async {
        for await notice in database.notifier.notices(on: .batchEvents, buffer: 8_192) {
            switch notice {
            case .lookAgain: for mailbox in all { mailbox.look() }
            case .message(let text):
                guard let batch = EventMessage.batch(of: text), case let mailboxes = mailboxes(of: batch), !mailboxes.isEmpty,
                    let message = EventMessage(text)
                else { continue }
                for mailbox in mailboxes { mailbox.deliver(message) }
            }
        }
    }

    private func lookNowAndThen() async {
        while (try? await clock.sleep(for: Self.poll)) != nil {
            let batches = state.withLock { Array($0.mailboxes.keys) }
            guard !batches.isEmpty else { continue }
            do {
                let rows = try await database.query("SELECT id, last_event_id FROM processing_batches WHERE id \(in: batches)")
                var latest: [BatchID: Int] = [:]
                for row in rows { latest[try row.get(at: 0)] = try row.get(at: 1, as: Int.self) }
                // One that is gone has nothing more to tell: its readers find out by looking.
                for batch in batches { for mailbox in mailboxes(of: batch) { mailbox.announce(latest[batch] ?? .max) } }
            } catch {
                logger.warning("Events cannot be looked for at the moment", metadata: .code(of: error))
            }
        }
    }

    private var all: [EventMailbox] { state.withLock { $0.mailboxes.values.flatMap(\.values) } }

    private func mailboxes(of batch: BatchID) -> [EventMailbox] {
        state.withLock { $0.mailboxes[batch].map { Array($0.values) } ?? [] }
    }

    private func close() {
        state.withLock { $0.isClosed = true }
        for mailbox in all { mailbox.close() }
    }
}
