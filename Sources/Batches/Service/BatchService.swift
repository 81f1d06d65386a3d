package import Database
package import Downloads
package import FileStore
package import Foundation
package import Logging
package import PDFPages

/// Batches as clients know them: made, watched, steered and asked for their results.
///
/// It runs nothing itself: ``BatchWorker`` does, on this node or another. Every call throws ``BatchError``, `DatabaseError` or
/// `CancellationError`.
package struct BatchService: Sendable {
    package let configuration: BatchConfiguration
    /// Brings events to the streams of this process: a service that has to run beside the server.
    package let hub: BatchEventHub
    /// The books of what each client adds.
    package let quota: any QuotaLedger
    let database: SQLDatabase
    let store: any ObjectStore
    let pool: ReaderPool
    let library: DocumentLibrary
    let downloader: DocumentDownloader
    let makeRandom: @Sendable () -> any RandomNumberGenerator
    let wallClock: @Sendable () -> Date
    let clock: any Clock<Duration>
    let logger: Logger

    /// - Parameters:
    ///   - pool: the reader processes, the same that a worker in this process uses.
    ///   - downloader: fetches the documents that are given by address, here and in a worker of this service; by default one that reaches
    ///     what is public.
    ///   - makeRandom: for identifiers and short links, so it must not be predictable.
    package init(
        database: SQLDatabase, store: any ObjectStore, pool: ReaderPool, downloader: DocumentDownloader? = nil,
        configuration: BatchConfiguration = BatchConfiguration(),
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() },
        wallClock: @escaping @Sendable () -> Date = { .now }, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.configuration = configuration
        hub = BatchEventHub(database: database, clock: clock, logger: logger)
        quota = DatabaseQuotaLedger(database: database, daily: configuration.daily)
        self.database = database
        self.store = store
        self.pool = pool
        self.downloader = downloader ?? DocumentDownloader(client: GuardedClient(), store: store)
        library = DocumentLibrary(database: database, store: store, pool: pool, logger: logger, now: wallClock)
        self.makeRandom = makeRandom
        self.wallClock = wallClock
        self.clock = clock
        self.logger = logger
    }

    /// The batch with its jobs; nil when there is none.
    package func status(_ id: BatchID) async throws -> Batch? {
        try await database.read { connection in try BatchRows.batch(id, connection) }
    }
}
