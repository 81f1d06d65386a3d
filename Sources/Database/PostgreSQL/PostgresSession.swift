import CLibPQ

/// One connection to a server, used by one thread at a time.
///
/// It is always in libpq's pipeline mode: statements are queued by ``enqueue(_:_:)`` and travel together when
/// ``synchronize()`` is called, which waits for all their results.
final class PostgresSession {
    /// What is done with a result.
    enum Purpose {
        case wanted
        /// Only its error matters.
        case unwanted
        case commit
        /// Not even that.
        case ignored
    }

    private enum Expected {
        case preparation(PreparedStatement)
        case result(PreparedStatement, Purpose)
        case synchronization
    }

    private let connection: OpaquePointer
    private let interrupt: Interrupt
    private var statements = PreparedStatements()
    /// What the server still has to answer.
    private var expected: [Expected] = []
    private var isCommitting = false
    private var cancellation: DatabaseError?
    private(set) var isBroken = false
    /// For how long the server lets a statement run; ``synchronize()`` gives it a little more before it gives up.
    var statementTimeout: Duration

    /// Takes over an open connection.
    init(connection: OpaquePointer, interrupt: Interrupt, statementTimeout: Duration) {
        self.connection = connection
        self.interrupt = interrupt
        self.statementTimeout = statementTimeout
    }

    deinit { PQfinish(connection) }

    /// Whether it should not be used again.
    /// After a cancellation it should not: the server may get that late, and stop what comes next.
    var isSpent: Bool { isBroken || cancellation != nil || statements.count > 1_000 }

    /// Whether all that was queued has been answered.
    var isQuiet: Bool { expected.isEmpty }

    /// Reads what earlier work has left unread and forgets its interrupts. Throws when the server has hung up.
    func begin() throws(DatabaseError) {
        interrupt.reset()
        cancellation = nil
        if !expected.isEmpty {
            // Only a lost connection matters now: what failed was given up.
            do { _ = try readAnswers(until: .now + .seconds(5)) } catch  where isBroken { throw error } catch {}
        }
        // What an idle connection gets is a notice, or a farewell and then the end.
        while interrupt.wait(for: PQsocket(connection), until: .now, heedsInterrupts: false).isSocketReady {
            guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK, PQisBusy(connection) == 0 else { throw lost() }
        }
    }

    func enqueue(_ sql: SQL, _ purpose: Purpose) throws(DatabaseError) {
        if isBroken { throw .connectionLost }
        let parameters = try PostgresParameters(sql.parameters)
        let (statement, isNew) = statements.statement(for: sql.template, types: parameters.types)
        if isNew {
            let text = SQLDialect.postgres.text(of: sql.template)
            guard PQsendPrepare(connection, statement.name, text, parameters.count, parameters.types) == 1 else { throw lost() }
            expected.append(.preparation(statement))
        }
        let isSent = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(connection, statement.name, parameters.count, values, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
        expected.append(.result(statement, purpose))
    }

    /// Sends what is queued without waiting for the answers: ``begin()`` reads them. What is queued after this is run even when
    /// something before it fails.
    func flushOnly() {
        guard !isBroken, PQpipelineSync(connection) == 1 else { return isBroken = true }
        expected.append(.synchronization)
        if PQflush(connection) < 0 { isBroken = true }
    }

    /// Sends what is queued and waits for all answers. Gives the results that were wanted, in order, or throws the first error.
    /// With `commits`, a connection that breaks leaves open whether the work is done.
    @discardableResult
    func synchronize(commits: Bool = false) throws(DatabaseError) -> [SQLRows] {
        if isBroken { throw .connectionLost }
        isCommitting = commits
        defer { isCommitting = false }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        expected.append(.synchronization)
        let end = ContinuousClock.now + statementTimeout * expected.count + .seconds(5)
        try flush(until: end)
        return try readAnswers(until: end)
    }

    private func readAnswers(until end: ContinuousClock.Instant) throws(DatabaseError) -> [SQLRows] {
        var results: [SQLRows] = []
        var failure: DatabaseError?
        for expectation in expected {
            switch expectation {
            case .synchronization:
                guard let result = try nextResult(until: end) else { throw lost() }
                defer { PQclear(result) }
                guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw lost() }
            case .preparation(let statement):
                let error = try outcome(until: end) { _ in }
                if error == nil { statement.isReady = true } else { statements.forget(statement) }
                failure = failure ?? error
            case .result(let statement, let purpose):
                let error = try outcome(until: end) { result throws(DatabaseError) in
                    switch purpose {
                    case .wanted: results.append(try statement.rows(of: PostgresDecoder(result: result)))
                    case .commit where PQcmdStatus(result).map { String(cString: $0) } != "COMMIT":
                        throw DatabaseError(.serializationFailure, "The transaction was rolled back by the server.")
                    default: break
                    }
                }
                if case .ignored = purpose { continue }
                failure = failure ?? error
            }
        }
        expected.removeAll(keepingCapacity: true)
        if let failure {
            if failure.code == .connectionLost {
                isBroken = true
                // The server was stopped while it may have been committing.
                if isCommitting, failure.detail?.hasPrefix("57") == true { throw .outcomeUnknown }
            }
            if failure.code == .statementTimedOut, let cancellation { throw cancellation }
            throw failure
        }
        return results
    }

