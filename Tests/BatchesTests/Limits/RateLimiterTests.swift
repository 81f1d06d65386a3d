import Database
import DatabaseTesting
import Foundation
import Synchronization
import Testing

@testable import Batches

@Suite struct RateLimiterTests {
    /// A clock that stands where it is put: 13 s into a minute at first.
    private final class Watch: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_013))
        var now: Date { time.withLock { $0 } }
        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    private func withLimiter(
        _ backend: TestBackend, _ body: (SQLDatabase, RateLimiter, Watch) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            let watch = Watch()
            try await body(database, RateLimiter(database: database, now: { watch.now }), watch)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `as many requests as the limit are allowed, and the next is told when to come again`(backend: TestBackend) async throws {
        try await withLimiter(backend) { _, limiter, watch in
            func take() async throws -> RateLimiter.Decision {
                try await limiter.take(scope: "create", client: "c", limit: 10, window: .seconds(60))
            }
            for _ in 0..<10 { #expect(try await take() == .allowed) }
            let decision = try await take()
            guard case .refused(let pause) = decision else {
                Issue.record("an eleventh request was allowed")
                return
            }
            // 47 s are left of this minute, and a tenth of the next must pass before one request of this one has faded.
            #expect(pause == .seconds(54))
            watch.pass(52)
            #expect(try await take() != .allowed)
            watch.pass(2)
            #expect(try await take() == .allowed)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what a refusal says is enough, and requests fade one by one`(backend: TestBackend) async throws {
        try await withLimiter(backend) { _, limiter, watch in
            var allowed = 0
            for _ in 0..<40 {
                switch try await limiter.take(scope: "create", client: "c", limit: 7, window: .seconds(60)) {
                case .allowed: allowed += 1
                case .refused(let pause):
                    watch.pass(Double(pause.components.seconds))
                    let after = try await limiter.take(scope: "create", client: "c", limit: 7, window: .seconds(60))
                    #expect(after == .allowed)
                    allowed += 1
                }
            }
            #expect(allowed == 40)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `clients and scopes do not share a limit`(backend: TestBackend) async throws {
        try await withLimiter(backend) { _, limiter, _ in
            for client in ["a", "b"] {
                for scope in ["create", "upload"] {
                    let first = try await limiter.take(scope: scope, client: client, limit: 1, window: .seconds(60))
                    let second = try await limiter.take(scope: scope, client: client, limit: 1, window: .seconds(60))
                    #expect(first == .allowed && second != .allowed)
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `requests of a moment on several nodes never pass the limit`(backend: TestBackend) async throws {
        try await withLimiter(backend) { _, limiter, _ in
            let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await limiter.take(scope: "create", client: "c", limit: 10, window: .seconds(60)) == .allowed
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(allowed == 10)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `counters of spans long gone are removed, a bounded number at a time`(backend: TestBackend) async throws {
        try await withLimiter(backend) { database, limiter, watch in
            for client in 0..<5 {
                _ = try await limiter.take(scope: "create", client: "\(client)", limit: 1, window: .seconds(60))
            }
            watch.pass(200_000)
            _ = try await limiter.take(scope: "create", client: "late", limit: 1, window: .seconds(60))
            let limit = watch.now.addingTimeInterval(-172_800)
            #expect(try await RateLimiter.removeCounters(before: limit, limit: 3, from: database) == 3)
            #expect(try await RateLimiter.removeCounters(before: limit, limit: 3, from: database) == 2)
            let left = try await database.query("SELECT client FROM rate_counters")
            #expect(try left.map { try $0.get("client", as: String.self) } == ["late"])
        }
    }
}
