package import Database
package import Foundation

extension RateLimiter {
    /// Removes counters of spans that began before `time`, `limit` of them at most, and tells how many. No window reaches back further
    /// than two days.
    ///
    /// - Throws: `DatabaseError`.
    package static func removeCounters(before time: Date, limit: Int, from database: SQLDatabase) async throws -> Int {
        let old: SQL = "SELECT scope, client, window_start FROM rate_counters WHERE window_start < \(time) LIMIT \(limit)"
        return try await database.execute(
            "DELETE FROM rate_counters WHERE (scope, client, window_start) IN (\(old))"
        ).changes
    }
}
