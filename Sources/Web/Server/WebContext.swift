package import FileStore
package import Foundation
package import Logging

/// What the web server works with.
package struct WebContext: Sendable {
    /// Where uploads go.
    package var store: any ObjectStore
    /// The books of what each client has uploaded today.
    package var quota: any QuotaLedger
    /// Asked at every request.
    package var flags: @Sendable () -> WebFlags
    /// The pages of the web app; without them there is the API only.
    package var pages: (any WebPages)?
    package var logger: Logger
    package var clock: any Clock<Duration>
    package var now: @Sendable () -> Date
    package var makeRandom: @Sendable () -> any RandomNumberGenerator

    package init(
        store: any ObjectStore, quota: any QuotaLedger, flags: @escaping @Sendable () -> WebFlags = { WebFlags() },
        pages: (any WebPages)? = nil, logger: Logger, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() },
        makeRandom: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() }
    ) {
        self.store = store
        self.quota = quota
        self.flags = flags
        self.pages = pages
        self.logger = logger
        self.clock = clock
        self.now = now
        self.makeRandom = makeRandom
    }
}
