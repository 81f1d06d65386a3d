/// Which jobs are next when batches take turns. Pure.
struct TurnPlan: Sendable {
    /// A job of the queue.
    struct OpenJob: Sendable, Hashable {
        var batch: BatchID
        /// In the batch.
        var place: Int
        /// A worker has it.
        var isHeld: Bool
        /// It may be taken now.
        var isFree: Bool
    }

    struct Place: Sendable, Hashable {
        var batch: BatchID
        var place: Int
    }

    private let turns: [BatchID]
    /// What each batch may give, in its order.
    private let free: [BatchID: [Int]]

    /// How many batches get a turn when `limit` jobs are wanted, one at least. Who runs very many at a time gives a batch all its places at
    /// once: nobody waits long for a turn then, and what a batch costs is shared by its jobs.
    static func turns(for limit: Int, perBatch: Int) -> Int { limit < 64 ? limit : max(1, limit / perBatch) }

    /// - Parameters:
    ///   - turns: the batches, the one that was longest without a turn first.
    ///   - jobs: all that is open in them, in the order in which a batch's jobs are to run.
    ///   - perBatch: the most that a batch may have running.
    init(_ turns: [BatchID], _ jobs: [OpenJob], perBatch: Int) {
        var room: [BatchID: Int] = [:]
        for job in jobs where job.isHeld { room[job.batch, default: perBatch] -= 1 }
        var free: [BatchID: [Int]] = [:]
        for job in jobs where job.isFree && free[job.batch, default: []].count < room[job.batch, default: perBatch] {
            free[job.batch, default: []].append(job.place)
        }
        self.turns = turns
        self.free = free
    }

    /// At most `limit`: one of each batch before two of any.
    func places(_ limit: Int) -> [Place] {
        var places: [Place] = []
        var round = 0
        while places.count < limit {
            let next = turns.compactMap { batch in
                free[batch].flatMap { round < $0.count ? Place(batch: batch, place: $0[round]) : nil }
            }
            if next.isEmpty { break }
            places += next.prefix(limit - places.count)
            round += 1
        }
        return places
    }
}
