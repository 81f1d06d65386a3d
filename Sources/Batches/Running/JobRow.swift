import Database

/// A job of a batch that this transaction holds.
struct JobRow: Sendable {
    let id: JobID
    let batchID: BatchID
    let sequence: Int
    var status: JobStatus
    var filename: String?
    /// Whether its document is in the store.
    let isFetched: Bool
    /// Tries that failed since it entered the queue.
    var attempt: Int

    /// After `SELECT`, of `batch_jobs AS j` and `job_queue AS q`, which may be missing.
    static let columns: SQL = "j.id, j.batch_id, j.sequence, j.status, j.filename, j.temp_file_path IS NOT NULL AS is_fetched, q.attempt"

    init(_ row: SQLRow) throws {
        id = try row.get(at: 0)
        batchID = try row.get(at: 1)
        sequence = try row.get(at: 2)
        status = try row.get(at: 3)
        filename = try row.get(at: 4)
        isFetched = try row.get(at: 5)
        attempt = try row.get(at: 6, as: Int?.self) ?? 0
    }

    /// The jobs of these that are held with the token they come with. A worker whose claim has expired gets nothing.
    static func held(_ leases: Set<JobLease>, _ connection: any SQLConnection) throws -> [JobLease: JobRow] {
        let leases = SQLTable("leases", leases, .init("batch") { $0.batch }, .init("place") { $0.sequence }, .init("token") { $0.token })
        let rows = try connection.run(
            """
            SELECT \(columns), q.lease_token FROM \(leases)
            JOIN job_queue AS q ON q.batch_id = leases.batch AND q.sequence = leases.place AND q.lease_token = leases.token
            JOIN batch_jobs AS j ON j.id = q.job_id
            """)
        return Dictionary(
            try rows.map { row in
                let job = try JobRow(row)
                return (JobLease(batch: job.batchID, job: job.id, sequence: job.sequence, token: try row.get(at: 7)), job)
            }, uniquingKeysWith: { first, _ in first })
    }
}
