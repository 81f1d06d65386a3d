/// Takes a stream's events as they come, in place of the stream's reader, for as long as the reader waits for some.
///
/// Events that a sink took are not given to the reader. The last event of a batch always is.
package protocol EventSink: AnyObject, Sendable {
    var lane: any EventLane { get }
    /// Whether events could be sent on at once; if not, they are left to the reader. Asked in the lane.
    var isReady: Bool { get }

    /// Sends on what follows on all that came before. Called in the lane, only right after `isReady` was true.
    func send(_ events: ArraySlice<BatchEvent>)
}

/// Where many streams are at home, as an event loop with its connections: it is given what is for them in one go.
package protocol EventLane: AnyObject, Sendable {
    /// Runs `body` soon: one after the other, in the order of the calls.
    func run(_ body: @escaping @Sendable () -> Void)
}
