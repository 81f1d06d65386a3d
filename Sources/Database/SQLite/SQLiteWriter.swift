import GRDB
import Synchronization

/// The one writer. Transactions that wait while it is busy are committed together; each still fails or succeeds by itself. It does
/// not wait for the disk: who does is told by ``SQLiteDisk``.
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
    private let disk: SQLiteDisk
    private let checkpointer: SQLiteCheckpointer
    private let configuration: DatabaseConfiguration
    private let state = Mutex(State())

    init(
        pool: DatabasePool, texts: SQLiteTexts, notifier: LocalNotifier, disk: SQLiteDisk, checkpointer: SQLiteCheckpointer,
        _ configuration: DatabaseConfiguration
    ) {
        self.disk = disk
        self.checkpointer = checkpointer
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
        await withCheckedContinuation { continuation in disk.wait { _ in continuation.resume() } }
        await checkpointer.finish()
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
        while let first = takeNext() { runGroup(startingWith: first, db) }
    }

    /// The next job that is still wanted. Without one, the writer is idle, unless it is in the middle of a group.
    private func takeNext(endsDrain: Bool = true) -> SQLiteJob? {
        while true {
            let (job, closing): (SQLiteJob?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
                state.running = 0
                guard !state.waiting.isEmpty else {
                    guard endsDrain else { return (nil, []) }
                    state.isDraining = false
                    defer { state.closing = [] }
                    return (nil, state.closing)
                }
                state.running = 1
                return (state.waiting.removeFirst(), [])
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
        var done: [(job: SQLiteJob, attempt: SQLiteJob.Attempt)] = []
        do {
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
                done.append((job, attempt))
            } else {
                let isAlone = isFirst || !undoSavepoint(db)
                if isAlone {
                    rollBack(db)
                    attempt.finish()
                    return runSingly(done.map(\.job), db)
                }
                attempt.finish()
            }
            next = done.count < 256 && .now < end ? takeNext(endsDrain: false) : nil
        }
        do {
            try execute("COMMIT", db)
        } catch {
            rollBack(db)
            if done.count > 1 { return runSingly(done.map(\.job), db) }
            return first.fail(DatabaseError.sqlite(error, whilePreparing: false))
        }
        finish(done)
        checkpointer.committed(on: db.sqliteConnection)
    }

    /// Jobs whose common transaction is lost are run again, each in one of its own.
    private func runSingly(_ jobs: [SQLiteJob], _ db: GRDB.Database) {
        for job in jobs {
            do {
                try execute("BEGIN IMMEDIATE", db)
                let attempt = attempt(job, db)
                if attempt.isSuccess {
                    try execute("COMMIT", db)
                    finish([(job, attempt)])
                } else {
                    rollBack(db)
                    attempt.finish()
                }
            } catch {
                rollBack(db)
                job.fail(DatabaseError.sqlite(error, whilePreparing: false))
            }
        }
    }

    /// These have been committed together. Who does not wait for the disk learns of it at once. What is told to those who listen comes in
    /// the order of the commits, and never before it is on the disk when somebody waits for that.
    private func finish(_ done: [(job: SQLiteJob, attempt: SQLiteJob.Attempt)]) {
        let late = done.filter { $0.job.options.durability == .durable }
        for (job, attempt) in done where job.options.durability == .relaxed { attempt.finish() }
        let notices = done.flatMap(\.attempt.notices)
        guard !late.isEmpty || !notices.isEmpty && disk.isBusy else {
            deliver(notices)
            return disk.ask()
        }
        disk.wait { [self] result in
            deliver(notices)
            for (job, attempt) in late {
                switch result {
                case .success: attempt.finish()
                case .failure: job.fail(DatabaseError(.outcomeUnknown, "The disk does not take what was committed."))
                }
            }
        }
    }

    private func deliver(_ notices: [SQLiteNotice]) {
        for notice in notices { notifier.deliver(notice.message, on: notice.channel) }
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

    private func execute(_ sql: String, _ db: GRDB.Database) throws { try db.cachedStatement(sql: sql).execute() }
}
