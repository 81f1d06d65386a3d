import Database

extension JobQueue {
    /// Writes what workers say of the jobs they hold, those of one job in order, all in one transaction. It is on the disk before streams are
    /// told of it, however little it says: an event that was told and then lost would leave its id to another.
    ///
    /// - Returns: Those whose reports were refused, as the jobs are held no longer.
    func report(_ reports: [(lease: JobLease, report: JobReport)]) async throws -> Set<JobLease> {
        try await database.transaction { connection in
            let leases = Set(reports.map(\.lease))
            var changes = BatchChanges(try BatchRow.hold(Set(leases.map(\.batch)), connection), retries: configuration.retries)
            var held = try JobRow.held(leases, connection)
            let refused = leases.subtracting(held.keys)
            for (lease, report) in reports {
                guard let place = held.index(forKey: lease) else { continue }
                changes.report(report, of: &held.values[place])
            }
            try changes.write(connection, deadline: configuration.deadline)
            return refused
        }
    }

    /// Makes the claims hold on.
    ///
    /// - Returns: Those of jobs that are held no longer: cancelled, or taken up by others.
    func heartbeat(_ leases: [JobLease]) async throws -> Set<JobLease> {
        let held = try await database.transaction(.relaxed) { connection in
            let table = SQLTable("leases", leases, .init("batch") { $0.batch }, .init("place") { $0.sequence }, .init("token") { $0.token })
            let isHeld: SQL = "(batch_id, sequence, lease_token) IN (SELECT batch, place, token FROM \(table))"
            // Rows that another transaction has are being told of at this moment, which is as good as a heartbeat.
            try connection.send(
                """
                UPDATE job_queue SET lease_expires_at = \(SQL.instant(.now, plus: lease)) WHERE (batch_id, sequence) IN (
                    SELECT batch_id, sequence FROM job_queue WHERE \(isHeld) \(SQL.forUpdateSkippingLocked))
                """)
            try connection.send(
                """
                UPDATE processing_batches SET worker_heartbeat = \(SQL.now) WHERE id IN (
                    SELECT id FROM processing_batches WHERE id \(in: Set(leases.map(\.batch))) AND status = 'processing'
                    \(SQL.forUpdateSkippingLocked))
                """)
            return try connection.run(
                "SELECT batch_id, job_id, sequence, lease_token FROM job_queue WHERE \(isHeld)"
            ).map { try JobLease(batch: $0.get(at: 0), job: $0.get(at: 1), sequence: $0.get(at: 2), token: $0.get(at: 3)) }
        }
        return Set(leases).subtracting(held)
    }
}

extension JobReport {
    /// A step that the next one replaces.
    var isProgress: Bool { if case .progressed = self { true } else { false } }
}
