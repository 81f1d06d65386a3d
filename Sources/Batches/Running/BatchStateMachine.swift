/// Decides what happens to a job. Pure: it knows nothing of tables, clocks or workers; what holds for one job holds on every node.
enum JobStateMachine {
    enum Input: Sendable, Hashable {
        /// A worker has taken it, to fetch its document first or to read it at once.
        case claimed(fetches: Bool)
        /// The document has been fetched.
        case fetched
        /// It has come further.
        case progressed
        case succeeded
        /// It may be tried again: `attemptsLeft` says whether it is.
        case failedForNow(attemptsLeft: Bool)
        /// It would fail every time.
        case failedForGood
        /// Its worker is gone, or got nowhere until the deadline.
        case abandoned(attemptsLeft: Bool)
        /// Its worker stops, and gives it back as if it had never taken it.
        case handedBack
        case cancelled
        /// The user asks for another try.
        case retried
    }

    /// What becomes of the job's place in the queue.
    enum Queueing: Sendable, Hashable {
        case keep
        /// Free for any worker, at once or after a pause. `spends` says whether the try counts.
        case release(spends: Bool)
        /// A new place, with all tries ahead.
        case enter
        case leave
    }

    struct Change: Sendable, Hashable {
        var status: JobStatus
        var event: BatchEvent.Kind
        var queueing: Queueing
    }

    /// Nil: nothing happens. So it is with everything that comes too late, as from a worker whose claim has expired.
    static func change(of status: JobStatus, on input: Input) -> Change? {
        switch (status, input) {
        case (.pending, .claimed(let fetches)):
            Change(status: fetches ? .downloading : .processing, event: .jobStarted, queueing: .keep)
        case (.downloading, .fetched):
            Change(status: .processing, event: .jobProgress, queueing: .keep)
        case (.downloading, .progressed), (.processing, .progressed):
            Change(status: status, event: .jobProgress, queueing: .keep)
        case (.downloading, .succeeded), (.processing, .succeeded):
            Change(status: .completed, event: .jobCompleted, queueing: .leave)
        case (.downloading, .failedForNow(attemptsLeft: true)), (.processing, .failedForNow(attemptsLeft: true)),
            (.downloading, .abandoned(attemptsLeft: true)), (.processing, .abandoned(attemptsLeft: true)):
            Change(status: .pending, event: .jobRetrying, queueing: .release(spends: true))
        case (.downloading, .failedForNow(attemptsLeft: false)), (.processing, .failedForNow(attemptsLeft: false)),
            (.downloading, .abandoned(attemptsLeft: false)), (.processing, .abandoned(attemptsLeft: false)),
            (.downloading, .failedForGood), (.processing, .failedForGood):
            Change(status: .failed, event: .jobFailed, queueing: .leave)
        case (.downloading, .handedBack), (.processing, .handedBack):
            Change(status: .pending, event: .jobRetrying, queueing: .release(spends: false))
        case (.pending, .cancelled), (.downloading, .cancelled), (.processing, .cancelled):
            Change(status: .cancelled, event: .jobCancelled, queueing: .leave)
        case (.failed, .retried), (.cancelled, .retried):
            Change(status: .pending, event: .jobRetrying, queueing: .enter)
        case (.pending, _), (.downloading, _), (.processing, _), (.completed, _), (.failed, _), (.cancelled, _):
            nil
        }
    }
}

/// How many of a batch's jobs have ended, and how.
struct JobCounts: Sendable, Hashable {
    var total: Int
    var completed = 0
    var failed = 0
    var cancelled = 0

    var open: Int { total - completed - failed - cancelled }

    mutating func move(from old: JobStatus, to new: JobStatus) {
        add(-1, to: old)
        add(1, to: new)
    }

    private mutating func add(_ number: Int, to status: JobStatus) {
        switch status {
        case .completed: completed += number
        case .failed: failed += number
        case .cancelled: cancelled += number
        case .pending, .downloading, .processing: break
        }
    }
}

/// Decides what happens to a batch when something has happened to its jobs.
enum BatchStateMachine {
    enum Input: Sendable, Hashable {
        /// A worker has taken one of its jobs.
        case jobClaimed
        /// One or more of its jobs have ended.
        case jobsEnded
        /// Jobs that had ended are to be tried again.
        case jobsRetried
        /// What hung is taken up again.
        case recovered
    }

    struct Change: Sendable, Hashable {
        var status: BatchStatus
        /// Nil when the jobs' own events say it all.
        var event: BatchEvent.Kind?
    }

    /// - Parameter counts: of the jobs after what happened to them.
    static func change(of status: BatchStatus, _ counts: JobCounts, on input: Input) -> Change? {
        switch (status, input) {
        case (.pending, .jobClaimed): Change(status: .processing, event: .batchStarted)
        case (.pending, .jobsEnded), (.processing, .jobsEnded):
            counts.open > 0 ? nil : Change(status: ended(counts), event: counts.cancelled > 0 ? .batchCancelled : .batchCompleted)
        case (.completed, .jobsRetried), (.partial, .jobsRetried), (.failed, .jobsRetried), (.cancelled, .jobsRetried):
            counts.open > 0 ? Change(status: .pending, event: nil) : nil
        case (.processing, .recovered): Change(status: .pending, event: .batchRecovered)
        case (.pending, _), (.processing, _), (.completed, _), (.partial, _), (.failed, _), (.cancelled, _): nil
        }
    }

    private static func ended(_ counts: JobCounts) -> BatchStatus {
        if counts.cancelled > 0 { return .cancelled }
        if counts.failed == 0 { return .completed }
        return counts.completed == 0 ? .failed : .partial
    }
}
