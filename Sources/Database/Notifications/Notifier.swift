/// What messages are about: a lower-case word of a program's own, such as `batch_events`.
package struct SQLChannel: Sendable, Hashable, ExpressibleByStringLiteral {
    package let name: String

    /// A constant of lower-case letters, digits and `_`, at most 63 of them.
    package init(stringLiteral name: String) { self.name = name }

    var isValid: Bool {
        (1...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }
}

/// What a subscriber gets.
package enum SQLNotice: Sendable, Hashable {
    /// Messages from before this may have been missed: look at the tables. It comes first of all, when listening has begun; again
    /// when the connection was lost and is back; and when a subscriber was too slow to get every message.
    case lookAgain
    case message(String)
}

/// Carries short messages from transactions to those who wait for them, on every node that shares the database.
///
/// A message arrives only after its transaction is committed, once to each subscriber, messages of one transaction in order.
/// It may be lost (``SQLNotice/lookAgain`` tells when), so it should say where to look, not what was found.
package protocol Notifier: Sendable {
    /// Ends when the task that reads it is cancelled, or the database is closed. `buffer` messages are kept for a slow reader.
    func notices(on channel: SQLChannel, buffer: Int) -> AsyncStream<SQLNotice>
}

extension Notifier {
    package func notices(on channel: SQLChannel) -> AsyncStream<SQLNotice> { notices(on: channel, buffer: 256) }
}
