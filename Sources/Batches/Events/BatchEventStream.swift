/// The events of a batch from some moment on, in order, without gap or repetition, until the final one.
///
/// Iterated by one reader. It ends after the final event, when the batch is deleted, when the server stops, and when the reader
/// is too slow: then reading on with the last event's id as the cursor loses nothing.
package struct BatchEventStream: AsyncSequence, Sendable {
    package typealias Element = BatchEvent

    let makeReader: @Sendable ((any EventSink)?) -> EventReader

    package func makeAsyncIterator() -> Iterator { Iterator(reader: makeReader(nil)) }

    /// Iterates over what `sink` does not take.
    package func makeAsyncIterator(beside sink: any EventSink) -> Iterator { Iterator(reader: makeReader(sink)) }

    package struct Iterator: AsyncIteratorProtocol {
        let reader: EventReader

        /// Throws `DatabaseError` when the database stays away, and `CancellationError`.
        package nonisolated(nonsending) mutating func next() async throws -> BatchEvent? { try await reader.next() }

        /// Lets the stream end soon.
        package var stop: @Sendable () -> Void { { [mailbox = reader.mailbox] in mailbox.close() } }
    }
}

/// What a client that asks for events gets.
package enum BatchEvents: Sendable {
    /// The cursor is at the final event: nothing will come.
    case ended
    case stream(BatchEventStream)
}
