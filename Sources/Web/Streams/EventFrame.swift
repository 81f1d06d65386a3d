import Batches
import NIOCore
import Schedules

/// Pieces of an event stream as they are sent (the HTML standard, "Server-sent events").
enum EventFrame {
    /// Tells the client how many milliseconds to wait before it connects again.
    static func retry(milliseconds: Int) -> ByteBuffer { ByteBuffer(string: "retry: \(milliseconds)\n\n") }

    /// Keeps the connection from being taken for dead.
    static let comment = ByteBuffer(string: ":\n\n")

    static func event(_ event: BatchEvent) -> ByteBuffer { ByteBuffer(string: text(event)) }

    static func events(_ events: ArraySlice<BatchEvent>) -> ByteBuffer {
        ByteBuffer(string: events.reduce(into: "") { $0 += text($1) })
    }

    private static func text(_ event: BatchEvent) -> String {
        var frame = "id: \(event.id)\nevent: \(event.kind.rawValue)\n"
        let data = event.snapshot.map { JSONValue.object([.init(name: "batch", value: BatchJSON.value($0))]).line } ?? event.data
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { frame += "data: \(line)\n" }
        return frame + "\n"
    }
}
