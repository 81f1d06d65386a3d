/// When to try again after a transient failure: exponential backoff with full jitter, and never sooner than the other side asks.
package struct RetryPolicy: Sendable, Hashable {
    /// How often a call is tried in all.
    package var attempts: Int
    /// The longest pause after the first failure; each further failure doubles it.
    package var base: Duration
    /// The longest pause after any failure.
    package var cap: Duration
    /// The longest pause that is waited for when the other side asks for one. For a longer one the call fails at once, and its error says
    /// how long.
    package var patience: Duration

    package init(attempts: Int = 4, base: Duration = .milliseconds(100), cap: Duration = .seconds(5), patience: Duration = .seconds(20)) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.patience = patience
    }

    /// The pause before the next try; nil when there is to be none.
    ///
    /// - Parameters:
    ///   - failures: how many tries have failed, one or more.
    ///   - retryAfter: the pause that the other side asks for.
    ///   - jitter: a random number from 0 up to and without 1.
    package func pause(afterFailures failures: Int, retryAfter: Duration?, jitter: Double) -> Duration? {
        guard failures < attempts else { return nil }
        let doubled = base * (1 << min(failures - 1, 20))
        let pause = min(cap, doubled) * jitter
        guard let retryAfter else { return pause }
        return retryAfter <= patience ? max(pause, retryAfter) : nil
    }
}
