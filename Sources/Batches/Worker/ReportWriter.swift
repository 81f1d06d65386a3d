import Database
import Logging
import Synchronization

/// Writes what jobs report: those that are ready together in one transaction, those of one job in order.
final class ReportWriter: Sendable {
    private struct Report {
        var lease: JobLease
        var report: JobReport
        /// Called when it is written, or refused because the job is no longer held.
        var done: (@Sendable (Bool) -> Void)?
    }

    private let queue: JobQueue
    /// Called with leases that are no longer good.
    private let refuse: @Sendable (Set<JobLease>) -> Void
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let reports = Mutex<[Report]>([])
    private let signal = WakeSignal()

    init(queue: JobQueue, clock: any Clock<Duration>, logger: Logger, refuse: @escaping @Sendable (Set<JobLease>) -> Void) {
        self.queue = queue
        self.refuse = refuse
        self.clock = clock
        self.logger = logger
    }

    /// A step on the way. Progress takes the place of progress that was told of the job just before and is not written yet.
    func tell(_ lease: JobLease, _ report: JobReport) {
        reports.withLock { reports in
            let before = report.isProgress ? reports.lastIndex { $0.lease == lease } : nil
            if let before, reports[before].report.isProgress {
                reports[before].report = report
            } else {
                reports.append(Report(lease: lease, report: report))
            }
        }
        signal.wake()
    }

    /// The end of a job.
    ///
    /// - Returns: False when the job was no longer held, and nothing was written.
    func finish(_ lease: JobLease, _ report: JobReport) async -> Bool {
        await withCheckedContinuation { continuation in
            reports.withLock { reports in
                reports.append(Report(lease: lease, report: report, done: { continuation.resume(returning: $0) }))
            }
            signal.wake()
        }
    }

    /// Runs until ``finish()``, and then until everything is written.
    func run() async {
        for await _ in signal.signals {
            while case let batch = next(), !batch.isEmpty { await write(batch) }
        }
        while case let batch = next(), !batch.isEmpty { await write(batch) }
    }

    func finish() { signal.finish() }

    /// All that is known of some jobs.
    private func next() -> [Report] {
        reports.withLock { reports in
            var jobs: Set<JobID> = []
            var taken: [Report] = []
            var left: [Report] = []
            for report in reports {
                if jobs.count < 2000 { jobs.insert(report.lease.job) }
                if jobs.contains(report.lease.job) { taken.append(report) } else { left.append(report) }
            }
            reports = left
            return taken
        }
    }

    /// Tries again for as long as another worker would wait before it takes the jobs up.
    private func write(_ batch: [Report]) async {
        var pause = Duration.milliseconds(20)
        var waited = Duration.zero
        while true {
            var answer: Result<Set<JobLease>, any Error> = .success([])
            // A database that is away may take long to say so.
            waited += await clock.measure { answer = await Result { try await queue.report(batch.map { ($0.lease, $0.report) }) } }
            do {
                let refused = try answer.get()
                if !refused.isEmpty { refuse(refused) }
                for report in batch { report.done?(!refused.contains(report.lease)) }
                return
            } catch let error as DatabaseError where error.isTransient {
                guard waited < queue.lease * 3 else { return giveUp(batch, error) }
                logger.warning("Reports of jobs cannot be written yet", metadata: ["error.code": "\(error.code.rawValue)"])
                try? await clock.sleep(for: pause)
                waited += pause
                pause = min(pause * 2, .seconds(1))
            } catch {
                return await writeSingly(batch, error)
            }
        }
    }

    /// The database has been away for so long that others take the jobs up when it is back.
    private func giveUp(_ batch: [Report], _ error: DatabaseError) {
        logger.error(
            "Reports of jobs could not be written in time", metadata: ["error.code": "\(error.code.rawValue)", "jobs": "\(batch.count)"])
        for report in batch { report.done?(false) }
    }

    /// One report that cannot be written must not hold up the others.
    private func writeSingly(_ batch: [Report], _ error: any Error) async {
        if batch.count > 1 {
            for report in batch { await write([report]) }
            return
        }
        guard let report = batch.first else { return }
        logger.error(
            "The report of a job cannot be written",
            metadata: .code(of: error).merging(["job.id": "\(report.lease.job)"]) { code, _ in code })
        if case .succeeded = report.report {
            // What was found may have been withdrawn with another batch meanwhile. Found again, it is kept again.
            let isWithdrawn = (error as? DatabaseError)?.code == .foreignKeyViolation
            let failure = JobFailure(
                code: .internal, isTransient: isWithdrawn,
                message: "What was read of this document cannot be stored. Tell the operator of this server.")
            await write([Report(lease: report.lease, report: .failed(failure, pause: .zero), done: report.done)])
        } else {
            report.done?(false)
        }
    }
}
