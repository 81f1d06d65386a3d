/// A connection with a thread of its own, on which the bodies of transactions block.
actor PostgresConnection {
    private let executor: ThreadExecutor
    private let interrupt: Interrupt
    private let usualTimeout: Duration
    private var session: PostgresSession?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ configuration: DatabaseConfiguration) throws(DatabaseError) {
        executor = ThreadExecutor(name: "postgres")
        interrupt = try Interrupt()
        usualTimeout = configuration.statementTimeout
    }

    deinit { executor.stop() }

    /// Connects to the server.
    static func open(url: String, _ configuration: DatabaseConfiguration) async -> Result<PostgresConnection, DatabaseError> {
        do {
            let connection = try PostgresConnection(configuration)
            return await withTaskCancellationHandler {
                await connection.connect(url: url, configuration).map { connection }
            } onCancel: {
                connection.interrupt.fire()
            }
        } catch {
            return .failure(error)
        }
    }

    private func connect(url: String, _ configuration: DatabaseConfiguration) -> Result<Void, DatabaseError> {
        do {
            session = try PostgresSession.open(url: url, configuration, interrupt: interrupt)
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Runs `body`, and tells whether the connection can be used again.
    nonisolated func perform<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @Sendable (any SQLConnection) throws -> Value
    ) async -> (result: Result<Value, any Error>, isReusable: Bool) {
        await withTaskCancellationHandler {
            await performOnThread(access, body)
        } onCancel: {
            interrupt.fire()
        }
    }

    private func performOnThread<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @Sendable (any SQLConnection) throws -> Value
    ) -> (result: Result<Value, any Error>, isReusable: Bool) {
        guard let session else { return (.failure(DatabaseError.connectionLost), false) }
        session.statementTimeout = usualTimeout
        if case .transaction(let options) = access, let timeout = options.statementTimeout { session.statementTimeout = timeout }
        let transaction = PostgresTransaction(session: session, access: access)
        do {
            try session.begin()
            if Task.isCancelled { throw DatabaseError.cancelled }
            let value = try body(transaction)
            try transaction.finish()
            return (.success(value), !session.isSpent)
        } catch {
            transaction.abandon()
            return (.failure(error), !session.isSpent)
        }
    }
}
