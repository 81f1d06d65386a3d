import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What one document may cost while its lines are read: processor time, and whether anybody still waits for it. Whatever loops over lines or
/// tables asks it now and then.
package final class ReadingMeter: Sendable {
    package enum Stopped: Error, Hashable {
        case cancelled, timedOut
    }

    private let isCancelled = Atomic(false)
    /// Counts the questions, as reading the clock costs more than they do.
    private let questions = Atomic(0)
    /// In nanoseconds of the thread's own time: a busy machine makes no document late.
    private let limit: Int64?
    private let start = Atomic<Int64>(-1)

    /// - Parameter limit: processor time from the first question on; nil for no limit.
    package init(limit: Duration? = nil) {
        self.limit = limit.map { $0.components.seconds * 1_000_000_000 + $0.components.attoseconds / 1_000_000_000 }
    }

    /// Ends the reading at its next question. From any thread.
    package func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Throws if the reading is to end. To be asked by one thread only, at least once for every few hundred words.
    package func check() throws(Stopped) {
        if isCancelled.load(ordering: .relaxed) { throw .cancelled }
        guard let limit, questions.wrappingAdd(1, ordering: .relaxed).oldValue & 63 == 0 else { return }
        let now = Self.processorTime()
        let first = start.load(ordering: .relaxed)
        if first < 0 {
            start.store(now, ordering: .relaxed)
        } else if now - first > limit {
            throw .timedOut
        }
    }

    private static func processorTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
