package import Batches
package import FileStore
package import Foundation
package import Logging
package import PDFPages

/// What the web server works with. The batches' event hub has to run beside the server.
package struct WebContext: Sendable {
    package var batches: BatchService
    /// Where uploads go: the store that the batches read from.
    package var store: any ObjectStore
    /// The reader processes, for pages shown with a row marked.
    package var pool: ReaderPool
    /// How often each client may ask for what is dear.
    package var limiter: RateLimiter
    /// New batches that a client may make in a minute.
    package var creationsPerMinute = 10
    /// Asked at every request.
    package var flags: @Sendable () -> WebFlags
    /// The documents of the sample meet, and a swimmer in them; nil where there is none.
    package var sample: SampleMeet?
    /// The machine's time zones, by their IANA names: the bytes of the compiled file.
    package var zoneFile: @Sendable (String) async -> [UInt8]?
    /// The pages of the web app; without them there is the API only.
    package var pages: (any WebPages)?
    /// What the operator adds.
    package var operation: (any WebExtension)?
    package var logger: Logger
    package var clock: any Clock<Duration>
    package var now: @Sendable () -> Date
    /// Must not be predictable: names of stored files are drawn from it.
    package var makeRandom: @Sendable () -> any RandomNumberGenerator

    package init(
        batches: BatchService, store: any ObjectStore, pool: ReaderPool, limiter: RateLimiter,
        flags: @escaping @Sendable () -> WebFlags = { WebFlags() }, sample: SampleMeet? = nil,
        zoneFile: @escaping @Sendable (String) async -> [UInt8]? = { _ in nil }, pages: (any WebPages)? = nil, logger: Logger,
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() },
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() }
    ) {
        self.batches = batches
        self.store = store
        self.pool = pool
        self.limiter = limiter
        self.flags = flags
        self.sample = sample
        self.zoneFile = zoneFile
        self.pages = pages
        self.logger = logger
        self.clock = clock
        self.now = now
        self.makeRandom = makeRandom
    }
}

/// The meet to try HeatSync with.
package struct SampleMeet: Sendable, Hashable {
    package struct Document: Sendable, Hashable {
        package var filename: String
        package var bytes: [UInt8]

        package init(filename: String, bytes: [UInt8]) {
            self.filename = filename
            self.bytes = bytes
        }
    }

    /// Names as printed in the documents.
    package var swimmers: [String]
    package var documents: [Document]

    package init(swimmers: [String], documents: [Document]) {
        self.swimmers = swimmers
        self.documents = documents
    }
}
