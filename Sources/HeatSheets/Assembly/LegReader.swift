import MeetModel
import SheetLayout

/// Reads the swimmers of a relay off the lines below its row: numbered or not, one or several to a line, names that go on in the next line.
struct LegReader {
    private(set) var legs: [RelayLeg] = []
    private var open: [String]?
    private var isNumbered = false

    /// Whether a line can be swimmers of the relay above: letters, no time, and not a row of its own.
    static func mayBeLegs(_ line: Line) -> Bool {
        guard line.words.contains(where: { $0.tokenClass.isWord }), line.words.count <= 60 else { return false }
        return !line.words.contains { $0.tokenClass == .time || $0.tokenClass == .clock }
    }

    mutating func read(_ line: Line) {
        let words = line.words
        let marks = words.indices.filter { Self.mark(words[$0].text, startsCell: words[$0].startsCell || $0 == 0) != nil }
        if !marks.isEmpty || isNumbered {
            isNumbered = true
            for (index, word) in words.enumerated() {
                if let (_, rest, before) = Self.mark(word.text, startsCell: word.startsCell || index == 0) {
                    if let before { open = (open ?? []) + [before] }
                    close()
                    open = rest.isEmpty ? [] : [rest]
                } else if open != nil {
                    // A second name in a field of its own begins another swimmer.
                    open?.append(word.text)
                } else if let last = legs.popLast() {
                    open = last.name.split(separator: " ").map(String.init) + [word.text]
                } else {
                    open = [word.text]
                }
            }
            return
        }
        for field in Self.fields(words) { legs.append(RelayLeg(field)) }
    }

    mutating func finish() -> [RelayLeg] {
        close()
        return legs.filter { !$0.name.isEmpty }
    }

    private mutating func close() {
        guard let words = open else { return }
        open = nil
        for part in Self.separated(words) { legs.append(RelayLeg(part)) }
    }

    /// Whether a word is the number of a swimmer in a relay.
    static func isMark(_ text: String) -> Bool { mark(text, startsCell: true) != nil }

    /// `1)`, `(2)`, `3.`, `1)Last,`, `122)`: an age and the next swimmer's number without a gap.
    private static func mark(_ text: String, startsCell: Bool) -> (number: Int, rest: String, before: String?)? {
        if let bracket = text.firstIndex(of: ")") {
            var digits = text[..<bracket]
            if digits.first == "(" { digits.removeFirst() }
            let rest = String(text[text.index(after: bracket)...])
            if let number = Token.integer(digits, digits: 1), number >= 1 { return (number, rest, nil) }
            if text.first != "(", let last = digits.last, let number = Token.integer(String(last)), digits.count >= 2,
                AgeField(String(digits.dropLast()), allowsSchoolYear: true) != nil
            {
                return (number, rest, String(digits.dropLast()))
            }
            return nil
        }
        guard text.hasSuffix("."), let number = Token.integer(text.dropLast(), digits: 1), number >= 1, number <= 8 else { return nil }
        return (number, "", nil)
    }

    /// Two swimmers on one line without a gap: a second comma, or an age with letters behind it, begins the second one.
    private static func separated(_ words: [String]) -> [[String]] {
        var parts: [[String]] = [[]]
        var isClosed = false
        for word in words {
            // `12Last,`, `W12Last,`: an age that runs into the next name.
            if let (age, name) = ageThenName(word) {
                parts[parts.count - 1].append(age)
                parts.append([name])
                isClosed = false
                continue
            }
            if isClosed, word.contains(where: \.isLetter),
                parts[parts.count - 1].contains(where: { $0.hasSuffix(",") }) || word.hasSuffix(",")
            {
                parts.append([])
                isClosed = false
            }
            parts[parts.count - 1].append(word)
            if parts[parts.count - 1].count > 1, isAge(word) { isClosed = true }
        }
        return parts.filter { !$0.isEmpty }
    }

    private static func isAge(_ word: String) -> Bool {
        if let field = AgeField(word, allowsSchoolYear: true) { return field.glued.utf8.count <= 1 }
        return Token.integer(word).map { (1900...2100).contains($0) } ?? false
    }

    private static func ageThenName(_ word: String) -> (String, String)? {
        var index = word.startIndex
        if let first = word.first, "MWFX".contains(first), word.dropFirst().first?.isNumber == true { index = word.index(after: index) }
        let start = index
        while index < word.endIndex, word[index].isASCII, word[index].isNumber { index = word.index(after: index) }
        let digits = word.distance(from: start, to: index)
        guard (1...2).contains(digits) || digits == 4, index < word.endIndex, word[index].isLetter else { return nil }
        let rest = word[index...]
        guard rest.count >= 2, rest.contains(where: \.isLowercase) || rest.hasSuffix(",") else { return nil }
        return (String(word[..<index]), String(rest))
    }

    /// Swimmers without numbers: each in a field of its own, or divided by commas or slashes.
    private static func fields(_ words: [Word]) -> [[String]] {
        if words.contains(where: { $0.text == "/" }) {
            return words.split { $0.text == "/" }.map { $0.map(\.text) }.flatMap(separated)
        }
        let isListOfAges = words.contains(where: isAgeAndComma)
        let isListOfNames = !isListOfAges && isListOfWholeNames(words)
        var fields: [[String]] = [[]]
        for word in words {
            if !isListOfAges, !isListOfNames, word.startsCell { fields.append([]) }
            let isEnd = isListOfAges ? isAgeAndComma(word) : isListOfNames && word.text.hasSuffix(",")
            fields[fields.count - 1].append(isEnd ? String(word.text.dropLast()) : word.text)
            if isEnd { fields.append([]) }
        }
        return fields.filter { !$0.isEmpty }.flatMap(separated)
    }

    /// `13,`: the age of one swimmer, and the next one behind it.
    private static func isAgeAndComma(_ word: Word) -> Bool {
        guard word.text.hasSuffix(","), let field = AgeField(String(word.text.dropLast()), allowsSchoolYear: false) else { return false }
        return field.glued.utf8.count <= 1
    }

    /// `First Last, First Last, First Last`, with or without ages: three or more names of two words and more. (Of `Last, First Last,
    /// First` the outer names are single words.)
    private static func isListOfWholeNames(_ words: [Word]) -> Bool {
        let names = words.map(\.text).joined(separator: " ").split(separator: ",")
        return names.count >= 3 && names.allSatisfy { $0.split(separator: " ").count { Token.hasLetter(String($0)) } >= 2 }
    }
}

extension RelayLeg {
    /// Reads the words of a leg: a name, and an age, a year or a school year behind it.
    init(_ words: [String]) {
        self.init(name: "")
        var words = words.filter { !$0.isEmpty }
        if words.count > 1, let last = words.last, last.hasPrefix("("), last.hasSuffix(")"),
            Token.integer(last.dropFirst().dropLast()) != nil
        {
            words[words.count - 1] = String(last.dropFirst().dropLast())
        }
        if words.count > 1, let last = words.last, let year = Token.integer(last), (1900...2100).contains(year) {
            words.removeLast()
            age = last
        } else if words.count > 1, let last = words.last,
            let field = AgeField(last, allowsSchoolYear: !words.contains { $0.hasSuffix(",") } || words.count > 2),
            field.glued.isEmpty || "MWFX".contains(field.glued.last ?? " "), field.glued.utf8.count <= 2
        {
            words.removeLast()
            age = field.text
            switch field.glued.last {
            case "M": sex = .male
            case "W", "F": sex = .female
            default: break
            }
            if field.glued.utf8.count == 2, let initial = field.glued.first { words.append(String(initial)) }
        }
        name = words.joined(separator: " ")
    }
}
