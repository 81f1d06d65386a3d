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

    @Test(arguments: TestBackend.allCases)
    func `the lease is renewed while cleaning up takes its time`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let (ends, end) = AsyncStream.makeStream(of: Void.self)
            let runs = Runs()
            let task = Task {
                try await scheduler("a", database) {
                    await runs.add("a")
                    for await _ in ends {}
                    return CleanUp.Report()
                }.run()
            }
            await runs.reached(1)
            let first = try await Self.leaseEnd(database)
            while try await Self.leaseEnd(database) == first { await Task.yield() }
            end.finish()
            task.cancel()
            try await task.value
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `cleaning up is broken off when another node has the lease`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let (runs, brokenOff) = (Runs(), Runs())
            let (ends, end) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await scheduler("a", database) {
                    await runs.add("a")
                    for await _ in ends {}
                    await brokenOff.add("a")
                    throw CancellationError()
                }.run()
            }
            await runs.reached(1)
            try await database.execute("UPDATE slot_leases SET lease_token = \(UUID()), lease_owner = 'b'")
            await brokenOff.reached(1)
            task.cancel()
            try await task.value
            // The other node's is left to it.
            let owner: String? = try await database.value("SELECT lease_owner FROM slot_leases WHERE lease_token IS NOT NULL")
            #expect(owner == "b")
            end.finish()
            #expect(await runs.total == 1)
        }
    }

    private func scheduler(
        _ node: String, _ database: SQLDatabase, task: @escaping @Sendable () async throws -> CleanUp.Report
    ) -> Scheduler {
        Scheduler(
            database: database, owner: node, interval: .seconds(3600), beat: .milliseconds(5), logger: .silent, task: task)
    }

    private static func leaseEnd(_ database: SQLDatabase) async throws -> Date? {
        try await database.value("SELECT lease_expires_at FROM slot_leases")
    }
}
