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
        // The events of a batch stand among those of others: each leads to the next of its batch.
        var firsts: [Int] = []
        var lasts: [BatchID: Int] = [:]
        var nexts: [Int?] = Array(repeating: nil, count: events.count)
        for (place, event) in events.enumerated() {
            if let before = lasts.updateValue(place, forKey: event.batch) { nexts[before] = place } else { firsts.append(place) }
        }
        var messages: [String] = []
        messages.reserveCapacity(firsts.count)
        var line = TextBytes()
        var lines = TextBytes()
        var message = TextBytes()
        for first in firsts {
            let batch = events[first].batch
            let end = batches[batch]?.lastEventID
            func close(with last: Int) {
                message.clear()
                message.add(batch.uuid)
                message.add(" ")
                message.add(last)
                message.add(lines)
                messages.append(message.text)
                lines.clear()
            }
            var last = 0
            var place: Int? = first
            while let current = place {
                let event = events[current]
                line.clear()
                write(event, isFinal: event.endsBatch && event.id == end, to: &line)
                if lines.count > 0, lines.count + line.count > mostBytesOfLines { close(with: last) }
                if line.count <= mostBytesOfLines { lines.add(line) }
                last = event.id
                place = nexts[current]
            }
            close(with: last)
        }
        return messages
    }

    private static func write(_ event: EventRow, isFinal: Bool, to line: inout TextBytes) {
        line.add("\n")
        line.add(event.id)
        line.add(" ")
        line.add(event.kind.rawValue)
        line.add(" ")
        if let job = event.job { line.add(job.uuid) } else { line.add("-") }
        line.add(isFinal ? " 1 " : " 0 ")
        line.add(event.data)
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
