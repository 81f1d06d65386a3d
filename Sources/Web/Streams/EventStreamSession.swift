import Batches
import Hummingbird
import HummingbirdCore
import Logging
import Metrics
import NIOCore
import NIOHTTPTypes
import ServiceLifecycle

/// Sends one client the events of a batch, until they end, the client goes, or the server stops.
///
/// An event is asked for when the one before is on its way, so that what a slow reader has not taken waits where it can be coalesced. A
/// reader that takes nothing at all is cut off.
struct EventStreamSession: Sendable {
    let channel: any Channel
    let events: BatchEventStream
    let limits: WebLimits
    let logger: Logger

    private static let open = Meter(label: "heatsync_event_streams")

    /// - Parameter body: the request's, by whose end it is known that the client has gone.
    func run(until body: RequestBody) async throws {
        Self.open.increment()
        defer { Self.open.decrement() }
        // What the system holds for a reader who takes nothing is held ten thousand times.
        try await channel.setOption(.socketOption(.so_sndbuf), value: 64 * 1024).get()
        let pump = Task { try await send() }
        let heartbeat = keepAlive()
        let result = try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await body.consumeWithInboundCloseHandler { _ in
                    await pump.result
                } onInboundClosed: {
                    pump.cancel()
                }
            } onGracefulShutdown: {
                pump.cancel()
                if !channel.isWritable { channel.close(promise: nil) }
            }
        } onCancel: {
            pump.cancel()
        }
        try await stop(heartbeat)
        if case .failure(let error) = result, !(error is CancellationError), !(error is ChannelError) {
            logger.warning("An event stream broke off", metadata: ["error.type": "\(type(of: error))"])
        }
    }

    private func send() async throws {
        for try await event in events {
            try await channel.writeAndFlush(HTTPResponsePart.body(EventFrame.event(event)))
        }
    }

    private func keepAlive() -> RepeatedTask {
        let pause = TimeAmount(limits.streamHeartbeat)
        let stalled = NIOLoopBoundBox.makeBoxSendingValue(TimeAmount.zero, eventLoop: channel.eventLoop)
        return channel.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in
            if channel.isWritable {
                stalled.value = .zero
                channel.writeAndFlush(HTTPResponsePart.body(EventFrame.comment), promise: nil)
            } else {
                stalled.value = stalled.value + pause
                if stalled.value >= TimeAmount(limits.streamPatience) {
                    logger.info("An event stream is cut off: its reader takes nothing")
                    channel.close(promise: nil)
                }
            }
        }
    }

    /// Nothing may be written after the answer's end.
    private func stop(_ heartbeat: RepeatedTask) async throws {
        let stopped = channel.eventLoop.makePromise(of: Void.self)
        heartbeat.cancel(promise: stopped)
        try await stopped.futureResult.get()
    }
}
