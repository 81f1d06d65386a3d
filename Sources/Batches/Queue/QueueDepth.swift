import Database
import Foundation

/// How much waits for a worker.
package struct QueueDepth: Sendable, Hashable {
    package var waiting: Int
    /// How long the oldest has been waiting.
    package var seconds: Double
}

extension BatchService {
    /// Over all nodes.
    package func queueDepth() async throws -> QueueDepth {
        let row = try await database.query(
            """
            SELECT count(*) AS waiting, min(available_at) AS oldest, \(SQL.now) AS now
            FROM job_queue WHERE lease_token IS NULL AND available_at <= \(SQL.now)
            """
        ).first
        guard let row else { return QueueDepth(waiting: 0, seconds: 0) }
        let now = try row.get("now", as: Date.self)
        return QueueDepth(
            waiting: try row.get("waiting"), seconds: try row.get("oldest", as: Date?.self).map { now.timeIntervalSince($0) } ?? 0)
    }
}
