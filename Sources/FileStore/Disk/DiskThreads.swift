import NIOPosix

/// Threads on which system calls may block.
struct DiskThreads: Sendable {
    let pool: NIOThreadPool

    /// Runs `body` on a thread of the pool, unless the task is cancelled before its turn comes.
    nonisolated(nonsending) func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        do {
            return try await pool.runIfActive(body)
        } catch let failure as DiskFailure {
            throw failure.storeError
        }
    }

    /// Runs `body` also when the task has been cancelled: for what has to be put in order whatever happens.
    nonisolated(nonsending) func tidy(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            pool.submit { _ in
                body()
                continuation.resume()
            }
        }
    }
}
