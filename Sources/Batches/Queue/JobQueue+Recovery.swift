import Database

extension JobQueue {
    /// Takes up what workers have left behind: jobs whose claim has expired, and batches that are past their deadline. Any node
    /// may do this at any time.
    ///
    /// - Returns: How many jobs are to run again or have failed for good.
    @discardableResult
    func recover(limit: Int = 500) async throws -> Int {
        try await abandonExpired(limit) + abandonOverdue(limit)
    }

    private func abandonExpired(_ limit: Int) async throws -> Int {
        let expired: SQL = "SELECT batch_id FROM job_queue WHERE lease_expires_at < \(SQL.now)"
        guard try await database.value("SELECT EXISTS (\(expired))", as: Bool.self) == true else { return 0 }
        return try await database.transaction { connection in
            let batches = try Self.hold("b.id IN (\(expired))", limit, connection)
            var changes = BatchChanges(batches, retries: configuration.retries)
            let jobs = try Self.running("q.lease_expires_at < \(SQL.now)", of: batches, connection)
            for job in jobs { changes.abandon(job, .workerLost) }
            try changes.write(connection, deadline: configuration.deadline)
            return jobs.count
        }
    }

    private func abandonOverdue(_ limit: Int) async throws -> Int {
        let isOverdue: SQL = "b.status = 'processing' AND b.processing_timeout_at < \(SQL.now)"
        guard try await database.value("SELECT EXISTS (SELECT 1 FROM processing_batches AS b WHERE \(isOverdue))", as: Bool.self) == true
        else { return 0 }
        return try await database.transaction { connection in
            let batches = try Self.hold(isOverdue, limit, connection)
            return try recover(batches, connection)
        }
    }

    /// Takes up one batch that hangs, whatever its deadline; as if its workers were gone.
    ///
    /// - Returns: False when nothing of it runs.
    func recover(_ id: BatchID) async throws -> Bool {
        try await database.transaction { connection in
            try recover(BatchRow.hold([id], connection).filter { $0.status == .processing }, connection) > 0
        }
    }

    private func recover(_ batches: [BatchRow], _ connection: any SQLConnection) throws -> Int {
        var changes = BatchChanges(batches, retries: configuration.retries)
        // One that has been taken and not told of yet does not hang: it is about to start the batch's clock, or its claim expires.
        let jobs = try Self.running("q.lease_token IS NOT NULL AND j.status <> 'pending'", of: batches, connection)
        for batch in batches { changes.recover(batch.id) }
        for job in jobs { changes.abandon(job, .overdue) }
        try changes.write(connection, deadline: configuration.deadline)
        // The clock of what is left begins when a worker takes it.
        try connection.send("UPDATE processing_batches SET processing_timeout_at = NULL WHERE id \(in: batches.map(\.id))")
        return jobs.count
    }

    private static func hold(_ condition: SQL, _ limit: Int, _ connection: any SQLConnection) throws -> [BatchRow] {
        try connection.run(
            """
            SELECT \(BatchRow.columns) FROM processing_batches AS b WHERE \(condition) ORDER BY b.id LIMIT \(limit)
            \(SQL.forUpdateSkippingLocked)
            """
        ).map(BatchRow.init)
    }

    private static func running(_ condition: SQL, of batches: [BatchRow], _ connection: any SQLConnection) throws -> [JobRow] {
        try connection.run(
            """
            SELECT \(JobRow.columns) FROM job_queue AS q JOIN batch_jobs AS j ON j.batch_id = q.batch_id AND j.sequence = q.sequence
            WHERE q.batch_id \(in: batches.map(\.id)) AND \(condition) ORDER BY q.batch_id, q.sequence
            """
        ).map(JobRow.init)
    }
}

extension JobFailure {
    static let workerLost = JobFailure(
        code: .internal, isTransient: true,
        message:
            "The server broke down while it read this document. Try again; if it happens again, print the PDF to a new PDF and use that.")

    /// It is not tried again by itself: every try would hold up a part of the server for good.
    static let stuck = JobFailure(
        code: .timeout, isTransient: false,
        message: "Reading this document took too long and could not be stopped. Split it and use the part you need.")

    static let overdue = JobFailure(
        code: .timeout, isTransient: true,
        message: "Reading this document took too long. Try again later, or split it and use the part you need.")
}
