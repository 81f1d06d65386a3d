import Database

/// Events of one batch as they travel to the streams of all nodes.
///
///     <batch> <last event's id>
///     <id> <kind> <job or -> <1 if nothing comes after it, else 0> <data>
///
/// A message without events says only that there are new ones.
struct EventMessage: Sendable {
    var batch: BatchID
    var events: [BatchEvent]
    /// Of the last event, also when it did not fit into the message.
    var lastID: Int

    /// PostgreSQL carries 7,999 bytes.
    private static let mostBytes = 7_900

    static func messages(_ events: [EventRow], _ batches: [BatchID: BatchRow]) -> [String] {
        var order: [BatchID] = []
        var messages: [BatchID: [(lines: String, last: Int)]] = [:]
        for event in events {
            if messages[event.batch] == nil { order.append(event.batch) }
            let isFinal = event.endsBatch && batches[event.batch]?.lastEventID == event.id
            let line = "\n\(event.id) \(event.kind.rawValue) \(event.job?.text ?? "-") \(isFinal ? 1 : 0) \(event.data)"
            var pieces = messages[event.batch] ?? [("", 0)]
            let room = mostBytes - 60 - pieces[pieces.count - 1].lines.utf8.count
            if line.utf8.count <= room {
                pieces[pieces.count - 1].lines += line
                pieces[pieces.count - 1].last = event.id
            } else {
                pieces.append((line.utf8.count <= mostBytes - 60 ? line : "", event.id))
            }
            messages[event.batch] = pieces
        }
        return order.flatMap { batch in (messages[batch] ?? []).filter { $0.last > 0 }.map { "\(batch.text) \($0.last)\($0.lines)" } }
    }

    /// The batch of a message, without reading the rest.
    static func batch(of message: String) -> BatchID? { BatchID(message.prefix(36)) }

    init?(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines[0].split(separator: " ")
        guard head.count == 2, let batch = BatchID(head[0]), let last = Int(head[1]) else { return nil }
        self.batch = batch
        lastID = last
        events = lines.dropFirst().compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
            guard fields.count == 5, let id = Int(fields[0]), let kind = BatchEvent.Kind(rawValue: String(fields[1])) else { return nil }
            return BatchEvent(id: id, kind: kind, jobID: JobID(fields[2]), data: String(fields[4]), isFinal: fields[3] == "1")
        }
    }
}

extension SQLChannel {
    /// Events that have just been stored.
    static let batchEvents: SQLChannel = "batch_events"
}
