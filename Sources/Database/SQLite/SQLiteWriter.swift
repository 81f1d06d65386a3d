import GRDB
import Synchronization

/// The one writer. Transactions that wait while it is busy are committed together, with one wait for the disk; each still
/// fails or succeeds by itself.
final class SQLiteWriter: Sendable {
    private struct State {
        var waiting: [SQLiteJob] = []
        var running = 0
        var isDraining = false
        var isClosed = false
        var timedOut = 0
        /// Waits until all is done.
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let pool: DatabasePool
    private let texts: SQLiteTexts
    private let notifier: LocalNotifier
    private let lateSync: SQLiteLateSync
    private let configuration: DatabaseConfiguration
    private let state = Mutex(State())
    /// How the connection is set; changed on its thread only.
    private let isDurable = Mutex(true)

    init(
        pool: DatabasePool, texts: SQLiteTexts, notifier: LocalNotifier, lateSync: SQLiteLateSync, _ configuration: DatabaseConfiguration
    ) {
        self.lateSync = lateSync
        self.pool = pool
        self.texts = texts
        self.notifier = notifier
        self.configuration = configuration
    }

    var counts: (running: Int, waiting: Int, timedOut: Int) {
        state.withLock { (min(1, $0.running), $0.waiting.count, $0.timedOut) }
    }

    func perform<Value: Sendable>(
        _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let cancellation = SQLiteCancellation()
        let result: Result<Value, any Error> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                add(SQLiteJob(options, cancellation, body) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try result.get()
    }

    /// Waits for the transactions that were accepted; refuses others.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isDraining { state.closing.append(continuation) }
                return !state.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }

    private func add(_ job: SQLiteJob) {
        enum Next { case refuse, start, nothing }
        let next: Next = state.withLock { state in
            if state.isClosed { return .refuse }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return state.isDraining ? .nothing : .start
        }
        switch next {
        case .refuse: job.fail(DatabaseError.closed)
        case .start: pool.asyncWriteWithoutTransaction { [self] db in drain(db) }
        case .nothing: break
        }
    }

    // MARK: On the writer's thread

    private func drain(_ db: GRDB.Database) {
        while let first = takeNext(evenDurable: true) { runGroup(startingWith: first, db) }
    }

    /// The next job that is still wanted. Without one, the writer is idle.
    private func takeNext(evenDurable: Bool, endsDrain: Bool = true) -> SQLiteJob? {
        while true {
            let (job, closing): (SQLiteJob?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
                state.running = 0
                guard let job = state.waiting.first else {
                    guard endsDrain else { return (nil, []) }
                    state.isDraining = false
                    defer { state.closing = [] }
                    return (nil, state.closing)
                }
                guard evenDurable || job.options.durability == .relaxed else { return (nil, []) }
                state.waiting.removeFirst()
                state.running = 1
                return (job, [])
            }
            for continuation in closing { continuation.resume() }
            guard let job else { return nil }
            if job.cancellation.isCancelled {
                job.fail(DatabaseError.cancelled)
            } else if job.created + configuration.acquireTimeout < .now {
                state.withLock { $0.timedOut += 1 }
                job.fail(DatabaseError(.acquireTimedOut, "The database's writer was not free in time."))
            } else {
                return job
            }
        }
    }

    /// Runs `first` and those that wait in one transaction, for a few milliseconds at most.
    private func runGroup(startingWith first: SQLiteJob, _ db: GRDB.Database) {
        let end = ContinuousClock.now + .milliseconds(4)
        var done: [SQLiteJob.Attempt] = []
        var jobs: [SQLiteJob] = []
        let isDurable = first.options.durability == .durable
        do {
            try setDurable(isDurable, db)
            try execute("BEGIN IMMEDIATE", db)
        } catch {
            return first.fail(DatabaseError.sqlite(error, whilePreparing: false))
        }
        var next: SQLiteJob? = first
        while let job = next {
            let isFirst = done.isEmpty
            var attempt: SQLiteJob.Attempt
            do {
                // The first needs no savepoint: there is nothing yet that its failure could spoil.
                if !isFirst { try execute("SAVEPOINT job", db) }
                attempt = self.attempt(job, db)
                if attempt.isSuccess, !isFirst { try execute("RELEASE job", db) }
            } catch {
                attempt = .failure(DatabaseError.sqlite(error, whilePreparing: false), of: job)
            }
            if attempt.isSuccess {
                done.append(attempt)
                jobs.append(job)
            } else {
                let isAlone = isFirst || !undoSavepoint(db)
                if isAlone {
                    rollBack(db)
                    attempt.finish()
                    return runSingly(jobs, db)
                }
                attempt.finish()
            }
            next = done.count < 256 && .now < end ? takeNext(evenDurable: isDurable, endsDrain: false) : nil
        }
        do {
            try execute("COMMIT", db)
        } catch {
            rollBack(db)
            if jobs.count > 1 { return runSingly(jobs, db) }
            return first.fail(DatabaseError.sqlite(error, whilePreparing: false))
        }
        if !isDurable { lateSync.ask() }
        for attempt in done {
            for notice in attempt.notices { notifier.deliver(notice.message, on: notice.channel) }
            attempt.finish()
        }
    }

    /// Jobs whose common transaction is lost are run again, each in one of its own.
    private func runSingly(_ jobs: [SQLiteJob], _ db: GRDB.Database) {
        for job in jobs {
            do {
                try execute("BEGIN IMMEDIATE", db)
                let attempt = attempt(job, db)
                if attempt.isSuccess {
                    try execute("COMMIT", db)
                    lateSync.ask()
                    for notice in attempt.notices { notifier.deliver(notice.message, on: notice.channel) }
                } else {
                    rollBack(db)
                }
                attempt.finish()
            } catch {
                rollBack(db)
                job.fail(DatabaseError.sqlite(error, whilePreparing: false))
            }
        }
    }

    private func attempt(_ job: SQLiteJob, _ db: GRDB.Database) -> SQLiteJob.Attempt {
        let connection = SQLiteConnection(
            db, texts: texts, statementTimeout: job.options.statementTimeout ?? configuration.statementTimeout,
            cancellation: job.cancellation)
        defer { connection.end() }
        return job.attempt(connection)
    }

    /// False when the whole transaction is lost: after some errors SQLite rolls all of it back.
    private func undoSavepoint(_ db: GRDB.Database) -> Bool {
        guard db.isInsideTransaction else { return false }
        do {
            try execute("ROLLBACK TO job", db)
            try execute("RELEASE job", db)
            return true
        } catch {
            return false
        }
    }

    private func rollBack(_ db: GRDB.Database) {
        // A transaction that SQLite has ended by itself needs no end.
        if db.isInsideTransaction { try? execute("ROLLBACK", db) }
    }

    private func setDurable(_ wanted: Bool, _ db: GRDB.Database) throws {
        guard isDurable.withLock({ $0 }) != wanted else { return }
        try execute(wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", db)
        isDurable.withLock { $0 = wanted }
    }

    private func execute(_ sql: String, _ db: GRDB.Database) throws { try db.cachedStatement(sql: sql).execute() }
}
