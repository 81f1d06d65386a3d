import Logging
import Synchronization

/// PostgreSQL, by a pool of connections.
final class PostgresDriver: DatabaseDriver {
    private struct Idle {
        var connection: PostgresConnection
        var since: ContinuousClock.Instant
    }

    private struct State {
        /// The one used last is at the end.
        var idle: [Idle] = []
        var open = 0
        var opened = 0
        var isClosed = false
    }

    private let url: String
    private let configuration: DatabaseConfiguration
    private let clock: any Clock<Duration>
    private let makeRandom: @Sendable () -> any RandomNumberGenerator
    private let logger: Logger
    private let gate: AdmissionGate
    private let state = Mutex(State())
    private let listener: PostgresListener

    init(
        url: String, _ configuration: DatabaseConfiguration, clock: any Clock<Duration>,
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator, logger: Logger
    ) {
        self.url = url
        self.configuration = configuration
        self.clock = clock
        self.makeRandom = makeRandom
        self.logger = logger
        gate = AdmissionGate(limit: configuration.maximumConnections, timeout: configuration.acquireTimeout, clock: clock)
        listener = PostgresListener(url: url, configuration, makeRandom: makeRandom, logger: logger)
    }

    deinit { listener.close() }

    var dialect: SQLDialect { .postgres }
    var notifier: any Notifier { listener }

    var statistics: DatabaseStatistics {
        let counts = gate.counts
        return state.withLock { state in
            DatabaseStatistics(
                limit: gate.limit, open: state.open, inUse: counts.inUse, waiting: counts.waiting, opened: state.opened,
                timedOut: counts.timedOut)
        }
    }

    func perform<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await gate.enter()
        defer { gate.leave() }
        let connection = if let idle = takeIdle() { idle } else { try await open() }
        let (result, isReusable) = await connection.perform(access, body)
        putBack(isReusable ? connection : nil)
        if case .failure(let error as DatabaseError) = result, error.code == .connectionLost || error.code == .outcomeUnknown {
            // What broke one connection has most likely broken the others.
            dropIdle()
            logger.warning("database connection lost", metadata: ["database.error": "\(error.code.rawValue)"])
        }
        return try result.get()
    }

    func close() async {
        state.withLock { $0.isClosed = true }
        listener.close()
        await gate.close()
        dropIdle()
    }

    private func dropIdle() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            state.open -= state.idle.count
            return state.idle
        }
        _ = idle  // the last references, let go of outside the lock
    }

    private func takeIdle() -> PostgresConnection? { state.withLock { $0.idle.popLast()?.connection } }

    /// Nil for a connection that is gone.
    private func putBack(_ connection: PostgresConnection?) {
        let expired: PostgresConnection? = state.withLock { state in
            guard let connection, !state.isClosed else {
                state.open -= 1
                return connection
            }
            state.idle.append(Idle(connection: connection, since: .now))
            guard let oldest = state.idle.first, state.idle.count > 1, oldest.since + configuration.idleTimeout < .now else { return nil }
            state.open -= 1
            return state.idle.removeFirst().connection
        }
        _ = expired
    }

    /// Tries until the server answers, for as long as anybody may wait for a connection.
    private func open() async throws(DatabaseError) -> PostgresConnection {
        let end = ContinuousClock.now + configuration.acquireTimeout
        var attempt = 0
        while true {
            let error: DatabaseError
            switch await PostgresConnection.open(url: url, configuration) {
            case .success(let connection):
                state.withLock { state in
                    state.open += 1
                    state.opened += 1
                }
                if attempt > 0 { logger.notice("database reached again", metadata: ["database.attempts": "\(attempt + 1)"]) }
                return connection
            case .failure(let failure): error = failure
            }
            var random = makeRandom()
            let delay = Backoff.connection.delay(attempt: attempt, using: &random)
            guard error.isTransient, .now + delay < end, !state.withLock({ $0.isClosed }) else { throw error }
            if attempt == 0 { logger.warning("database not reached", metadata: ["database.error": "\(error.code.rawValue)"]) }
            do { try await clock.sleep(for: delay) } catch { throw .cancelled }
            attempt += 1
        }
    }
}
