package import Database
package import FileStore
package import Foundation

/// The books of uploads, kept in the database for all nodes. A day is a day of UTC.
package struct DatabaseQuotaLedger: QuotaLedger {
    private static let filesScope = "upload-files"
    private static let bytesScope = "upload-bytes"

    private let database: SQLDatabase
    private let daily: StorageUsage

    /// - Parameter daily: the most that one client may store in a day.
    package init(database: SQLDatabase, daily: StorageUsage) {
        self.database = database
        self.daily = daily
    }

    /// - Throws: `StoreError.quotaExceeded(until:)`, or `DatabaseError`.
    package func charge(_ usage: StorageUsage, to client: String, at time: Date) async throws {
        let start = RateCounters.start(of: Self.day, holding: time)
        let steps = [(usage.files, Self.filesScope, daily.files), (Int(usage.bytes), Self.bytesScope, Int(daily.bytes))]
        try await database.transaction(.relaxed) { connection in
            for (amount, scope, limit) in steps where amount > 0 {
                guard
                    try RateCounters.add(amount, scope: scope, client: client, start: start, limit: limit, on: connection)
                else {
                    let rest = start.addingTimeInterval(Self.day.wholeSeconds).timeIntervalSince(time)
                    throw StoreError.quotaExceeded(until: .seconds(max(1, rest.rounded(.up))))
                }
            }
        }
    }

    package func refund(_ usage: StorageUsage, to client: String, chargedAt time: Date) async throws {
        let start = RateCounters.start(of: Self.day, holding: time)
        try await database.transaction(.relaxed) { connection in
            try connection.send(RateCounters.subtract(usage.files, scope: Self.filesScope, client: client, start: start))
            try connection.send(RateCounters.subtract(Int(usage.bytes), scope: Self.bytesScope, client: client, start: start))
        }
    }

    private static let day: Duration = .seconds(86_400)
}
