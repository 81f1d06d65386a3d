import Database
import Foundation
import Logging
import Synchronization

/// One run of a worker, from its start to its end.
final class WorkerShift: Sendable {
    private struct State {
        var isDraining = false
        /// The timer that wakes us soonest.
        var timer: (pause: Duration, task: Task<Void, Never>)?
    }

    let service: BatchService
    let configuration: BatchWorker.Configuration
    let queue: JobQueue
    let running = RunningJobs()
    let writer: ReportWriter
    let metrics = WorkerMetrics()
    private let body: BatchWorker.Body
    private let signal = WakeSignal()
    private let state = Mutex(State())

    private var clock: any Clock<Duration> { service.clock }
    private var logger: Logger { service.logger }

    init(service: BatchService, configuration: BatchWorker.Configuration, owner: String, body: @escaping BatchWorker.Body) {
        self.service = service
        self.configuration = configuration
        self.body = body
        queue = service.queue(owner: owner, lease: configuration.lease)
        writer = ReportWriter(queue: queue, clock: service.clock, logger: service.logger) { [running] refused in
            running.interrupt(refused, .lost)
        }
    }

    /// Not to be cancelled: what is running has to be handed back, which takes the database. `drain(for:)` ends it.
    func run() async {
        // A task of its own, so that the end of ours does not keep it from the database.
        let work = Task {
            let writing = Task { await writer.run() }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.listen() }
                group.addTask { await self.keepHold() }
                group.addTask { await self.lookAfter() }
                await self.dispatch()
                group.cancelAll()
            }
            writer.finish()
            await writing.value
        }
        await work.value
    }

    /// Claims nothing more, and ends once what runs has ended; what runs longer than `time` is handed back.
    func drain(for time: Duration? = nil) {
        let timer = state.withLock { state in
            state.isDraining = true
            return state.timer?.task
        }
        timer?.cancel()
        signal.wake()
        let time = time ?? configuration.drainTime
        guard time > .zero else { return running.interruptAll(.shutdown) }
        Task {
            try? await clock.sleep(for: time)
            running.interruptAll(.shutdown)
        }
    }

    // MARK: Claiming

    private var isDraining: Bool { state.withLock(\.isDraining) }

    private func dispatch() async {
        await withDiscardingTaskGroup { group in
            signal.wake()
            var pause = Duration.milliseconds(50)
            for await _ in signal.signals {
                if isDraining { break }
                do {
                    while !isDraining, case let free = configuration.concurrency - running.count, free > 0 {
                        let claim = try await queue.claim(free)
                        // They may have been on their way when the end began.
                        if isDraining {
                            for job in claim.jobs { handBack(job, in: &group) }
                            break
                        }
                        for job in claim.jobs { start(job, in: &group) }
                        pause = .milliseconds(50)
                        if !claim.isPart {
                            lookAgain(after: claim.isContended ? contended() : claim.next)
                            break
                        }
                    }
                } catch {
                    logger.warning("No jobs can be claimed at the moment", metadata: .code(of: error))
                    lookAgain(after: pause)
                    pause = min(pause * 2, configuration.poll)
                }
            }
        }
    }

    private func contended() -> Duration {
        var random = service.makeRandom()
        return .microseconds(Int.random(in: 2_000...10_000, using: &random))
    }

    private func lookAgain(after pause: Duration?) {
        guard let pause, pause < configuration.poll else { return }
        let task = Task { [clock, signal] in
            if (try? await clock.sleep(for: pause)) != nil { signal.wake() }
        }
        let unneeded = state.withLock { state in
            if state.isDraining { return Optional(task) }
            defer { state.timer = (pause, task) }
            return state.timer?.task
        }
        unneeded?.cancel()
    }

    // MARK: Running

    private func start(_ job: ClaimedJob, in group: inout DiscardingTaskGroup) {
        running.add(job.lease)
        metrics.pickedUp(job)
        let (ended, end) = AsyncStream<Never>.makeStream()
        // A task of its own, as jobs are interrupted one by one; the group waits for its end, or until it is given up.
        let work = Task {
            writer.tell(job.lease, .started)
            let report = await attempt(job)
            guard running.conclude(job.lease) else {
                return logger.warning("A job has ended that was given up before", metadata: ["job.id": "\(job.id)"])
            }
            await conclude(job.lease, report)
            end.finish()
        }
        running.begin(job.lease, cancel: { work.cancel() }, letGo: { end.finish() })
        group.addTask { for await _ in ended {} }
    }

    /// Tells of a job's end, and gives its place to another.
    private func conclude(_ lease: JobLease, _ report: JobReport?) async {
        if let report {
            let isWritten = await writer.finish(lease, report)
            if !isWritten { logger.info("A job was no longer ours when it ended", metadata: ["job.id": "\(lease.job)"]) }
        }
        running.remove(lease)
        signal.wake()
    }

    /// Its task goes on, and nothing waits for it any more: the lease and the place are for others.
    private func giveUp(_ stuck: RunningJobs.Stuck) async {
        logger.error("A job cannot be stopped and was given up", metadata: ["job.id": "\(stuck.lease.job)"])
        let report: JobReport? =
            switch stuck.stop {
            case .lost: nil
            case .shutdown: .handedBack
            case .timeout: .failed(.stuck, pause: .zero)
            }
        await conclude(stuck.lease, report)
        stuck.letGo()
    }

    private func handBack(_ job: ClaimedJob, in group: inout DiscardingTaskGroup) {
        running.add(job.lease)
        group.addTask { [self] in
            _ = await writer.finish(job.lease, .handedBack)
            running.remove(job.lease)
        }
    }

    /// What there is to report at the end; nil when the job is no longer ours.
    private func attempt(_ job: ClaimedJob) async -> JobReport? {
        let started = metrics.now
        let result = await Result { try await body(job) { [writer] in writer.tell(job.lease, $0) } }
        metrics.ran(since: started, result)
        do {
            return .succeeded(try result.get())
        } catch {
            switch running.stop(of: job.lease) {
            case .lost: return nil
            case .shutdown: return .handedBack
            case .timeout: return failed(job, .overdue)
            case nil: return failed(job, JobFailure(error))
            }
        }
    }

    private func failed(_ job: ClaimedJob, _ failure: JobFailure) -> JobReport {
        logger.info(
            "A job failed",
            metadata: [
                "job.id": "\(job.id)", "error.code": "\(failure.code.rawValue)", "error.transient": "\(failure.isTransient)",
                "job.attempt": "\(job.attempt)",
            ])
        var random = service.makeRandom()
        let policy = RetryPause(first: configuration.firstBackoff, longest: configuration.longestBackoff)
        return .failed(failure, pause: policy.pause(attempt: job.attempt, retryAfter: failure.retryAfter, using: &random))
    }

    // MARK: Looking after

    private func listen() async {
        for await notice in service.database.notifier.notices(on: .jobs, buffer: 1024) {
            if case .message(let text) = notice, let batch = BatchID(text) {
                await check(running.leases(of: batch))
            } else if notice == .lookAgain {
                await check(running.leases())
                signal.wake()
            } else {
                signal.wake()
            }
        }
    }

    private func keepHold() async {
        while (try? await clock.sleep(for: configuration.heartbeat)) != nil {
            running.beat(limit: beats(in: configuration.timePerJob))
            // Not awaited: a heartbeat that waits for the database to take a report may come too late for the others.
            for stuck in running.giveUp(after: beats(in: configuration.timeToStop)) { Task { await giveUp(stuck) } }
            await check(running.leases())
        }
    }

    private func beats(in time: Duration) -> Int { max(1, Int(time / configuration.heartbeat)) }

    /// A heartbeat for these; those that are no longer ours are interrupted.
    private func check(_ leases: [JobLease]) async {
        guard !leases.isEmpty else { return }
        do {
            running.interrupt(try await queue.heartbeat(leases), .lost)
        } catch {
            logger.warning("A heartbeat failed", metadata: .code(of: error))
        }
    }

    private func lookAfter() async {
        repeat {
            do {
                let recovered = try await queue.recover()
                if recovered > 0 { logger.warning("Jobs were taken up that hung", metadata: ["jobs": "\(recovered)"]) }
            } catch {
                logger.warning("The queue cannot be looked after", metadata: .code(of: error))
            }
            signal.wake()
        } while (try? await clock.sleep(for: configuration.poll)) != nil
    }
}
