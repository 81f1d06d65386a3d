/// A transaction that waits for the writer.
struct SQLiteJob: Sendable {
    /// What came of running the body; the one who asked for it learns of it by ``finish()``.
    struct Attempt: Sendable {
        let isSuccess: Bool
        let notices: [SQLiteNotice]
        let finish: @Sendable () -> Void

        static func failure(_ error: any Error, of job: SQLiteJob) -> Attempt {
            Attempt(isSuccess: false, notices: []) { job.fail(error) }
        }
    }

    let options: TransactionOptions
    let cancellation: SQLiteCancellation
    let created: ContinuousClock.Instant
    /// May be called again when the transaction could not be committed.
    let attempt: @Sendable (SQLiteConnection) -> Attempt
    let fail: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ options: TransactionOptions, _ cancellation: SQLiteCancellation,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value,
        _ finish: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        self.options = options
        self.cancellation = cancellation
        created = .now
        fail = { finish(.failure($0)) }
        attempt = { connection in
            let result = Result {
                let value = try body(connection)
                // A failed statement costs the transaction on PostgreSQL, so it does here.
                if let failure = connection.failure { throw failure }
                return value
            }
            let notices = connection.notices
            switch result {
            case .success: return Attempt(isSuccess: true, notices: notices) { finish(result) }
            case .failure: return Attempt(isSuccess: false, notices: []) { finish(result) }
            }
        }
    }
}
