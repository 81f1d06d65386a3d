import Database

extension JobQueue {
    /// Writes what workers say of the jobs they hold, all in one transaction.
    ///
    /// - Returns: The jobs whose report was refused, as they are held no longer.
    func report(_ reports: [(lease: JobLease, report: JobReport)]) async throws -> Set<JobID> {
        let leases = reports.map(\.lease)
        let isRelaxed = reports.allSatisfy { if case .progressed = $0.report { true } else { false } }
        return try await database.transaction(isRelaxed ? .relaxed : .default) { connection in
            var changes = BatchChanges(try BatchRow.hold(Set(leases.map(\.batch)), connection), retries: configuration.retries)
            let held = Dictionary(
                try JobRow.held(leases, connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            var refused: Set<JobID> = []
            for (lease, report) in reports {
                if let job = held[lease.job] { changes.report(report, of: job) } else { refused.insert(lease.job) }
            }
            try changes.write(connection, deadline: configuration.deadline)
            return refused
        }
    }

    /// Makes the claims hold on.
    ///
    /// - Returns: The jobs that are held no longer: cancelled, or taken up by others.
    func heartbeat(_ leases: [JobLease]) async throws -> Set<JobID> {
        let held = try await database.transaction(.relaxed) { connection in
            let table = SQLTable("leases", leases, .init("job") { $0.job }, .init("token") { $0.token })
            // Rows that another transaction has are being told of at this moment, which is as good as a heartbeat.
            try connection.send(
                """
                UPDATE job_queue SET lease_expires_at = \(SQL.instant(.now, plus: lease)) WHERE job_id IN (
                    SELECT job_id FROM job_queue WHERE (job_id, lease_token) IN (SELECT job, token FROM \(table))
                    \(SQL.forUpdateSkippingLocked))
                """)
            try connection.send(
                """
                UPDATE processing_batches SET worker_heartbeat = \(SQL.now) WHERE id IN (
                    SELECT id FROM processing_batches WHERE id \(in: Set(leases.map(\.batch))) AND status = 'processing'
                    \(SQL.forUpdateSkippingLocked))
                """)
            return try connection.run(
                "SELECT job_id FROM job_queue WHERE (job_id, lease_token) IN (SELECT job, token FROM \(table))"
            ).map { try $0.get(at: 0, as: JobID.self) }
        }
        return Set(leases.map(\.job)).subtracting(held)
    }
}
