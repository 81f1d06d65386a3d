import Database

/// A batch whose row this transaction holds: nobody else changes it, its jobs or their places in the queue meanwhile.
struct BatchRow: Sendable {
    let id: BatchID
    var status: BatchStatus
    var counts: JobCounts
    var lastEventID: Int
    /// It begins, or begins again: its clock is set.
    var starts = false

    /// Takes the batches, those that still exist. Every transaction that changes a batch begins with this, and takes them in
    /// the same order as all others.
    static func hold(_ ids: some Sequence<BatchID>, _ connection: any SQLConnection) throws -> [BatchRow] {
        try connection.run(
            """
            SELECT \(columns) FROM processing_batches WHERE id \(in: ids) ORDER BY id \(SQL.forUpdate)
            """
        ).map(BatchRow.init)
    }

    static let columns: SQL = "id, status, total_pdfs, completed_pdfs, failed_pdfs, cancelled_pdfs, last_event_id"

    init(_ row: SQLRow) throws {
        id = try row.get("id")
        status = try row.get("status")
        counts = JobCounts(
            total: try row.get("total_pdfs"), completed: try row.get("completed_pdfs"), failed: try row.get("failed_pdfs"),
            cancelled: try row.get("cancelled_pdfs"))
        lastEventID = try row.get("last_event_id")
    }
}

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
