import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Brings what was committed without waiting for the disk to the disk a moment later, as PostgreSQL's WAL writer does. Left to itself,
/// the system would do so after half a minute.
final class SQLiteLateSync: Sendable {
    private let delay: DispatchTimeInterval
    private let synchronize: @Sendable () -> Void
    private let queue = DispatchQueue(label: "database.late-sync")
    private let isAsked = Atomic(false)

    /// - Parameter synchronize: blocks until all that was committed before is on the disk.
    init(delay: DispatchTimeInterval = .milliseconds(200), _ synchronize: @escaping @Sendable () -> Void) {
        self.delay = delay
        self.synchronize = synchronize
    }

    /// - Parameter path: of the database.
    convenience init(database path: String) {
        self.init {
            // SQLite holds no locks on this file, which closing it would lose. If it cannot be synchronized, the next transaction that waits
            // for the disk says so.
            let log = open(path + "-wal", O_RDONLY | O_CLOEXEC)
            guard log >= 0 else { return }
            #if canImport(Darwin)
                fsync(log)
            #else
                fdatasync(log)
            #endif
            close(log)
        }
    }

    /// Something was committed. However often that is said, the disk is asked once in a while.
    func ask() {
        guard !isAsked.exchange(true, ordering: .acquiringAndReleasing) else { return }
        queue.asyncAfter(deadline: .now() + delay) { [self] in
            isAsked.store(false, ordering: .sequentiallyConsistent)
            synchronize()
        }
    }
}
