import Database
import Foundation

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
            let (id, kind) = (String(event.id), event.kind.rawValue)
            let length =
                "\n".utf8.count + id.utf8.count + 1 + kind.utf8.count + 1 + (event.job == nil ? 1 : UUID.textLength) + " 0 ".utf8.count
                + event.data.utf8.count
            var index = open[event.batch] ?? messages.count
            if index == messages.count || messages[index].lines.count + length > mostBytesOfLines {
                index = messages.count
                open[event.batch] = index
                messages.append((event.batch, event.id, []))
                messages[index].lines.reserveCapacity(min(4 * length, mostBytesOfLines))
            }
            messages[index].last = event.id
            guard length <= mostBytesOfLines else { continue }
            messages[index].lines += "\n".utf8
            messages[index].lines += id.utf8
            messages[index].lines += " ".utf8
            messages[index].lines += kind.utf8
            messages[index].lines += " ".utf8
            if let job = event.job { messages[index].lines.append(job.uuid) } else { messages[index].lines += "-".utf8 }
            messages[index].lines += (isFinal ? " 1 " : " 0 ").utf8
            messages[index].lines += event.data.utf8
        }
        return messages.map { "\($0.batch.text) \($0.last)" + String(decoding: $0.lines, as: UTF8.self) }
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
