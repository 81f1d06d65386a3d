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
        /// There is more to take that other transactions kept us from: look again very soon.
        var isContended = false
        /// How long until the next job that waits for its pause may be taken.
        var next: Duration?
    }

    /// Takes up to `limit` jobs, from the batches that were longest without a turn, one of each before two of any.
    func claim(_ limit: Int) async throws -> Claim {
        var random = makeRandom()
        let token = UUID.drawn(using: &random)
        return try await database.transaction(.relaxed) { connection in
            let batches = try connection.run(ready(limit)).map(BatchRow.init)
            guard !batches.isEmpty else { return try rest(Claim(), limit, connection) }
            let chosen = batches.count == limit ? oneOfEach(batches.map(\.id)) : ofEach(batches.map(\.id), limit)
            let taken = try connection.run(taking(chosen, token)).map { try $0.get(at: 0, as: JobID.self) }
            let rows = try connection.run(
                """
                SELECT \(JobRow.columns), \(ClaimedJob.columns)
                FROM batch_jobs AS j JOIN job_queue AS q ON q.job_id = j.id WHERE j.id \(in: taken)
                """)
            var changes = BatchChanges(batches, retries: configuration.retries)
            var claim = Claim()
            for row in rows {
                let job = try JobRow(row)
                let claimed = try ClaimedJob(row, job, JobLease(batch: job.batchID, job: job.id, token: token))
                changes.claim(job, fetches: claimed.file == nil)
                claim.jobs.append(claimed)
            }
            try changes.write(connection, deadline: configuration.deadline)
            let turns = Set(claim.jobs.map(\.batch))
            try connection.send("UPDATE batch_turns SET last_claimed_at = \(Self.clock) WHERE batch_id \(in: turns)")
            return claim.jobs.count < limit ? try rest(claim, limit, connection) : claim
        }
    }

    /// The batches with a job to take and a place for it, held; those that others hold are passed over.
    private func ready(_ limit: Int) -> SQL {
        """
        SELECT \(BatchRow.columns) FROM batch_turns AS t JOIN processing_batches AS b ON b.id = t.batch_id
        WHERE \(isReady) ORDER BY t.last_claimed_at LIMIT \(limit) \(SQL(postgres: "FOR UPDATE OF b SKIP LOCKED", sqlite: ""))
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

    private func taking(_ jobs: SQL, _ token: UUID) -> SQL {
        """
        UPDATE job_queue SET lease_token = \(token), lease_owner = \(owner), lease_expires_at = \(SQL.instant(.now, plus: lease))
        WHERE job_id IN (\(jobs)) RETURNING job_id
        """
    }

    /// Counts the places anew, those that are taken first: only now are the batches ours.
    private func ofEach(_ batches: [BatchID], _ limit: Int) -> SQL {
        """
        SELECT job_id FROM (
            SELECT q.job_id, t.last_claimed_at, \(isFree) AS is_free,
                row_number() OVER (
                    PARTITION BY q.batch_id
                    ORDER BY q.lease_token IS NULL, q.available_at > \(SQL.now), q.sequence
                ) AS place
            FROM job_queue AS q JOIN batch_turns AS t ON t.batch_id = q.batch_id WHERE q.batch_id \(in: batches)
        ) AS waiting
        WHERE is_free AND place <= \(configuration.jobsPerBatch) ORDER BY place, last_claimed_at LIMIT \(limit)
        """
    }

    /// The same when there are as many batches as jobs are wanted, without looking at all that these batches have.
    private func oneOfEach(_ batches: [BatchID]) -> SQL {
        """
        SELECT job_id FROM job_queue WHERE (batch_id, sequence) IN (
            SELECT q.batch_id, min(CASE WHEN \(isFree) THEN q.sequence END) FROM job_queue AS q
            WHERE q.batch_id \(in: batches) GROUP BY q.batch_id HAVING count(q.lease_token) < \(configuration.jobsPerBatch))
        """
    }

    private func rest(_ claim: Claim, _ limit: Int, _ connection: any SQLConnection) throws -> Claim {
        var claim = claim
        let row = try connection.run(
            """
            SELECT EXISTS (SELECT 1 FROM batch_turns AS t WHERE \(isReady)) AS more,
                (SELECT min(available_at) FROM job_queue WHERE lease_token IS NULL AND available_at > \(SQL.now)) AS next,
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
