import Synchronization

/// The jobs that this worker holds.
final class RunningJobs: Sendable {
    /// Why a job was stopped before its end.
    enum Stop: Sendable, Hashable {
        /// It is no longer ours: cancelled, or taken up by another worker.
        case lost
        /// This worker stops.
        case shutdown
        /// It takes too long.
        case timeout
    }

    private struct Entry {
        var lease: JobLease
        var cancel: (@Sendable () -> Void)?
        /// Lets go of those who wait for the end.
        var letGo: (@Sendable () -> Void)?
        var stop: Stop?
        /// Heartbeats since it began.
        var beats = 0
        /// How many there were when it was stopped.
        var beatsAtStop = 0
        /// Somebody tells of its end.
        var isConcluded = false
    }

    /// A job that goes on though it was stopped.
    struct Stuck {
        var lease: JobLease
        var stop: Stop
        var letGo: @Sendable () -> Void
    }

    private struct State {
        var entries: [JobID: Entry] = [:]
        var stopped: Stop?
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.entries.count } }

    func add(_ lease: JobLease) {
        state.withLock { $0.entries[lease.job] = Entry(lease: lease, stop: $0.stopped) }
    }

    /// How to interrupt the job, and how to let go of it, from when on it can be.
    func begin(_ lease: JobLease, cancel: @escaping @Sendable () -> Void, letGo: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            guard state.entries[lease.job]?.lease == lease else { return false }
            state.entries[lease.job]?.cancel = cancel
            state.entries[lease.job]?.letGo = letGo
            return state.entries[lease.job]?.stop != nil
        }
        if isStopped { cancel() }
    }

    func stop(of lease: JobLease) -> Stop? {
        state.withLock { state in state.entries[lease.job].flatMap { $0.lease == lease ? $0.stop : nil } }
    }

    /// Whether it is for the caller to tell of the job's end: false when it was given up before.
    func conclude(_ lease: JobLease) -> Bool {
        state.withLock { state in
            guard let entry = state.entries[lease.job], entry.lease == lease, !entry.isConcluded else { return false }
            state.entries[lease.job]?.isConcluded = true
            return true
        }
    }

    /// Gives up those that were stopped more than `limit` heartbeats ago and go on all the same. It is for the caller to tell of their end.
    func giveUp(after limit: Int) -> [Stuck] {
        state.withLock { state in
            state.entries.values.compactMap { entry in
                guard let stop = entry.stop, let letGo = entry.letGo, !entry.isConcluded, entry.beats - entry.beatsAtStop > limit
                else { return nil }
                state.entries[entry.lease.job]?.isConcluded = true
                return Stuck(lease: entry.lease, stop: stop, letGo: letGo)
            }
        }
    }

    func remove(_ lease: JobLease) {
        state.withLock { state in
            guard state.entries[lease.job]?.lease == lease else { return }
            state.entries[lease.job] = nil
        }
    }

    /// The leases to keep alive.
    func leases(of batch: BatchID? = nil) -> [JobLease] {
        state.withLock { state in
            state.entries.values.compactMap { $0.stop == .lost || batch != nil && $0.lease.batch != batch ? nil : $0.lease }
        }
    }

    /// Counts a heartbeat; interrupts those that have had more than `limit`.
    func beat(limit: Int) {
        let late = state.withLock { state in
            for id in state.entries.keys { state.entries[id]?.beats += 1 }
            return state.entries.values.filter { $0.beats > limit && $0.stop == nil }.map(\.lease)
        }
        interrupt(late, .timeout)
    }

    func interrupt(_ leases: some Sequence<JobLease>, _ reason: Stop) {
        let cancels = state.withLock { state in
            leases.compactMap { lease -> (@Sendable () -> Void)? in
                guard let entry = state.entries[lease.job], entry.lease == lease, entry.stop == nil else { return nil }
                state.entries[lease.job]?.stop = reason
                state.entries[lease.job]?.beatsAtStop = entry.beats
                return entry.cancel
            }
        }
        for cancel in cancels { cancel() }
    }

    /// Interrupts all, and all that may still come.
    func interruptAll(_ reason: Stop) {
        let leases = state.withLock { state in
            state.stopped = reason
            return state.entries.values.map(\.lease)
        }
        interrupt(leases, reason)
    }
}
