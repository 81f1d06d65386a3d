import Database

/// The changes of one transaction: decided here, job by job, then written together with the events that tell of them.
///
/// This is the one place where the state of batches and jobs changes.
struct BatchChanges {
    private(set) var batches: [BatchID: BatchRow]
    /// One for each job, in the order in which they were first told of.
    private(set) var updates: [JobUpdate] = []
    /// Where each job has its update.
    private var updated: [JobID: Int] = [:]
    private(set) var events: [EventRow] = []
    private(set) var findings: [(job: JobID, finding: JobResult.Finding)] = []
    private let retries: Int

    init(_ batches: [BatchRow], retries: Int) {
        self.batches = Dictionary(batches.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.retries = retries
    }

    /// What its worker says of a job that it holds. Reports of one job come in order.
    mutating func report(_ report: JobReport, of job: inout JobRow) {
        begin(&job)
        switch report {
        case .started: break
        case .fetched(let file):
            guard var update = change(&job, on: .fetched) else { return }
            update.stage = .extracting
            update.file = file
            update.filename = file.filename.storable(255)
            job.filename = update.filename
            tell(update)
        case .progressed(let stage, let message, let share):
            guard var update = change(&job, on: .progressed) else { return }
            update.stage = stage
            update.message = message.storable(500)
            update.share = share
            tell(update)
        case .succeeded(let result):
            guard var update = change(&job, on: .succeeded) else { return }
            update.stage = .done
            update.result = result
            update.file = result.file
            update.filename = result.file?.filename.storable(255) ?? update.filename
            findings += result.findings.map { (job.id, $0) }
            tell(update)
            step(job.batchID, on: .jobsEnded)
        case .failed(let failure, let pause):
            fail(&job, failure, on: failure.isTransient ? .failedForNow(attemptsLeft: job.attempt < retries) : .failedForGood, pause)
        case .handedBack:
            guard var update = change(&job, on: .handedBack) else { return }
            update.stage = .queued
            update.message = "Waits for another server."
            tell(update)
        }
    }

    /// The worker is gone or hangs.
    mutating func abandon(_ job: JobRow, _ failure: JobFailure) {
        var job = job
        begin(&job)
        fail(&job, failure, on: .abandoned(attemptsLeft: job.attempt < retries), .zero)
    }

    mutating func cancel(_ job: JobRow) {
        var job = job
        guard let update = change(&job, on: .cancelled) else { return }
        tell(update)
        step(job.batchID, on: .jobsEnded)
    }

    mutating func retry(_ job: JobRow) {
        var job = job
        guard var update = change(&job, on: .retried) else { return }
        update.stage = .queued
        update.attempt = 0
        step(job.batchID, on: .jobsRetried)
        tell(update)
    }

    /// What hung in the batch is taken up again.
    mutating func recover(_ batch: BatchID) { step(batch, on: .recovered) }

    /// A claim says nothing yet, so that a job that ends at once costs one change of its row. The first word on a job that has been
    /// taken tells of its start, too, even if it is of the end of its worker.
    private mutating func begin(_ job: inout JobRow) {
        guard job.status == .pending, updated[job.id] == nil, var update = change(&job, on: .claimed(fetches: !job.isFetched))
        else { return }
        update.starts = true
        update.stage = job.isFetched ? .extracting : .downloading
        step(job.batchID, on: .jobClaimed)
        tell(update)
    }

    private mutating func fail(_ job: inout JobRow, _ failure: JobFailure, on input: JobStateMachine.Input, _ pause: Duration) {
        guard var update = change(&job, on: input) else { return }
        update.failure = failure
        update.pause = pause
        update.stage = update.status == .failed ? .done : .queued
        if update.queueing == .release(spends: true) { update.attempt += 1 }
        tell(update)
        if update.status == .failed { step(job.batchID, on: .jobsEnded) }
    }

    private mutating func change(_ job: inout JobRow, on input: JobStateMachine.Input) -> JobUpdate? {
        guard batches[job.batchID] != nil, let change = JobStateMachine.change(of: job.status, on: input) else { return nil }
        batches[job.batchID]?.counts.move(from: job.status, to: change.status)
        job.status = change.status
        return JobUpdate(job, change)
    }

    private mutating func step(_ id: BatchID, on input: BatchStateMachine.Input) {
        guard let batch = batches[id], let change = BatchStateMachine.change(of: batch.status, batch.counts, on: input) else { return }
        batches[id]?.status = change.status
        batches[id]?.moves = true
        if input == .jobClaimed { batches[id]?.starts = true }
        if let kind = change.event { tell(kind, of: id, nil) }
    }

    private mutating func tell(_ update: JobUpdate) {
        tell(update.event, of: update.batchID, update)
        if let index = updated[update.id] {
            updates[index] = update.after(updates[index])
        } else {
            updated[update.id] = updates.count
            updates.append(update)
        }
    }

    private mutating func tell(_ kind: BatchEvent.Kind, of id: BatchID, _ job: JobUpdate?) {
        batches[id]?.lastEventID += 1
        guard let batch = batches[id] else { return }
        var text = EventText()
        text.add("batchId", id.uuid)
        if let job { job.describe(in: &text) } else { text.add("status", batch.status.rawValue) }
        text.add("batchStatus", batch.status.rawValue)
        text.add("completedPdfs", batch.counts.completed)
        text.add("failedPdfs", batch.counts.failed)
        text.add("totalPdfs", batch.counts.total)
        events.append(
            EventRow(
                batch: id, id: batch.lastEventID, kind: kind, job: job?.id, data: text.finish(),
                endsBatch: batch.status.isEnded && job == nil))
    }
}
