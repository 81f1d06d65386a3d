import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Brings what was committed to the disk, on a thread of its own: the writer goes on with the next transactions meanwhile, as
/// PostgreSQL does. All who wait at a time share one wait.
///
/// SQLite itself does not wait at a commit (`synchronous = NORMAL`); what it writes is in order, so that a power cut takes the last
/// transactions and never one from between. Source: "Write-Ahead Logging", section "Performance Considerations" (sqlite.org/wal.html).
final class SQLiteDisk: Sendable {
    /// The disk, or the file on it, takes nothing.
    struct Failure: Error {}

    private struct State {
        var waiting: [@Sendable (Result<Void, Failure>) -> Void] = []
        var isBusy = false
        var isAskedLater = false
    }

    private let delay: DispatchTimeInterval
    private let synchronize: @Sendable () throws(Failure) -> Void
    private let queue = DispatchQueue(label: "database.disk")
    private let state = Mutex(State())

    /// - Parameters:
    ///   - delay: how long what nobody waits for may take.
    ///   - synchronize: blocks until all that was committed before is on the disk.
    init(delay: DispatchTimeInterval = .milliseconds(200), _ synchronize: @escaping @Sendable () throws(Failure) -> Void) {
        self.delay = delay
        self.synchronize = synchronize
    }

    /// - Parameter path: of the database.
    convenience init(database path: String) {
        self.init { () throws(Failure) in
            // SQLite holds no locks on this file, which closing it would lose.
            let log = open(path + "-wal", O_RDONLY | O_CLOEXEC)
            guard log >= 0 else { throw Failure() }
            defer { close(log) }
            #if canImport(Darwin)
                let code = fsync(log)
            #else
                let code = fdatasync(log)
            #endif
            guard code == 0 else { throw Failure() }
        }
    }

    /// Whether somebody waits.
    var isBusy: Bool { state.withLock(\.isBusy) }

    /// Calls `done` when what was committed before is on the disk, or cannot be brought there; calls come in the order of the asking, and
    /// one after the other.
    func wait(_ done: @escaping @Sendable (Result<Void, Failure>) -> Void) {
        let begins = state.withLock { state in
            state.waiting.append(done)
            defer { state.isBusy = true }
            return !state.isBusy
        }
        if begins { queue.async { [self] in bringAll() } }
    }

    /// Something was committed that nobody waits for: left to itself, the system would bring it to the disk after half a minute. However
    /// often this is said, the disk is asked once in a while. If it fails, whoever waits next learns of it.
    func ask() {
        let isFirst = state.withLock { state in
            defer { state.isAskedLater = true }
            return !state.isAskedLater
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: .now() + delay) { [self] in
            state.withLock { $0.isAskedLater = false }
            try? synchronize()
        }
    }

    private func bringAll() {
        while true {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isBusy = false }
                return state.waiting
            }
            if waiting.isEmpty { return }
            let result = Result { () throws(Failure) in try synchronize() }
            for done in waiting { done(result) }
        }
    }
}
