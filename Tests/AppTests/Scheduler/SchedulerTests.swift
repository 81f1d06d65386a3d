import Database
import DatabaseTesting
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import App

@Suite struct SchedulerTests {
    /// Counts runs of each node, and lets tests wait for them.
    private actor Runs {
        private(set) var counts: [String: Int] = [:]
        private var waiting: [(Int, CheckedContinuation<Void, Never>)] = []

        var total: Int { counts.values.reduce(0, +) }

        func add(_ node: String) {
            counts[node, default: 0] += 1
            let due = waiting.filter { $0.0 <= total }
            waiting.removeAll { $0.0 <= total }
            for (_, continuation) in due { continuation.resume() }
        }

        func reached(_ count: Int) async {
            if total >= count { return }
            await withCheckedContinuation { waiting.append((count, $0)) }
        }
    }

    private func scheduler(_ node: String, _ database: SQLDatabase, _ runs: Runs, interval: Duration) -> Scheduler {
        Scheduler(database: database, owner: node, interval: interval, beat: .milliseconds(5), logger: .silent) {
            await runs.add(node)
            return CleanUp.Report()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `of several nodes one cleans up, and another when it has gone`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let runs = Runs()
            let nodes = ["a", "b", "c"].map { node in
                (node, Task { try await scheduler(node, database, runs, interval: .milliseconds(1)).run() })
            }
            await runs.reached(10)
            let leader = try #require(await runs.counts.keys.first)
            #expect(await runs.counts.count == 1)
            for (node, task) in nodes where node == leader {
                task.cancel()
                _ = await task.result
            }
            // It gave its lease back, so the next one need not wait for its end.
            await runs.reached(await runs.total + 10)
            #expect(await runs.counts.count == 2)
            for (_, task) in nodes {
                task.cancel()
                _ = await task.result
            }
        }
    }

    @Test func `it is not done more often than it should`() async throws {
        try await TestBackend.sqlite.withDatabase { database in
            let runs = Runs()
            let task = Task { try await scheduler("a", database, runs, interval: .seconds(3600)).run() }
            await runs.reached(1)
            task.cancel()
            try await task.value
            #expect(await runs.total == 1)
            // The lease was given back at the end.
            let held: Int? = try await database.value("SELECT count(*) FROM slot_leases WHERE lease_token IS NOT NULL")
            #expect(held == 0)
        }
    }
}
