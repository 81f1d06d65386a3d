import Batches
import Hummingbird
import HummingbirdCore
import Logging
import Metrics
import NIOCore
import NIOHTTPTypes
import ServiceLifecycle
import Synchronization

/// Sends one client the events of a batch, until they end, the client goes, or the server stops.
///
/// What comes while all before is sent goes straight to the connection, on its event loop. An event that does not is asked for when the one
/// before is on its way, so that what a slow reader has not taken waits where it can be coalesced. A reader that takes nothing at all is
/// cut off.
final class EventStreamSession: EventSink {
    private let channel: any Channel
    private let streamLane: StreamLane
    private let patience: Duration
    private let pulse: Duration
    private let logger: Logger
    private let progress = Mutex(Progress())

    private struct Progress {
        /// Frames given to the connection, and those of them that the system has taken.
        var begun = 0
        var written = 0
        /// Since when nothing was taken, and how much had been by then.
        var stalled: (time: Duration, written: Int) = (.zero, 0)

        var isWriting: Bool { begun > written }
    }

    init(channel: any Channel, lane: StreamLane, limits: WebLimits, logger: Logger) {
        self.channel = channel
        self.logger = logger
        streamLane = lane
        patience = limits.streamPatience
        pulse = limits.streamHeartbeat
    }

    private static let open = Meter(label: "heatsync_event_streams")

    /// Sends the events and the end of the answer, and ends the connection.
    func run(_ events: BatchEventStream) async throws {
        Self.open.increment()
        defer { Self.open.decrement() }
        // What the system holds for a reader who takes nothing is held ten thousand times.
        try await channel.setOption(.socketOption(.so_sndbuf), value: 64 * 1024).get()
        var unsent = events.makeAsyncIterator(beside: self)
        let stop = unsent.stop
        try await channel.triggerUserOutboundEvent(InputWatch(onClose: stop)).get()
        streamLane.add(self)
        defer { streamLane.remove(self) }
        await withGracefulShutdownHandler {
            do {
                while let event = try await unsent.next() { try await write(.body(EventFrame.event(event))).get() }
            } catch {
                note(error)
            }
            await end()
        } onGracefulShutdown: { [self] in
            stop()
            // What is on its way may arrive, the answer's end among it; a reader that takes nothing does not hold up the server.
            channel.eventLoop.scheduleTask(in: Self.lastPatience) { [self] in
                if isWriting { channel.close(promise: nil) }
            }
        }
    }

    /// With a reader, once the server stops.
    private static let lastPatience = TimeAmount.seconds(1)

    /// That the client has gone, or the server stops, is nothing to tell of.
    private func note(_ error: any Error) {
        guard !(error is CancellationError), !(error is ChannelError) else { return }
        logger.warning("An event stream broke off", metadata: ["error.type": "\(type(of: error))"])
    }

    /// Nothing may be written after the answer's end: it counts as being on its way for good.
    private func end() async {
        progress.withLock { $0.begun += 1 }
        do { try await write(.end(nil)).get() } catch { return note(error) }
        // Whoever waits for the next request on this connection sees that none will come.
        channel.close(mode: .input, promise: nil)
    }

    @discardableResult
    private func write(_ part: HTTPResponsePart) -> EventLoopFuture<Void> {
        progress.withLock { $0.begun += 1 }
        let written = channel.writeAndFlush(part)
        written.whenComplete { [self] _ in progress.withLock { $0.written += 1 } }
        return written
    }

    private var isWriting: Bool { progress.withLock { $0.isWriting } }

    // MARK: On the event loop

    var lane: any EventLane { streamLane }

    var isReady: Bool { !isWriting && channel.isWritable }

    func send(_ events: ArraySlice<BatchEvent>) { write(.body(streamLane.frame(of: events))) }

    /// Whose turn of `count` it is to be kept alive.
    func turn(of count: Int) -> Int { abs(ObjectIdentifier(self).hashValue % count) }

    /// Sends a comment, or cuts off a reader who takes nothing.
    func beat() {
        let (isWriting, isLost) = progress.withLock { progress in
            // One that takes something, however little, is not given up.
            let isStuck = progress.isWriting && progress.written == progress.stalled.written
            progress.stalled = (isStuck ? progress.stalled.time + pulse : .zero, progress.written)
            return (progress.isWriting, progress.isWriting && progress.stalled.time >= patience)
        }
        if !isWriting {
            write(.body(EventFrame.comment))
        } else if isLost {
            logger.info("An event stream is cut off: its reader takes nothing")
            channel.close(promise: nil)
        }
    }
}
