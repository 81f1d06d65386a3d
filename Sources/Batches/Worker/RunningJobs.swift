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
        var stop: Stop?
        /// Heartbeats since it began.
        var beats = 0
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

    /// How to interrupt the job, from when on it can be.
    func begin(_ job: JobID, cancel: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            state.entries[job]?.cancel = cancel
            return state.entries[job]?.stop != nil
        }
        if isStopped { cancel() }
    }

    func stop(of job: JobID) -> Stop? { state.withLock { $0.entries[job]?.stop } }

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
