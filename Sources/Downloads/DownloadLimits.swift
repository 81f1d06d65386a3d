/// What one download may cost.
package struct DownloadLimits: Sendable, Hashable {
    /// The most bytes of a file, after decompression.
    package var bytes: Int64
    /// From the first name lookup to the last byte, all redirects included.
    package var total: Duration
    package var connect: Duration
    /// Between one piece of an answer and the next.
    package var idle: Duration
    /// The fewest bytes a second, on average over the time spent waiting for them; it counts after `rateGrace`.
    package var rate: Int64
    package var rateGrace: Duration
    package var redirects: Int
    /// How many of a name's addresses are tried when one does not answer.
    package var addresses: Int

    package init(
        bytes: Int64 = 50_000_000, total: Duration = .seconds(120), connect: Duration = .seconds(8), idle: Duration = .seconds(20),
        rate: Int64 = 2048, rateGrace: Duration = .seconds(15), redirects: Int = 5, addresses: Int = 3
    ) {
        self.bytes = bytes
        self.total = total
        self.connect = connect
        self.idle = idle
        self.rate = rate
        self.rateGrace = rateGrace
        self.redirects = redirects
        self.addresses = addresses
    }
}
