import Batches
import NIOCore
import Synchronization

/// The event streams of one event loop: what they all need is done once for them.
final class StreamLane: EventLane {
    let loop: any EventLoop
    private let state: NIOLoopBoundBox<State>
    private let tick: TimeAmount

    /// Streams take turns with their comments, so that thousands do not write theirs in one moment.
    private static let turns = 16

    private struct State {
        var streams: [[ObjectIdentifier: EventStreamSession]] = Array(repeating: [:], count: turns)
        var count = 0
        var turn = 0
        var timer: RepeatedTask?
        var lastFrame: (events: ArraySlice<BatchEvent>, bytes: ByteBuffer)?
    }

    init(loop: any EventLoop, heartbeat: Duration) {
        self.loop = loop
        tick = TimeAmount(heartbeat / Self.turns)
        state = .makeBoxSendingValue(State(), eventLoop: loop)
    }

    func run(_ body: @escaping @Sendable () -> Void) { loop.execute(body) }

    /// Lets the stream's pulse be felt until it is removed.
    func add(_ stream: EventStreamSession) {
        loop.execute { [self] in
            state.value.streams[stream.turn(of: Self.turns)][ObjectIdentifier(stream)] = stream
            state.value.count += 1
            guard state.value.timer == nil else { return }
            state.value.timer = loop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { [weak self] _ in self?.beat() }
        }
    }

    func remove(_ stream: EventStreamSession) {
        loop.execute { [self] in
            guard state.value.streams[stream.turn(of: Self.turns)].removeValue(forKey: ObjectIdentifier(stream)) != nil else { return }
            state.value.count -= 1
            if state.value.count == 0 {
                state.value.timer?.cancel()
                state.value.timer = nil
                state.value.lastFrame = nil
            }
        }
    }

    /// The events as they are sent. The streams of a batch ask for the same ones, one after the other. To be called on the loop.
    func frame(of events: ArraySlice<BatchEvent>) -> ByteBuffer {
        if let last = state.value.lastFrame, last.events == events { return last.bytes }
        let bytes = EventFrame.events(events)
        state.value.lastFrame = (events, bytes)
        return bytes
    }

    private func beat() {
        state.value.turn = (state.value.turn + 1) % Self.turns
        for stream in state.value.streams[state.value.turn].values { stream.beat() }
    }
}

/// The lanes of all event loops.
final class StreamLanes: Sendable {
    private let heartbeat: Duration
    private let lanes = Mutex<[ObjectIdentifier: StreamLane]>([:])

    init(heartbeat: Duration) { self.heartbeat = heartbeat }

    func lane(of loop: any EventLoop) -> StreamLane {
        lanes.withLock { lanes in
            if let lane = lanes[ObjectIdentifier(loop)] { return lane }
            let lane = StreamLane(loop: loop, heartbeat: heartbeat)
            lanes[ObjectIdentifier(loop)] = lane
            return lane
        }
    }
}
