package import Database
package import FileStore
import Foundation
package import Logging
package import PDFPages

/// Batches as clients know them: made, watched, steered and asked for their results.
///
/// It runs nothing itself: ``BatchWorker`` does, on this node or another. Every call throws ``BatchError``, `DatabaseError` or
/// `CancellationError`.
package struct BatchService: Sendable {
    package let configuration: BatchConfiguration
    /// Brings events of other nodes to the streams of this one: a service to run beside the server, before it.
    package let hub: BatchEventHub
    let database: SQLDatabase
    let store: any ObjectStore
    let pool: ReaderPool
    let makeRandom: @Sendable () -> any RandomNumberGenerator
    let clock: any Clock<Duration>
    let logger: Logger

    /// - Parameters:
    ///   - pool: the reader processes, the same that a worker in this process uses.
    ///   - makeRandom: for identifiers and short links, so it must not be predictable.
    package init(
        database: SQLDatabase, store: any ObjectStore, pool: ReaderPool, configuration: BatchConfiguration = BatchConfiguration(),
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() },
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.configuration = configuration
        hub = BatchEventHub(database: database)
        self.database = database
        self.store = store
        self.pool = pool
        self.makeRandom = makeRandom
        self.clock = clock
        self.logger = logger
    }

    /// The batch with its jobs; nil when there is none.
    package func status(_ id: BatchID) async throws -> Batch? {
        try await database.read { connection in try BatchRows.batch(id, connection) }
    }
}
