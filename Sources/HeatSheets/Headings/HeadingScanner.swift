import MeetModel
import SheetLayout

/// Reads the headings of events, heats and sessions out of lines, by their words.
struct HeadingScanner {
    private let words: [String]
    /// The words without the punctuation around them, and the same in lower case.
    private let plain: [String]
    private let folded: [String]
    private var isUsed: [Bool]
    private var heading = Heading()

    private init(_ words: [String]) {
        self.words = words
        plain = words.map(SheetWords.plain)
        folded = plain.map { $0.lowercased() }
        isUsed = words.map { _ in false }
    }

    /// The heading that a line is by its words; nil if it is none.
    static func heading(of line: Line) -> Heading? {
        guard line.words.count <= 40, !line.words.isEmpty, let heading = heading(of: line.texts) else { return nil }
        guard let time = line.words.first(where: { $0.tokenClass == .time }) else { return heading }
        // A time swum stands in rows; `9.42` may be when a heat starts, where the line says what is swum.
        let isClock = ClockWord(time.text, allowsPoint: true) != nil
        return isClock && (heading.start != nil || SheetWords.distance(in: line.texts) != nil) ? heading : nil
    }

    static func heading(of words: [String]) -> Heading? {
        guard words.contains(where: mayBeginHeading) else { return nil }
        var scanner = HeadingScanner(words)
        return scanner.scan()
    }

