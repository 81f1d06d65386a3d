import MeetModel
import SheetLayout

/// What a line says that stands above rows: which event, heat or session they belong to.
struct Heading: Sendable, Hashable {
    struct EventPart: Sendable, Hashable {
        /// Nil on sheets that number no events.
        var number: String?
        /// Further numbers of a combined event.
        var otherNumbers: [String] = []
        var title: String
        /// The heading repeats an event that began before.
        var isContinuation = false
    }

    struct HeatPart: Sendable, Hashable {
        /// Nil for a final that has a letter and no number.
        var number: Int?
        var count: Int?
        var isContinuation = false
    }

    var event: EventPart?
    var heat: HeatPart?
    var round: String?
    var start: WallTime?
    var swimsWithFinals = false
    /// The event and heat of a group of swimmers within a combined event: `(Heat 2 Boys 800 Free)`.
    var within: String?
    var isAlternates = false
    /// The words of a session's title.
    var session: [String]?
    /// How the heading was told.
    var isByNumberAlone = false

    var isEmpty: Bool { event == nil && heat == nil && !isAlternates && session == nil }
}

/// An event's number: `12`, `12A`, `101`, `21/22`.
enum EventNumber {
    static func parse(_ text: some StringProtocol) -> (number: String, others: [String])? {
        var text = Substring(text)
        while let last = text.last, ":.,)-".contains(last) { text.removeLast() }
        while let first = text.first, first == "(" { text.removeFirst() }
        guard Token.startsWithDigit(text), text.utf8.count <= 12 else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first else { return nil }
        for part in parts {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard (1...4).contains(digits.count), part.count - digits.count <= 1,
                part.dropFirst(digits.count).allSatisfy({ $0.isASCII && $0.isLetter })
            else { return nil }
        }
        return (String(first), parts.dropFirst().map(String.init))
    }

    /// The digits of a number, to compare and to order by.
    static func value(_ number: String) -> Int { Int(number.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
}
