/// What can be switched while the server runs.
package struct WebFlags: Sendable, Hashable {
    package var isBatchAPIOn = true
    package var isCrawlerOn = true
    package var isEmailOn = true
    /// 0 to 100: how many of the clients see the batch app; the others see version 1.
    package var batchTrafficPercent = 100

    package init() {}
}
