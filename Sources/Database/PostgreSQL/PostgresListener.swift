import Dispatch
import Foundation
import Logging
import Synchronization

/// Listens on a connection and a thread of its own, from the first subscription on. When the connection breaks it is made anew,
/// and subscribers are told to look again.
final class PostgresListener: Notifier {
    private struct State {
        var wanted: Set<SQLChannel> = []
        /// What the server has confirmed on the connection that is open.
        var listening: Set<SQLChannel> = []
        var isRunning = false
        var isClosed = false
    }

    private let url: String
    private let configuration: DatabaseConfiguration
    private let makeRandom: @Sendable () -> any RandomNumberGenerator
    private let logger: Logger
    private let state = Mutex(State())
    private let subscribers = SubscriberList()
    /// Tells the thread that something is wanted of it.
    private let wake: Result<Interrupt, DatabaseError>

    init(
        url: String, _ configuration: DatabaseConfiguration, makeRandom: @escaping @Sendable () -> any RandomNumberGenerator, logger: Logger
    ) {
        self.url = url
        self.configuration = configuration
        self.makeRandom = makeRandom
        self.logger = logger
        wake = Result { () throws(DatabaseError) in try Interrupt() }
    }

    func notices(on channel: SQLChannel, buffer: Int) -> AsyncStream<SQLNotice> {
        let stream = subscribers.add(to: channel, buffer: buffer) { state.withLock { $0.listening.contains(channel) } }
        guard channel.isValid, case .success(let wake) = wake else { return stream }
        let (isNew, mustStart) = state.withLock { state in
            let isNew = state.wanted.insert(channel).inserted
            defer { state.isRunning = true }
            return (isNew, !state.isRunning && !state.isClosed)
        }
        if mustStart {
            let thread = Thread { [self] in run(wake) }
            thread.name = "postgres-listen"
            thread.stackSize = 512 * 1024
            thread.start()
        } else if isNew {
            wake.fire()
        }
        return stream
    }

    func close() {
        state.withLock { $0.isClosed = true }
        subscribers.close()
        if case .success(let wake) = wake { wake.fire() }
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func run(_ wake: Interrupt) {
        var failures = 0
        while !isClosed {
            do {
                let session = try PostgresSession.open(url: url, configuration, interrupt: try Interrupt())
                if failures > 0 { logger.notice("database notifications resumed", metadata: ["database.attempts": "\(failures + 1)"]) }
                failures = 0
                try listen(on: session, wake)
            } catch {
                state.withLock { $0.listening = [] }
                if isClosed { return }
                if failures == 0 { logger.warning("database notifications lost", metadata: ["database.error": "\(error.code.rawValue)"]) }
                pause(attempt: failures, wake)
                failures += 1
            }
        }
    }

    private func listen(on session: PostgresSession, _ wake: Interrupt) throws(DatabaseError) {
        while !isClosed {
            let missing = state.withLock { $0.wanted.subtracting($0.listening) }
            if !missing.isEmpty {
                try session.begin()
                for channel in missing { try session.enqueue(SQL(verbatim: "LISTEN \(channel.name)"), .unwanted) }
                try session.synchronize()
                state.withLock { $0.listening.formUnion(missing) }
                for channel in missing { subscribers.deliver(.lookAgain, on: channel) }
                continue
            }
            for (name, message) in try session.takeNotifications() {
                subscribers.deliver(.message(message), on: SQLChannel(stringLiteral: name))
            }
            if isClosed { return }
            session.waitForNotifications(or: wake)
        }
    }

    /// Waits before the next try; a new subscription does not cut it short, closing does.
    private func pause(attempt: Int, _ wake: Interrupt) {
        var random = makeRandom()
        let end = ContinuousClock.now + Backoff.connection.delay(attempt: attempt, using: &random)
        while !isClosed, .now < end {
            if wake.wait(for: -1, until: end).isInterrupted { wake.reset() }
        }
    }
}
