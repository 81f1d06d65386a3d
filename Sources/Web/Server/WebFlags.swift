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
        let hash = "batch traffic \(key)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }  // FNV-1a
        return Int((hash ^ hash >> 32) % 100)
    }
}
