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
    /// Beside the batch and the last event's id.
    private static let mostBytesOfLines = mostBytes - 60

    /// - Returns: Those of one batch in the order of their events.
    static func messages(_ events: [EventRow], _ batches: [BatchID: BatchRow]) -> [String] {
        var messages: [(batch: BatchID, last: Int, lines: [UInt8])] = []
        var open: [BatchID: Int] = [:]
        for event in events {
            let isFinal = event.endsBatch && batches[event.batch]?.lastEventID == event.id
            let line = line(of: event, isFinal: isFinal)
            if let index = open[event.batch], messages[index].lines.count + line.count <= mostBytesOfLines {
                messages[index].lines += line
                messages[index].last = event.id
            } else {
                open[event.batch] = messages.count
                messages.append((event.batch, event.id, line.count <= mostBytesOfLines ? line : []))
            }
        }
        return messages.map { "\($0.batch.text) \($0.last)" + String(decoding: $0.lines, as: UTF8.self) }
    }

    private static func line(of event: EventRow, isFinal: Bool) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(event.data.utf8.count + 96)
        line += "\n".utf8
        line += String(event.id).utf8
        line += " ".utf8
        line += event.kind.rawValue.utf8
        line += " ".utf8
        if let job = event.job { job.uuid.withLowercaseText { line += $0 } } else { line += "-".utf8 }
        line += (isFinal ? " 1 " : " 0 ").utf8
        line += event.data.utf8
        return line
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