    /// A quick look whether a word could be one that headings have.
    private static func mayBeginHeading(_ word: String) -> Bool {
        guard let first = word.utf8.first, word.utf8.count <= 24 else { return false }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: "H") || first == UInt8(ascii: "h") { return true }
        if first == UInt8(ascii: "0") || (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first) { return false }
        let folded = SheetWords.folded(word)
        if SheetWords.event.contains(folded) || SheetWords.heat.contains(folded) || SheetWords.alternates.contains(folded)
            || SheetWords.final.contains(folded)
        {
            return true
        }
        return folded.contains("-") && SheetWords.final.contains { folded.hasSuffix($0) }
    }

    private mutating func scan() -> Heading? {
        if isAlternatesTitle { return Heading(isAlternates: true) }
        takeHeat()
        takeEvent()
        if heading.event == nil, heading.heat == nil {
            takeLetteredFinal()
            if heading.heat == nil { return nil }
        }
        takeStart()
        takeAgain()
        if heading.event != nil { takeTitle() }
        if heading.heat != nil { takeRound() } else if heading.event != nil, heading.event?.title.isEmpty == true { return nil }
        return heading
    }

    private var isAlternatesTitle: Bool {
        words.count <= 2 && !words.isEmpty && SheetWords.alternates.contains(folded[0])
    }

    // MARK: - Heats

    /// `Heat 3 of 5`, `Lauf 3/5`, `3. Lauf`, `H3`, wherever in the line.
    private mutating func takeHeat() {
        for index in folded.indices {
            if SheetWords.heat.contains(folded[index]) {
                // `(Heat 2 Boys 800 Free)` behind another heat: whose swimmers these are.
                if heading.heat != nil {
                    if words[index].hasPrefix("("), let end = words[index...].firstIndex(where: { $0.hasSuffix(")") }) {
                        heading.within = folded[index...end].joined(separator: " ")
                        for used in index...end { isUsed[used] = true }
                    }
                    continue
                }
                var next = index + 1
                while next < words.count, next <= index + 2, SheetWords.numberSigns.contains(folded[next]),
                    !Token.startsWithDigit(folded[next])
                { next += 1 }
                if next < words.count, let (number, count) = Self.number(words[next]) {
                    heading.heat = Heading.HeatPart(number: number, count: count)
                    for used in index...next { isUsed[used] = true }
                    takeTotal(from: next + 1)
                } else if index > 0, !isUsed[index - 1], let number = Self.leadingNumber(words[index - 1]), index == 1 || words.count <= 12
                {
                    heading.heat = Heading.HeatPart(number: number, count: nil)
                    isUsed[index - 1] = true
                    isUsed[index] = true
                    takeTotal(from: index + 1)
                }
            }
        }
        // `H3`, `8:50 AM H3`, `Start time: 17:30 H3`: no more than a start or a round stands with it.
        guard heading.heat == nil, words.count <= 8, let place = startLength, let number = Self.shortHeat(words[place]) else { return }
        let rest = words[(place + 1)...]
        guard rest.count <= 6, rest.indices.allSatisfy({ mayFollowHeat(rest[$0], folded[$0]) }) else { return }
        heading.heat = Heading.HeatPart(number: number, count: nil)
        isUsed[place] = true
        takeTotal(from: place + 1)
    }

    /// Whether a word says no more of a heat than its round, its start or that it goes on.
    private func mayFollowHeat(_ word: String, _ folded: String) -> Bool {
        Token.isBlank(word) || ClockWord(word, allowsPoint: true) != nil || ClockWord.half(word) != nil || Self.isRound(folded)
            || SheetWords.roundFillers.contains(folded) || SheetWords.startWords.contains(folded) || SheetWords.again.contains(folded)
            || SheetWords.of.contains(folded) || Self.number(word) != nil && word.utf8.count <= 3
    }

    /// How many words in front say when it starts: none, where no time does; nil if there are no others.
    private var startLength: Int? {
        var index = 0
        while index < words.count, SheetWords.startWords.contains(folded[index]) { index += 1 }
        guard index < words.count, let time = Clock.time(words[index...].prefix(2)) else { return words.isEmpty ? nil : 0 }
        return index + time.used < words.count ? index + time.used : nil
    }

    private mutating func takeTotal(from index: Int) {
        guard heading.heat?.count == nil, index + 1 < words.count, SheetWords.of.contains(folded[index]) || words[index] == "/",
            let total = Token.integer(folded[index + 1], digits: 3), total >= heading.heat?.number ?? 0
        else { return }
        heading.heat?.count = total
        isUsed[index] = true
        isUsed[index + 1] = true
    }

    /// `3`, `#3`, `3:`, `3/5`.
    private static func number(_ word: String) -> (Int, Int?)? {
        var text = SheetWords.folded(word)[...]
        if text.first == "#" { text.removeFirst() }
        if let slash = text.firstIndex(of: "/"), let value = Token.integer(text[..<slash], digits: 3),
            let total = Token.integer(text[text.index(after: slash)...], digits: 3)
        {
            return (value, total)
        }
        return Token.integer(text, digits: 3).map { ($0, nil) }
    }

    /// `3.`, `3ª`, `3:e` before the word.
    private static func leadingNumber(_ word: String) -> Int? { leadingEventNumber(word).flatMap { Token.integer($0, digits: 2) } }

    /// The number of an event that stands before its word: `12.`, `3Bª`.
    private static func leadingEventNumber(_ word: String) -> String? {
        guard Token.startsWithDigit(word) else { return nil }
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard let number = Token.integer(digits, digits: 4), number > 0 else { return nil }
        let rest = word.dropFirst(digits.count)
        let letter = rest.prefix { $0.isASCII && $0.isUppercase }.prefix(1)
        return ordinalEndings.contains(String(rest.dropFirst(letter.count))) ? String(digits + letter) : nil
    }

    private static let ordinalEndings: Set<String> = [".", "ª", "a", "º", "e", ":a", ":e", "st", "nd", "rd", "th"]

    private static func shortHeat(_ word: String) -> Int? {
        guard word.first == "H" || word.first == "h" else { return nil }
        return Token.integer(word.dropFirst(), digits: 2)
    }

    // MARK: - Events

    /// `Event 12 ...`, `#9 ...`, `(Event 12 ...)`, `12ª Prova ...`; a number alone only where the caller asks.
    private mutating func takeEvent() {
        for index in folded.indices where !isUsed[index] {
            let opens = words[index].hasPrefix("(") || words[index].hasPrefix("...(") || words[index].hasPrefix("…(")
            guard index == 0 || opens || heading.heat != nil && isUsed[..<index].allSatisfy({ $0 }) else { continue }
            // `#3` may be a lane's number as well: what is swum must follow.
            if folded[index].hasPrefix("#") || folded[index] == "#" {
                let rest = Array(words[(index + 1)...])
                let title = EventTitle(rest)
                guard SheetWords.distance(in: rest) != nil || title.stroke != nil && (title.sex != nil || title.ages != nil) else {
                    continue
                }
            }
            if folded[index].hasPrefix("#"), takeEventNumber(plain[index].dropFirst(), word: index, last: index) { return }
            if SheetWords.event.contains(folded[index]) || folded[index] == "#" {
                var next = index + 1
                while next < words.count, next <= index + 2, SheetWords.numberSigns.contains(folded[next]),
                    !Token.startsWithDigit(folded[next])
                { next += 1 }
                guard next < words.count else { continue }
                var text = plain[next][...]
                while let first = text.first, first == "#" { text.removeFirst() }
                if takeEventNumber(text, word: index, last: next) { return }
            }
            // `12ª Prova`, `12. Wettkampf`.
            if index + 1 < words.count, SheetWords.event.contains(folded[index + 1]), let number = Self.leadingEventNumber(words[index]) {
                isUsed[index] = true
                isUsed[index + 1] = true
                heading.event = Heading.EventPart(number: number, title: "")
                markTitle(from: index + 2, opens: opens)
                return
            }
        }
    }

    private mutating func takeEventNumber(_ text: some StringProtocol, word: Int, last: Int) -> Bool {
        guard let (number, others) = EventNumber.parse(text) else { return false }
        var part = Heading.EventPart(number: number, otherNumbers: others, title: "")
        for used in word...last { isUsed[used] = true }
        var index = last + 1
        // 21 / 22, 21 & 22
        while index + 1 < words.count, words[index] == "/" || words[index] == "&" || words[index] == "and",
            let (other, more) = EventNumber.parse(words[index + 1])
        {
            // `Event 21 & Under`: no number follows then.
            part.otherNumbers += [other] + more
            isUsed[index] = true
            isUsed[index + 1] = true
            index += 2
        }
        heading.event = part
        markTitle(from: index, opens: words[word].hasPrefix("("))
        return true
    }

    /// Where the title's words stand; those in parentheses make a continuation.
    private var titleRange: Range<Int>?

    private mutating func markTitle(from index: Int, opens: Bool) {
        var end = words.count
        if opens {
            heading.event?.isContinuation = true
            if let closing = words[min(index, words.count)...].firstIndex(where: { $0.hasSuffix(")") }) { end = closing + 1 }
        }
        titleRange = min(index, end)..<end
    }

    private mutating func takeTitle() {
        guard let range = titleRange else { return }
        var title = range.filter { !isUsed[$0] }.map { words[$0] }
        while let word = title.first, Token.isBlank(word) && !word.hasPrefix("..") || word == ":" || word == "|" || word == "·" {
            title.removeFirst()
        }
        if let first = title.first, first.hasPrefix("...") || first.hasPrefix("\u{2026}") {
            heading.event?.isContinuation = true
            title[0] = String(first.drop { $0 == "." || $0 == "\u{2026}" })
        }
        if heading.event?.isContinuation == true {
            if title.first?.hasPrefix("(") == true { title[0].removeFirst() }
            if let last = title.last, last.hasSuffix(")"), !last.contains("(") { title[title.count - 1].removeLast() }
        }
        title.removeAll(where: \.isEmpty)
        while let word = title.last, Token.isBlank(word) { title.removeLast() }
        heading.event?.title = title.joined(separator: " ")
        for index in range { isUsed[index] = true }
    }

    // MARK: - What both may carry

    /// A time of day, with the words that say what it is.
    private mutating func takeStart() {
        for index in words.indices.reversed() where !isUsed[index] {
            guard let (time, used) = Clock.time(words[index...].prefix(2), allowsPoint: isClockContext(index)) else { continue }
            heading.start = time
            var from = index
            while from > 0, !isUsed[from - 1],
                SheetWords.startWords.contains(folded[from - 1]) || folded[from - 1].isEmpty || Token.isBlank(words[from - 1])
            { from -= 1 }
            var end = index + used
            while end < words.count, !isUsed[end], ["uhr", "h", "u"].contains(folded[end]) { end += 1 }
            for used in from..<end { isUsed[used] = true }
            return
        }
    }

    /// `9.42` is a time of day behind a word that says so, or where nothing else could stand.
    private func isClockContext(_ index: Int) -> Bool {
        if index > 0, SheetWords.startWords.contains(folded[index - 1]) { return true }
        if index + 1 < words.count, folded[index + 1] == "uhr" { return true }
        return heading.heat != nil && (index == words.count - 1 || index == 0)
    }

    private mutating func takeAgain() {
        for index in words.indices where !isUsed[index] {
            let isWord =
                SheetWords.again.contains(folded[index])
                && (folded[index].count > 2 || words[index].hasPrefix("(") || words[index].hasSuffix(")"))
            guard isWord || words[index] == "..." || words[index] == "\u{2026}" && index == words.count - 1 else { continue }
            guard isWord || index == words.count - 1 else { continue }
            isUsed[index] = true
            if index > 0, Token.isBlank(words[index - 1]) { isUsed[index - 1] = true }
            heading.event?.isContinuation = true
            heading.heat?.isContinuation = true
        }
    }

    /// `A - Final`, `Final B`, `A-Finale`, `Consolation Final`: a heat that is named and not numbered.
    private mutating func takeLetteredFinal() {
        guard words.count <= 4, let name = Self.letteredFinal(words) else { return }
        heading.heat = Heading.HeatPart(number: nil)
        heading.round = name
        for index in words.indices { isUsed[index] = true }
    }

    private static func letteredFinal(_ words: [String]) -> String? {
        var letter: String?
        var hasFinal = false
        for word in words {
            let text = SheetWords.folded(word)
            if Token.isBlank(word) || text.isEmpty { continue }
            if SheetWords.final.contains(text) {
                hasFinal = true
            } else if text.utf8.count == 1, let byte = text.utf8.first, (0x61...0x67).contains(byte), letter == nil {
                letter = text.uppercased()
            } else if SheetWords.finalNames.contains(text), letter == nil {
                letter = word
            } else if let dash = text.firstIndex(of: "-"), text[..<dash].utf8.count == 1,
                SheetWords.final.contains(String(text[text.index(after: dash)...])), letter == nil
            {
                letter = text[..<dash].uppercased()
                hasFinal = true
            } else if text == "heat" || text == "lauf" || text == "the" {
                continue
            } else {
                return nil
            }
        }
        return hasFinal ? letter.map { "\($0) Final" } : nil
    }

    /// What is left of a heat's heading is its round, if its words are those of rounds.
    private mutating func takeRound() {
        guard heading.round == nil else { return }
        var rest: [String] = []
        var depth = 0
        for index in words.indices where !isUsed[index] {
            if words[index].hasPrefix("(") { depth += 1 }
            if depth == 0, !Token.isBlank(words[index]), !folded[index].isEmpty { rest.append(words[index]) }
            if words[index].hasSuffix(")") { depth = max(0, depth - 1) }
        }
        let text = rest.map(SheetWords.folded)
        if text.count >= 3, text.suffix(3) == ["swimming", "with", "finals"] {
            heading.swimsWithFinals = true
            heading.round = "Swimming with Finals"
        } else if let final = Self.letteredFinal(rest) {
            heading.round = final
        } else if !rest.isEmpty, text.contains(where: Self.isRound),
            text.allSatisfy({ Self.isRound($0) || SheetWords.roundFillers.contains($0) })
        {
            heading.round = rest.joined(separator: " ")
        } else if let first = rest.first, Self.isRound(SheetWords.folded(first)) {
            heading.round = rest.prefix { Self.isRound(SheetWords.folded($0)) || SheetWords.roundFillers.contains(SheetWords.folded($0)) }
                .joined(separator: " ")
        }
    }

    /// `Prelims`, `Finals-S`, `Finals-2`.
    static func isRound(_ folded: String) -> Bool {
        if SheetWords.round.contains(folded) { return true }
        guard let dash = folded.lastIndex(of: "-"), folded.distance(from: dash, to: folded.endIndex) <= 3 else { return false }
        return SheetWords.round.contains(String(folded[..<dash]))
    }
}

/// Times of day of one or two words: `9:05 AM`, `10:30am`, `14:05`, `9.05 Uhr`.
enum Clock {
    /// The first time of day among words, `9.42` among them.
    static func first(in words: [String]) -> WallTime? {
        words.indices.lazy.compactMap { time(words[$0...].prefix(2), allowsPoint: true)?.time }.first
    }

    static func time(_ words: some Collection<String>, allowsPoint: Bool = false) -> (time: WallTime, used: Int)? {
        guard let first = words.first, let clock = ClockWord(first, allowsPoint: allowsPoint) else { return nil }
        if !clock.hasHalf, let next = words.dropFirst().first, let half = ClockWord.half(next), (1...12).contains(clock.hour) {
            return WallTime(hour: clock.hour % 12 + half, minute: clock.minute).map { ($0, 2) }
        }
        return WallTime(hour: clock.hour, minute: clock.minute).map { ($0, 1) }
    }
}
