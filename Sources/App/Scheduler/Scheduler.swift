package import Database
package import Foundation
package import Logging
import Metrics
import ServiceLifecycle

/// Cleans up now and then, on one node of all: the one that holds the scheduler's lease.
package struct Scheduler: Service {
    /// How long the leader may be silent before another node takes over.
    static let lease: Duration = .seconds(90)

    private let database: SQLDatabase
    private let task: @Sendable () async throws -> CleanUp.Report
    private let owner: String
    private let interval: Duration
    private let beat: Duration
    private let clock: any Clock<Duration>
    private let makeToken: @Sendable () -> UUID
    private let logger: Logger

    /// - Parameters:
    ///   - owner: names this node.
    ///   - interval: between the beginnings of two runs of `task`.
    ///   - beat: between two renewals of the lease, or two attempts to get it.
    package init(
        database: SQLDatabase, owner: String, interval: Duration = .seconds(3600), beat: Duration = .seconds(20),
        clock: any Clock<Duration> = ContinuousClock(), makeToken: @escaping @Sendable () -> UUID = { UUID() }, logger: Logger,
        task: @escaping @Sendable () async throws -> CleanUp.Report
    ) {
        self.database = database
        self.owner = owner
        self.interval = interval
        self.beat = beat
        self.clock = clock
        self.makeToken = makeToken
        self.logger = logger
        self.task = task
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            var lease: SlotLease?
            do {
                // A leader of before may have done it just now; what is due does not wait for long, and nothing to do costs little.
                var rest: Duration = .zero
                while !Task.isCancelled {
                    lease = await hold(lease)
                    Gauge(label: "heatsync_scheduler_leader").record(lease == nil ? 0 : 1)
                    if let held = lease, rest <= .zero {
                        if try await !clean(holding: held) { lease = nil }
                        rest = interval
                    }
                    try await clock.sleep(for: beat)
                    rest -= beat
                }
            } catch is CancellationError {}
            // The database may be gone already, and then the lease ends by itself.
            if let lease { await Task { [database] in try? await lease.release(in: database) }.value }
        }
    }

    /// The lease, renewed or taken; nil while another node has it or the database is away.
    private func hold(_ lease: SlotLease?) async -> SlotLease? {
        do {
            if let lease, try await lease.renew(for: Self.lease, in: database) { return lease }
            return try await SlotLease.take("scheduler", of: 1, owner: owner, token: makeToken(), for: Self.lease, in: database)
        } catch {
            logger.warning("the scheduler's lease could not be had", metadata: ["error": "\(ErrorText.of(error))"])
            return nil
        }
    }

    /// Cleans up while the lease is held; false when another node has it meanwhile.
    private func clean(holding lease: SlotLease) async throws -> Bool {
        let report = try await withThrowingTaskGroup(of: CleanUp.Report?.self) { group in
            group.addTask { try await task() }
            group.addTask {
                try await keep(lease)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let report else {
            logger.warning("cleaning up was broken off: the scheduler's lease was lost")
            return false
        }
        record(report)
        return true
    }

    /// Renews the lease until another node has it, or may have it because the database was away for too long.
    private func keep(_ lease: SlotLease) async throws {
        var silence: Duration = .zero
        while silence < Self.lease {
            try await clock.sleep(for: beat)
            silence += beat
            do {
                guard try await lease.renew(for: Self.lease, in: database) else { return }
                silence = .zero
            } catch {
                try Task.checkCancellation()
                logger.warning("the scheduler's lease could not be renewed", metadata: ["error": "\(ErrorText.of(error))"])
            }
        }
    }

    private func record(_ report: CleanUp.Report) {
        Counter(label: "heatsync_cleanup_runs_total", dimensions: [("outcome", report.failures.isEmpty ? "done" : "failed")]).increment()
        Counter(label: "heatsync_cleanup_batches_total").increment(by: report.batches)
        logger.info(
            "cleaned up",
            metadata: [
                "batches": "\(report.batches)", "objects": "\(report.objects)", "uploads": "\(report.abandonedUploads)",
                "counters": "\(report.counters)", "keys": "\(report.keys)", "links": "\(report.links)", "meets": "\(report.meets)",
                "results": "\(report.results)", "documents": "\(report.documents)",
                "failures": "\(report.failures.joined(separator: ", "))",
            ])
    }
}
