/// Wakes one waiting task. Several signals that come while nobody waits are one.
final class WakeSignal: Sendable {
    let signals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

    func wake() { continuation.yield() }

    /// The waiting task's loop ends.
    func finish() { continuation.finish() }
}
