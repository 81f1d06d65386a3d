import Database

/// A job of a batch that this transaction holds.
struct JobRow: Sendable {
    let id: JobID
    let batchID: BatchID
    let sequence: Int
    var status: JobStatus
    var filename: String?
    /// Tries that failed since it entered the queue.
    var attempt: Int

    /// After `SELECT`, of `batch_jobs AS j` and `job_queue AS q`, which may be missing.
    static let columns: SQL = "j.id, j.batch_id, j.sequence, j.status, j.filename, q.attempt"

    init(_ row: SQLRow) throws {
        id = try row.get(at: 0)
        batchID = try row.get(at: 1)
        sequence = try row.get(at: 2)
        status = try row.get(at: 3)
        filename = try row.get(at: 4)
        attempt = try row.get(at: 5, as: Int?.self) ?? 0
    }

    /// The jobs of these that are held with the token they come with. A worker whose claim has expired gets nothing.
    static func held(_ leases: [JobLease], _ connection: any SQLConnection) throws -> [JobRow] {
        let leases = SQLTable("leases", leases, .init("job") { $0.job }, .init("token") { $0.token })
        return try connection.run(
            """
            SELECT \(columns) FROM \(leases)
            JOIN job_queue AS q ON q.job_id = leases.job AND q.lease_token = leases.token
            JOIN batch_jobs AS j ON j.id = q.job_id
            """
        ).map(JobRow.init)
    }
}
