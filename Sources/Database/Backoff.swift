/// How long to wait before each try: exponentially longer, with full jitter, so that those who collided do not collide again.
struct Backoff: Sendable {
    var first: Duration
    var most: Duration

    /// `attempt` counts from 0.
    func delay(attempt: Int, using random: inout some RandomNumberGenerator) -> Duration {
        let ceiling = min(most, first * (1 << min(attempt, 20)))
        return ceiling * Double.random(in: 0...1, using: &random)
    }

    static let transaction = Backoff(first: .milliseconds(4), most: .milliseconds(250))
    static let connection = Backoff(first: .milliseconds(50), most: .seconds(1))
}
