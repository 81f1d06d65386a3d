import Database
import Foundation

/// The jobs that are to run or run, as a worker sees them: it takes some, keeps its hold on them, and tells what became of them.
struct JobQueue: Sendable {
    let database: SQLDatabase
    let configuration: BatchConfiguration
    let makeRandom: @Sendable () -> any RandomNumberGenerator
    /// Names this worker to people.
    let owner: String
    /// How long a claim holds without a heartbeat.
    let lease: Duration

    /// What a look into the queue gave.
    struct Claim: Sendable {
        var jobs: [ClaimedJob] = []
        /// Not all batches were looked at: claim again.
        var isPart = false
        /// There is more to take that other transactions kept us from: look again very soon.
        var isContended = false
        /// How long until the next job that waits for its pause may be taken.
        var next: Duration?
    }

    /// Takes up to `limit` jobs, from the batches that were longest without a turn, one of each before two of any. They count as begun
    /// with the first report.
    func claim(_ limit: Int) async throws -> Claim {
        var random = makeRandom()
        let token = UUID.drawn(using: &random)
        return try await database.transaction(.relaxed) { connection in
            let count = TurnPlan.turns(for: limit, perBatch: configuration.jobsPerBatch)
            let turns = try connection.run(ready(count)).map { try $0.get(at: 0, as: BatchID.self) }
            let places = TurnPlan(turns, try waiting(in: turns, connection), perBatch: configuration.jobsPerBatch).places(limit)
            guard !places.isEmpty else { return try rest(Claim(), connection) }
            var claim = Claim(jobs: try take(places, token, connection))
            claim.isPart = turns.count == count && !claim.jobs.isEmpty
            try connection.send(
                "UPDATE batch_turns SET last_claimed_at = \(Self.clock) WHERE batch_id \(in: Set(claim.jobs.map(\.batch)))")
            return claim.isPart || claim.jobs.count == limit ? claim : try rest(claim, connection)
        }
    }

    /// The batches with a job to take and a place for it. Their turns are held; those that other claims hold are passed over.
    private func ready(_ limit: Int) -> SQL {
        """
        SELECT t.batch_id FROM batch_turns AS t WHERE \(isReady) ORDER BY t.last_claimed_at LIMIT \(limit) \(SQL.forUpdateSkippingLocked)
        """
    }

    /// Counts what the batch has, in one go: a batch has few jobs. Asked for those of one state, PostgreSQL may read an index that
    /// has those of all batches, as its statistics of a queue are always old.
    private var isReady: SQL {
        """
        (SELECT count(q.lease_token) < \(configuration.jobsPerBatch) AND count(CASE WHEN \(isFree) THEN 1 END) > 0
            FROM job_queue AS q WHERE q.batch_id = t.batch_id)
        """
    }

    private var isFree: SQL { "q.lease_token IS NULL AND q.available_at <= \(SQL.now)" }

    /// What is open in these batches. Asked anew, as only now are the turns ours.
    private func waiting(in batches: [BatchID], _ connection: any SQLConnection) throws -> [TurnPlan.OpenJob] {
        guard !batches.isEmpty else { return [] }
        return try connection.run(
            """
            SELECT q.batch_id, q.sequence, q.lease_token IS NOT NULL AS is_held, \(isFree) AS is_free
            FROM job_queue AS q WHERE q.batch_id \(in: batches) ORDER BY q.batch_id, q.sequence
            """
        ).map { row in
            TurnPlan.OpenJob(
                batch: try row.get(at: 0), place: try row.get(at: 1), isHeld: try row.get(at: 2), isFree: try row.get(at: 3))
        }
    }

    private func take(_ places: [TurnPlan.Place], _ token: UUID, _ connection: any SQLConnection) throws -> [ClaimedJob] {
        let places = SQLTable("places", places, .init("batch") { $0.batch }, .init("place") { $0.place })
        let queued = try connection.run(
            """
            UPDATE job_queue SET lease_token = \(token), lease_owner = \(owner), lease_expires_at = \(SQL.instant(.now, plus: lease))
            FROM \(places) WHERE batch_id = batch AND sequence = place RETURNING job_id, attempt, available_at, \(SQL.now) AS now
            """)
        let ids = try queued.map { try $0.get(at: 0, as: JobID.self) }
        let taken = Dictionary(zip(ids, queued), uniquingKeysWith: { first, _ in first })
        // In the order of the queue, in which they lie beside each other.
        let table = SQLTable("taken", ids, .init("job") { $0 })
        let jobs = try connection.run(
            "SELECT \(ClaimedJob.columns) FROM \(table) JOIN batch_jobs ON id = job"
        ).compactMap { row in try taken[row.get(at: 0)].map { try ClaimedJob(row, $0, token) } }
        return jobs.sorted { ($0.batch.uuid, $0.sequence) < ($1.batch.uuid, $1.sequence) }
    }

    /// Whether there is more than could be taken, and when: only jobs that have failed once wait for a pause.
    private func rest(_ claim: Claim, _ connection: any SQLConnection) throws -> Claim {
        var claim = claim
        let row = try connection.run(
            """
            SELECT \(SQL(postgres: "EXISTS (SELECT 1 FROM batch_turns AS t WHERE \(isReady))", sqlite: "0")) AS more,
                (SELECT min(available_at) FROM job_queue WHERE attempt > 0 AND lease_token IS NULL AND available_at > \(SQL.now)) AS next,
                \(SQL.now) AS now
            """
        ).first
        guard let row else { return claim }
        claim.isContended = try row.get("more")
        if let next = try row.get("next", as: Date?.self) {
            claim.next = .microseconds(Int(next.timeIntervalSince(try row.get("now")) * 1_000_000) + 1_000)
        }
        return claim
    }

    /// The hour itself, not that of the transaction's start: turns are in the order in which they were taken.
    private static let clock = SQL(postgres: "clock_timestamp()", sqlite: .now)
}
