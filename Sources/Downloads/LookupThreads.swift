import NIOPosix
import Synchronization

/// Where look-ups block. The threads are theirs alone: files are not kept waiting by a name service that does not answer.
final class LookupThreads: Sendable {
    /// Those of the process, which are never stopped.
    static let shared = LookupThreads(count: 8, mostAtATime: 256)

    private let pool: NIOThreadPool
    private let mostAtATime: Int
    private let running = Mutex(0)

    /// How many look-ups are running or wait for a thread.
    var count: Int { running.withLock { $0 } }

    /// - Parameter mostAtATime: how many look-ups may be running or waiting for a thread.
    init(count: Int, mostAtATime: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
        self.mostAtATime = mostAtATime
    }

    /// - Throws: `HostResolverError.failed` when too many wait already, and what `body` throws.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let hasRoom = running.withLock { running in
            guard running < mostAtATime else { return false }
            running += 1
            return true
        }
        guard hasRoom else { throw HostResolverError.failed }
        defer { running.withLock { $0 -= 1 } }
        return try await pool.runIfActive(body)
    }

    func shutdown() async throws { try await pool.shutdownGracefully() }
}
