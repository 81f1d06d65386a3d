import Database

/// A batch whose row this transaction holds: nobody else changes it, its jobs or their places in the queue meanwhile.
struct BatchRow: Sendable {
    let id: BatchID
    var status: BatchStatus
    var counts: JobCounts
    var lastEventID: Int
    /// It begins, or begins again: its clock is set.
    var starts = false
    /// Its status changes.
    var moves = false

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
        id = try row.get(at: 0)
        status = try row.get(at: 1)
        counts = JobCounts(
            total: try row.get(at: 2), completed: try row.get(at: 3), failed: try row.get(at: 4), cancelled: try row.get(at: 5))
        lastEventID = try row.get(at: 6)
    }
}
