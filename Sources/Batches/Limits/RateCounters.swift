import Database
import Foundation

/// The rows of `rate_counters`: how much a client did of something in a span of time.
enum RateCounters {
    /// Where the span of `length` that holds `time` begins. Spans begin at multiples of their length since 1970, so that all nodes
    /// mean the same one, and a day is a day of UTC.
    static func start(of length: Duration, holding time: Date) -> Date {
        let seconds = length.wholeSeconds
        return Date(timeIntervalSince1970: (time.timeIntervalSince1970 / seconds).rounded(.down) * seconds)
    }

    /// Adds `amount` unless the sum would pass `limit`, and tells whether it did.
    static func add(
        _ amount: Int, scope: String, client: String, start: Date, limit: Int, on connection: any SQLConnection
    ) throws(DatabaseError) -> Bool {
        guard amount <= limit else { return false }
        let rows = try connection.run(
            """
            INSERT INTO rate_counters (scope, client, window_start, amount) VALUES (\(scope), \(client), \(start), \(amount))
            ON CONFLICT (scope, client, window_start) DO UPDATE SET amount = rate_counters.amount + excluded.amount
            WHERE rate_counters.amount + excluded.amount <= \(limit)
            RETURNING amount
            """)
        return !rows.isEmpty
    }

    /// Takes `amount` back; a counter never goes below zero.
    static func subtract(_ amount: Int, scope: String, client: String, start: Date) -> SQL {
        """
        UPDATE rate_counters SET amount = CASE WHEN amount > \(amount) THEN amount - \(amount) ELSE 0 END
        WHERE scope = \(scope) AND client = \(client) AND window_start = \(start)
        """
    }
}

extension Duration {
    /// In seconds, at least one millisecond.
    var wholeSeconds: Double {
        let (seconds, attoseconds) = components
        return max(0.001, Double(seconds) + Double(attoseconds) / 1e18)
    }
}
