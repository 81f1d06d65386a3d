import Database

extension BatchService {
    /// Stops what waits and what runs; what is finished keeps its results. Nothing happens to a batch that has ended.
    package func cancel(_ id: BatchID) async throws -> Batch {
        try await steer(id) { connection, changes in
            for job in try Self.jobs(of: id, "j.status IN ('pending', 'downloading', 'processing')", connection) { changes.cancel(job) }
            // Tells the workers to look whether they still hold what they run.
            try connection.notify(.jobs, id.text)
        }
    }

    /// Tries all failed and cancelled jobs again.
    ///
    /// - Throws: `conflict` when there are none.
    package func retry(_ id: BatchID) async throws -> Batch {
        try await steer(id) { connection, changes in
            let jobs = try Self.jobs(of: id, "j.status IN ('failed', 'cancelled')", connection)
            guard !jobs.isEmpty else {
                throw BatchError(.conflict, "No document of this batch has failed, so there is nothing to try again.")
            }
            for job in jobs { changes.retry(job) }
        }
    }

    /// Tries one failed or cancelled job again.
    ///
    /// - Throws: `conflict` when the job is neither.
    package func retry(_ id: BatchID, _ job: JobID) async throws -> Batch {
        try await steer(id) { connection, changes in
            guard let row = try Self.jobs(of: id, "j.id = \(job)", connection).first else { throw BatchError.noJob }
            guard row.status == .failed || row.status == .cancelled else {
                throw BatchError(.conflict, "This document has not failed, so there is nothing to try again.")
            }
            changes.retry(row)
        }
    }

    /// Takes up a batch that hangs: its running jobs run again, as if their workers were gone. For operators.
    ///
    /// - Returns: Whether anything was running.
    package func recover(_ id: BatchID) async throws -> Bool { try await queue(owner: "", lease: .zero).recover(id) }

    func queue(owner: String, lease: Duration) -> JobQueue {
        JobQueue(database: database, configuration: configuration, makeRandom: makeRandom, owner: owner, lease: lease)
    }

    private func steer(_ id: BatchID, _ body: @escaping @Sendable (any SQLConnection, inout BatchChanges) throws -> Void) async throws
        -> Batch
    {
        try await database.transaction { connection in
            let held = try BatchRow.hold([id], connection)
            guard !held.isEmpty else { throw BatchError.noBatch }
            var changes = BatchChanges(held, retries: configuration.retries)
            try body(connection, &changes)
            try changes.write(connection, deadline: configuration.deadline)
            guard let batch = try BatchRows.batch(id, connection) else { throw BatchError.noBatch }
            return batch
        }
    }

    private static func jobs(of id: BatchID, _ condition: SQL, _ connection: any SQLConnection) throws -> [JobRow] {
        try connection.run(
            """
            SELECT \(JobRow.columns) FROM batch_jobs AS j LEFT JOIN job_queue AS q ON q.batch_id = j.batch_id AND q.sequence = j.sequence
            WHERE j.batch_id = \(id) AND \(condition) ORDER BY j.sequence
            """
        ).map(JobRow.init)
    }
}
