import Database
import Foundation

extension BatchService {
    /// What came of a request for a batch.
    package struct Creation: Sendable {
        package var batch: Batch
        /// The request had been sent before, and this is the batch it made.
        package var isReplay: Bool
    }

    /// Makes a batch, whose jobs begin at once. When this returns it survives the process.
    package func create(_ request: NewBatch) async throws -> Creation {
        let plan = try BatchPlan(request, configuration, at: wallClock(), makeRandom)
        return try await database.transaction { connection in
            if let earlier = try plan.claimKey(connection) {
                guard let batch = try BatchRows.batch(earlier, connection) else { throw BatchError.noBatch }
                return Creation(batch: batch, isReplay: true)
            }
            try plan.insert(connection)
            guard let batch = try BatchRows.batch(plan.id, connection) else { throw BatchError.noBatch }
            try connection.notify(.jobs, "")
            return Creation(batch: batch, isReplay: false)
        }
    }

    /// Where to write when the batch has ended, in place of what was given before; nil to write nowhere.
    package func setEmail(_ id: BatchID, _ email: String?) async throws {
        guard (email?.unicodeScalars.count ?? 0) <= BatchPlan.mostText else {
            throw BatchError(.invalidRequest, "This e-mail address is too long. Check it and try again.")
        }
        let changes = try await database.execute(
            "UPDATE processing_batches SET notification_email = \(email) WHERE id = \(id)"
        ).changes
        guard changes > 0 else { throw BatchError.noBatch }
    }
}

extension SQLChannel {
    /// There may be jobs to claim.
    static let jobs: SQLChannel = "batch_jobs"
}