    /// Reads the answer to one statement. Returns its error; throws when the connection is lost.
    private func outcome(
        until end: ContinuousClock.Instant, _ use: (OpaquePointer) throws(DatabaseError) -> Void
    ) throws(DatabaseError) -> DatabaseError? {
        var error: DatabaseError?
        while let result = try nextResult(until: end) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                do { try use(result) } catch let failure { error = error ?? failure }
            case PGRES_PIPELINE_ABORTED:
                error = error ?? DatabaseError(.other, "An earlier statement failed.")
            default:
                if PQstatus(connection) != CONNECTION_OK { throw lost() }
                error = error ?? .postgres(result)
            }
        }
        if PQstatus(connection) != CONNECTION_OK { throw lost() }
        return error
    }

    private func nextResult(until end: ContinuousClock.Instant) throws(DatabaseError) -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            try wait(orWritable: false, until: end)
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
        return PQgetResult(connection)
    }

    private func flush(until end: ContinuousClock.Instant) throws(DatabaseError) {
        while true {
            let left = PQflush(connection)
            if left == 0 { return }
            guard left > 0 else { throw lost() }
            try wait(orWritable: true, until: end)
            // The server may be unable to read on before its own answers have been read.
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
    }

    /// Waits for the server. An interrupt asks it to stop; its answer to that is then waited for.
    private func wait(orWritable: Bool, until end: ContinuousClock.Instant) throws(DatabaseError) {
        while true {
            let isCancelled = cancellation != nil
            let limit = isCancelled ? min(end, .now + .seconds(5)) : end
            let wake = interrupt.wait(for: PQsocket(connection), orWritable: orWritable, until: limit, heedsInterrupts: !isCancelled)
            if wake.isSocketReady { return }
            if wake.isInterrupted {
                cancellation = .cancelled
                cancelOnServer()
            } else {
                isBroken = true
                throw isCommitting
                    ? .outcomeUnknown : cancellation ?? DatabaseError(.statementTimedOut, "The server did not answer in time.")
            }
        }
    }

    private func cancelOnServer() {
        guard let handle = PQgetCancel(connection) else { return }
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle, &message, CInt(message.count))
        PQfreeCancel(handle)
    }

    private func lost() -> DatabaseError {
        isBroken = true
        return isCommitting ? .outcomeUnknown : .connectionLost
    }

    // MARK: Listening

    /// The messages that came since the last call. Throws when the connection is lost.
    func takeNotifications() throws(DatabaseError) -> [(channel: String, message: String)] {
        guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { throw lost() }
        var notifications: [(String, String)] = []
        while let notification = PQnotifies(connection) {
            notifications.append((String(cString: notification.pointee.relname), String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
        return notifications
    }

    /// Waits until the server sends something, or `wake` is fired.
    func waitForNotifications(or wake: Interrupt) {
        if wake.wait(for: PQsocket(connection), until: nil).isInterrupted { wake.reset() }
    }
}

extension DatabaseError {
    static let outcomeUnknown = DatabaseError(.outcomeUnknown, "The connection broke while committing: the work may or may not be done.")
}
