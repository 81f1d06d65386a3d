import Crypto

/// What can be switched while the server runs.
package struct WebFlags: Sendable, Hashable {
    package var isBatchAPIOn = true
    package var isCrawlerOn = true
    package var isEmailOn = true
    /// 0 to 100: how many of the clients see the batch app; the others see version 1.
    package var batchTrafficPercent = 100

    package init() {}

    /// Whether the client may make batches.
    ///
    /// A client stays on its side: raising the share only adds clients. Batches that were made stay within reach whatever the share.
    package func offersBatches(to client: ClientIdentity) -> Bool {
        isBatchAPIOn && Self.place(of: client.key) < batchTrafficPercent
    }

    /// 0 to 99, evenly spread over the clients.
    private static func place(of key: String) -> Int {
        let digest = SHA256.hash(data: Array("heatsync batches \(key)".utf8))
        return Int(digest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 100)
    }
}
