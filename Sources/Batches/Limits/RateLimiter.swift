package import Database
package import Foundation

/// Counts what clients ask for, over all nodes, and says when it is too much.
///
/// What counts is the last `window` before the request, reckoned from two counters: that of the running span, and of the span before
/// it the share that the window still reaches. So a client cannot spend two limits at once at the turn of a minute, and no request
/// leaves a row of its own. What is refused does not count.
package struct RateLimiter: Sendable {
    package enum Decision: Sendable, Hashable {
        case allowed
        /// Refused; the same request is allowed again after this time, unless others come first.
        case refused(retryAfter: Duration)
    }

    private let database: SQLDatabase
    private let now: @Sendable () -> Date

    package init(database: SQLDatabase, now: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.now = now
    }

    /// Counts one request.
    ///
    /// - Parameters:
    ///   - scope: what is limited, 30 characters at most.
    ///   - client: a hash that stands for the client, 64 characters at most. Never an address.
    ///   - limit: the most requests in any `window`.
    ///   - window: whole seconds, at most a day.
    ///   - cost: how many requests this one counts for.
    /// - Throws: `DatabaseError`.
    package func take(
        scope: String, client: String, limit: Int, window: Duration, cost: Int = 1
    ) async throws -> Decision {
        let time = now()
        let length = window.wholeSeconds
        let start = RateCounters.start(of: window, holding: time)
        let before = start.addingTimeInterval(-length)
        let elapsed = time.timeIntervalSince(start)
        return try await database.transaction(.relaxed) { connection in
            let previous: Int = try connection.value(Self.amount(scope, client, before)) ?? 0
            let carried = Int((Double(previous) * (1 - elapsed / length)).rounded(.up))
            if try RateCounters.add(
                cost, scope: scope, client: client, start: start, limit: limit - carried, on: connection)
            {
                return .allowed
            }
            let current: Int = try connection.value(Self.amount(scope, client, start)) ?? 0
            let seconds = Self.pause(
                previous: Double(previous), current: Double(current), room: Double(limit - cost), elapsed: elapsed, length: length)
            return .refused(retryAfter: .seconds(max(1, (seconds + 0.001).rounded(.up))))
        }
    }

    private static func amount(_ scope: String, _ client: String, _ start: Date) -> SQL {
        "SELECT amount FROM rate_counters WHERE scope = \(scope) AND client = \(client) AND window_start = \(start)"
    }

    /// Seconds until what still counts is no more than `room`.
    static func pause(previous: Double, current: Double, room: Double, elapsed: Double, length: Double) -> Double {
        if current <= room, previous > 0 {
            // The share of the span before shrinks until the rest has room.
            return length * (1 - (room - current) / previous) - elapsed
        }
        guard current > 0 else { return length - elapsed }
        // In the next span it is the running one that shrinks.
        return (length - elapsed) + max(0, length * (1 - room / current))
    }
}
