/// How long to wait before another try: drawn between nothing and a time that doubles, so that those who failed together do not
/// come back together; and never sooner than the other side asks for.
struct RetryPause: Sendable {
    var first: Duration
    var longest: Duration

    /// `attempt` counts the tries before the one that failed.
    func pause(attempt: Int, retryAfter: Duration?, using random: inout some RandomNumberGenerator) -> Duration {
        let ceiling = min(longest, first * (1 << min(attempt, 20)))
        let drawn = ceiling * Double.random(in: 0...1, using: &random)
        guard let retryAfter else { return drawn }
        // A site may ask for hours; the user would rather be told.
        return min(max(retryAfter, .zero), .seconds(600)) + drawn
    }
}
