import Database
import Foundation
import Logging

extension BatchService {
    /// What came of a request for a batch.
    package struct Creation: Sendable {
        package var batch: Batch
        /// The request had been sent before, and this is the batch it made.
        package var isReplay: Bool
    }

    /// Makes a batch, whose jobs begin at once. When this returns it survives the process.
    ///
    /// - Throws: `DatabaseError.Code.outcomeUnknown` when the batch may have been made and the database cannot be asked: what it is to read
    ///   must stay.
    package func create(_ request: NewBatch) async throws -> Creation {
        let plan = try BatchPlan(request, configuration, at: wallClock(), makeRandom)
        do {
            return try await make(plan)
        } catch let unknown as DatabaseError where unknown.code == .outcomeUnknown {
            // Of one identifier there is one batch, so that the same may be said again; what is still being committed is waited for.
            do {
                return try await make(plan, mayExist: true)
            } catch {
                logger.warning("It is not known whether a batch was made", metadata: .code(of: error))
                throw unknown
            }
        }
    }

    private func make(_ plan: BatchPlan, mayExist: Bool = false) async throws -> Creation {
        try await database.transaction { connection in
            if mayExist, let batch = try BatchRows.batch(plan.id, connection) { return Creation(batch: batch, isReplay: false) }
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
