import MeetModel

/// A heat's heading: `Heat 2 of 5 Prelims  Starts at 09:05 AM`, `Heat 1 C - Final`, `Heat 4 (#9 Women 13 & Over ...)`.
struct HeatTitle: Sendable, Hashable {
    var number: Int
    var count: Int?
    var round: String?
    var start: WallTime?
    var swimsWithFinals = false
    /// The event that a heading repeats when a heat goes on in the next column.
    var continuedEvent: EventHeading?
    /// The event and heat of a swimmer group within a combined event: `(Heat 2 Boys 800 Free)`.
    var within: String?

    /// Reads the words of a line; nil unless they begin with a heat word and its number.
    init?(_ words: [String]) {
        guard words.count >= 2, Anchor.isHeatWord(words[0]) else { return nil }
        var index = 1
        guard let first = Self.number(words[1]) else { return nil }
        number = first.value
        index = 2
        if let total = first.total {
            count = total
        } else if index + 1 < words.count, Self.ofs.contains(words[index].lowercased()),
            let total = Token.integer(Self.trimmed(words[index + 1]), digits: 3)
        {
            count = total
            index += 2
        }
        var rest = Array(words[index...])
        if let opening = rest.firstIndex(where: { $0.hasPrefix("(") }) { takeParentheses(&rest, from: opening) }
        takeStart(&rest)
        takeRound(rest)
    }

    private static let ofs: Set<String> = ["of", "von", "de", "di", "sur", "av", "af", "van", "/", "z"]

    private static func trimmed(_ word: String) -> Substring {
        var text = word[...]
        while let last = text.last, ":,.)".contains(last) { text.removeLast() }
        return text
    }

    /// `3`, `#3`, `3:`, `3/5`.
    private static func number(_ word: String) -> (value: Int, total: Int?)? {
        var text = trimmed(word)
        if text.first == "#" { text.removeFirst() }
        if let slash = text.firstIndex(of: "/"), let value = Token.integer(text[..<slash], digits: 3),
            let total = Token.integer(text[text.index(after: slash)...], digits: 3)
        {
            return (value, total)
        }
        return Token.integer(text, digits: 3).map { ($0, nil) }
    }

    private mutating func takeParentheses(_ rest: inout [String], from opening: Int) {
        let closing = rest[opening...].firstIndex { $0.hasSuffix(")") } ?? rest.count - 1
        var inside = rest[opening...closing].map { $0 }
        inside[0].removeFirst()
        if inside[inside.count - 1].hasSuffix(")") { inside[inside.count - 1].removeLast() }
        inside.removeAll(where: \.isEmpty)
        if let heading = EventHeading(inside) {
            continuedEvent = heading
            rest.removeSubrange(opening...closing)
        } else if let first = inside.first, Anchor.isHeatWord(first) {
            within = inside.joined(separator: " ")
            rest.removeSubrange(opening...closing)
        }
    }

    private mutating func takeStart(_ rest: inout [String]) {
        for index in rest.indices.reversed() {
            let words = rest[index...].prefix(2).map { String($0.drop { $0 == "(" }.prefix { $0 != ")" }) }
            guard let (time, used) = Token.clock(words) else { continue }
            start = time
            var from = index
            while from > 0, Self.startWords.contains(rest[from - 1].lowercased().filter { $0 != ":" && $0 != "(" }) { from -= 1 }
            var end = index + used
            if end < rest.count, Self.startWords.contains(rest[end].lowercased().filter { $0 != ")" }) { end += 1 }
            rest.removeSubrange(from..<end)
            return
        }
    }

    private static let startWords: Set<String> = [
        "starts", "start", "at", "time", "estimated", "est.", "est", "approx.", "approx", "@", "ca.", "um", "~", "begins", "uhr",
    ]

    private mutating func takeRound(_ rest: [String]) {
        var words: [String] = []
        // What stands in parentheses explains the round: `Finals (Fastest to slowest)`.
        var depth = 0
        for word in rest {
            if word.hasPrefix("(") { depth += 1 }
            if depth == 0, !Token.isBlank(word), word != ":" { words.append(word) }
            if word.hasSuffix(")") { depth = max(0, depth - 1) }
        }
        if let swimming = words.firstIndex(where: { $0 == "Swimming" || $0 == "Swim" }),
            words[swimming...].dropFirst().starts(with: ["with", "Finals"])
        {
            swimsWithFinals = true
            round = "Swimming with Finals"
            return
        }
        round = words.isEmpty ? nil : words.joined(separator: " ")
    }
}

/// `Event 12 Girls ...`, `#9 Women ...`, `Event 12  ...(Girls ...)`, `Event 21 / 22 Girls / Boys ...`.
struct EventHeading: Sendable, Hashable {
    var number: String
    /// Further numbers of a combined event.
    var otherNumbers: [String] = []
    var title: String
    /// The heading repeats an event that began in an earlier column.
    var isContinuation = false

    init?(_ words: [String]) {
        guard let first = words.first else { return nil }
        var index = 0
        var numberWord: Substring
        if first.hasPrefix("#") {
            numberWord = first.dropFirst()
            index = 1
            if numberWord.isEmpty {
                guard words.count > 1 else { return nil }
                numberWord = words[1][...]
                index = 2
            }
        } else {
            guard words.count >= 2, Anchor.isEventWord(first) else { return nil }
            numberWord = words[1][...]
            if numberWord.hasPrefix("#") { numberWord.removeFirst() }
            index = 2
        }
        guard let (number, rest) = Self.number(numberWord) else { return nil }
        self.number = number
        title = ""
        otherNumbers = rest
        // 21 / 22, 21 & 22
        while index + 1 < words.count, words[index] == "/" || words[index] == "&" || words[index] == "and",
            let (other, more) = Self.number(words[index + 1][...])
        {
            otherNumbers += [other] + more
            index += 2
        }
        var titleWords = Array(words[index...])
        while let word = titleWords.first, Token.isBlank(word) || word == ":" || word == "|" { titleWords.removeFirst() }
        if let word = titleWords.first,
            word.hasPrefix("...") || word.hasPrefix("\u{2026}") || words[index...].first.map({ $0.hasPrefix("...") }) == true,
            words[index...].contains(where: { $0.contains("(") })
        {
            isContinuation = true
            titleWords[0] = String(word.drop { $0 == "." || $0 == "\u{2026}" })
            if titleWords[0].hasPrefix("(") { titleWords[0].removeFirst() }
            if let last = titleWords.last, last.hasSuffix(")") { titleWords[titleWords.count - 1].removeLast() }
            titleWords.removeAll(where: \.isEmpty)
        }
        if titleWords.last?.lowercased() == "(continued)" || titleWords.last?.lowercased() == "(cont.)"
            || titleWords.last?.lowercased() == "continued"
        {
            isContinuation = true
            titleWords.removeLast()
        }
        title = titleWords.joined(separator: " ")
    }

    /// `12`, `12A`, `101`, `12:`, `21/22`.
    private static func number(_ text: Substring) -> (String, [String])? {
        var text = text
        while let last = text.last, ":.,".contains(last) { text.removeLast() }
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
}
