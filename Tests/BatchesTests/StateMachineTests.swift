import Testing

@testable import Batches

@Suite struct StateMachineTests {
    private typealias Input = JobStateMachine.Input
    private typealias Change = JobStateMachine.Change

    private static let inputs: [Input] = [
        .claimed(fetches: true), .claimed(fetches: false), .fetched, .progressed, .succeeded, .failedForNow(attemptsLeft: true),
        .failedForNow(attemptsLeft: false), .failedForGood, .abandoned(attemptsLeft: true), .abandoned(attemptsLeft: false), .handedBack,
        .cancelled, .retried,
    ]

    /// What is to happen; everything that is not here leaves the job as it is.
    private static let expected: [JobStatus: [Input: Change]] = {
        var running: [Input: Change] = [
            .succeeded: Change(status: .completed, event: .jobCompleted, queueing: .leave),
            .failedForNow(attemptsLeft: true): Change(status: .pending, event: .jobRetrying, queueing: .release(spends: true)),
            .failedForNow(attemptsLeft: false): Change(status: .failed, event: .jobFailed, queueing: .leave),
            .failedForGood: Change(status: .failed, event: .jobFailed, queueing: .leave),
            .abandoned(attemptsLeft: true): Change(status: .pending, event: .jobRetrying, queueing: .release(spends: true)),
            .abandoned(attemptsLeft: false): Change(status: .failed, event: .jobFailed, queueing: .leave),
            .handedBack: Change(status: .pending, event: .jobRetrying, queueing: .release(spends: false)),
            .cancelled: Change(status: .cancelled, event: .jobCancelled, queueing: .leave),
        ]
        var downloading = running
        downloading[.fetched] = Change(status: .processing, event: .jobProgress, queueing: .keep)
        downloading[.progressed] = Change(status: .downloading, event: .jobProgress, queueing: .keep)
        running[.progressed] = Change(status: .processing, event: .jobProgress, queueing: .keep)
        let again: [Input: Change] = [.retried: Change(status: .pending, event: .jobRetrying, queueing: .enter)]
        return [
            .pending: [
                .claimed(fetches: true): Change(status: .downloading, event: .jobStarted, queueing: .keep),
                .claimed(fetches: false): Change(status: .processing, event: .jobStarted, queueing: .keep),
                .cancelled: Change(status: .cancelled, event: .jobCancelled, queueing: .leave),
            ],
            .downloading: downloading, .processing: running, .completed: [:], .failed: again, .cancelled: again,
        ]
    }()

    @Test(arguments: JobStatus.allCases)
    func `a job does what it should on everything that can happen`(status: JobStatus) throws {
        let expected = try #require(Self.expected[status])
        for input in Self.inputs {
            #expect(JobStateMachine.change(of: status, on: input) == expected[input], "\(status) on \(input)")
        }
        #expect(Set(expected.keys).isSubset(of: Self.inputs))
    }

    @Test func `a job that has ended is in no queue and one that has not is`() {
        for status in JobStatus.allCases {
            for input in Self.inputs {
                guard let change = JobStateMachine.change(of: status, on: input) else { continue }
                switch change.queueing {
                case .leave: #expect(change.status.isEnded && !status.isEnded)
                case .enter: #expect(change.status == .pending && status.isEnded)
                case .release: #expect(change.status == .pending && status.isRunning)
                case .keep: #expect(change.status.isRunning)
                }
            }
        }
    }

    @Test(arguments: BatchStatus.allCases)
    func `a batch does what it should whatever its jobs have done`(status: BatchStatus) {
        for counts in Self.allCounts(of: 3) {
            for input in [BatchStateMachine.Input.jobClaimed, .jobsEnded, .jobsRetried, .recovered] {
                let change = BatchStateMachine.change(of: status, counts, on: input)
                #expect(change == Self.expected(status, counts, input), "\(status) with \(counts) on \(input)")
            }
        }
    }

    /// The rules of the specification, said otherwise than the machine says them.
    private static func expected(
        _ status: BatchStatus, _ counts: JobCounts, _ input: BatchStateMachine.Input
    ) -> BatchStateMachine.Change? {
        switch input {
        case .jobClaimed: return status == .pending ? .init(status: .processing, event: .batchStarted) : nil
        case .recovered: return status == .processing ? .init(status: .pending, event: .batchRecovered) : nil
        case .jobsRetried: return status.isEnded && counts.open > 0 ? .init(status: .pending, event: nil) : nil
        case .jobsEnded:
            guard !status.isEnded, counts.completed + counts.failed + counts.cancelled == counts.total else { return nil }
            if counts.cancelled > 0 { return .init(status: .cancelled, event: .batchCancelled) }
            if counts.completed == counts.total { return .init(status: .completed, event: .batchCompleted) }
            return .init(status: counts.failed == counts.total ? .failed : .partial, event: .batchCompleted)
        }
    }

    private static func allCounts(of total: Int) -> [JobCounts] {
        (0...total).flatMap { completed in
            (0...total - completed).flatMap { failed in
                (0...total - completed - failed).map { JobCounts(total: total, completed: completed, failed: failed, cancelled: $0) }
            }
        }
    }

    @Test func `counts follow a job wherever it goes`() {
        for old in JobStatus.allCases {
            for new in JobStatus.allCases {
                var counts = JobCounts(total: 9, completed: 2, failed: 2, cancelled: 2)
                counts.move(from: old, to: new)
                #expect(counts.open == 3 + (new.isEnded ? 0 : 1) - (old.isEnded ? 0 : 1))
                counts.move(from: new, to: old)
                #expect(counts == JobCounts(total: 9, completed: 2, failed: 2, cancelled: 2))
            }
        }
    }
}
