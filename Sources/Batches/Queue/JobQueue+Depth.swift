import Database
import Foundation

extension JobQueue {
    /// How much waits for a worker.
    struct Depth: Sendable, Hashable {
        var waiting: Int
        /// How long the oldest has been waiting.
        var seconds: Double
    }

    func depth() async throws -> Depth {
        let row = try await database.query(
            """
            SELECT count(*) AS waiting, min(available_at) AS oldest, \(SQL.now) AS now
            FROM job_queue WHERE lease_token IS NULL AND available_at <= \(SQL.now)
            """
        ).first
        guard let row else { return Depth(waiting: 0, seconds: 0) }
        let now = try row.get("now", as: Date.self)
        return Depth(
            waiting: try row.get("waiting"), seconds: try row.get("oldest", as: Date?.self).map { now.timeIntervalSince($0) } ?? 0)
    }
}
