import MeetModel

/// Reads the words of one line as a row.
struct RowParser {
    /// The table's heading; nil on sheets without one.
    var header: TableHeader?
    var isRelay: Bool
    /// In a heat a row begins with its lane; in a list it may have no rank.
    var needsSlot: Bool

    func parse(_ line: Line) -> Row? {
        var words = line.words[...]
        var row = Row()
        takeSlot(&words, &row)
        if row.slot == nil {
            guard !needsSlot, header != nil else { return nil }
            // A row without its rank begins where names do.
            guard let first = words.first, let name = header?.column(isRelay ? .team : .name) ?? header?.column(.name),
                abs(first.left - line.origin - name.left) < 14
            else { return nil }
        }
        if words.allSatisfy({ $0.isBlank }) {
            guard row.slot != nil else { return nil }
            row.isEmpty = true
            return row
        }
        takeSeed(&words, &row, origin: line.origin)
        if words.contains(where: \.isBlank) { words = words.filter { !$0.isBlank || $0.text == "-" }[...] }
        takeMarks(&words, &row)
        dropSkipped(&words, origin: line.origin)
        guard words.contains(where: { $0.hasLetter }) else { return nil }
        if isRelay { return relay(words, row, origin: line.origin) }
        return swimmer(words, row, origin: line.origin)
    }

    // MARK: - From the left

    func takeSlot(_ words: inout ArraySlice<Word>, _ row: inout Row) {
        if words.count > 1, let first = words.first, !first.startsWithDigit, TableHeader.isLaneWord(first.text),
            words[words.startIndex + 1].integer(digits: 2) != nil
        {
            words.removeFirst()
        }
        guard let first = words.first else { return }
        // Most rows begin with a plain number.
        if let slot = first.integer(digits: 3), words.count > 1 || needsSlot {
            row.slot = slot
            words.removeFirst()
            return
        }
        var text = first.text[...]
        if text == "*" || text == "%", let next = words.dropFirst().first, next.integer(digits: 3) != nil {
            words.removeFirst()
            text = next.text[...]
        }
        while let mark = text.first, "*%#".contains(mark) { text.removeFirst() }
        while let mark = text.last, "*%.\u{2014}\u{2013}-_".contains(mark), text.count > 1 { text.removeLast() }
        guard let slot = Token.integer(text, digits: 3), words.count > 1 || needsSlot else { return }
        // A number that stands where names or teams do is none of the row's own.
        row.slot = slot
        words.removeFirst()
    }

    private static let marks: Set<String> = ["*", "%", "#", "+", "x", "X", "**", "!"]

    func takeMarks(_ words: inout ArraySlice<Word>, _ row: inout Row) {
        while let first = words.first, words.count > 1, first.text.utf8.count <= 2, Self.marks.contains(first.text) {
            if first.text == "x" || first.text == "X" { row.isExhibition = true }
            words.removeFirst()
        }
        if words.contains(where: Self.isExhibitionMark) {
            row.isExhibition = row.isExhibition || words.contains { Self.isExhibitionMark($0) && $0.hasLetter }
            words.removeAll(where: Self.isExhibitionMark)
        }
        if let first = words.first, let mark = first.text.utf8.first, Self.isMark(mark), first.text.utf8.count > 1 {
            words[words.startIndex].text.removeFirst()
        }
    }

    /// `EXH` or the sign for it, wherever in the row it stands.
    private static func isExhibitionMark(_ word: Word) -> Bool {
        switch word.text.utf8.count {
        case 1: word.text == "*" || word.text == "%"
        case 3: word.text == "EXH" || word.text == "Exh"
        case 5: word.text == "(EXH)"
        default: false
        }
    }

    /// `*`, `%` or `#`.
    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x2A || byte == 0x25 || byte == 0x23 }

    /// Columns that are no part of an entry: `ID#`, bib numbers.
    func dropSkipped(_ words: inout ArraySlice<Word>, origin: Float) {
        guard let header, let name = header.column(isRelay ? .team : .name) ?? header.column(.name) else { return }
        if let skipped = header.column(.skipped), skipped.left < name.left {
            words = words.drop { $0.right - origin < name.left - 8 }
        } else if let first = words.first, words.count > 2, first.integer() != nil, first.right - origin < name.left - 1 {
            // A competitor's number between lane and name, whether or not the heading names it.
            words.removeFirst()
        }
    }

    // MARK: - From the right

    func takeSeed(_ words: inout ArraySlice<Word>, _ row: inout Row, origin: Float) {
        let seeds = words.indices.dropFirst().filter { words[$0].isSeed }
        guard var index = seeds.last else { return }
        if seeds.count > 1, let column = header?.column(.seed) {
            index = seeds.min { abs(words[$0].right - origin - column.right) < abs(words[$1].right - origin - column.right) } ?? index
        }
        if let team = header?.column(.team), let column = header?.column(.seed), team.left > column.left, !isRelay {
            row.team = Self.joined(words[(index + 1)...].filter { !$0.isBlank }[...])
            words = words[...index]
        }
        // Marks behind the seed are few and short; anything else means that this is no seed.
        let behind = words[(index + 1)...].filter { !$0.isBlank }
        guard behind.allSatisfy({ $0.text.utf8.count <= 12 && $0.text.last != "," }) else { return }
        var seed = Token.seedWithoutMark(words[index].text)
        if let next = words[(index + 1)...].first?.text, next == "Y" || next == "L" || next == "S", let last = seed.utf8.last,
            last <= 0x39 || seed == "NT"
        {
            seed += next
        }
        var end = index
        if end - 1 > words.startIndex, words[end - 1].text == "X" || words[end - 1].text == "x", words[end].left - words[end - 1].right < 12
        {
            seed = "X" + seed
            end -= 1
        }
        if seed.first == "X" || seed.first == "x" { row.isExhibition = true }
        row.seed = seed
        let first = seeds.first.map { min($0, end) } ?? end
        words = words[..<first]
    }

    // MARK: - Text

    /// Words joined by spaces: `Last, First M`.
    static func joined(_ words: ArraySlice<Word>) -> String {
        var text = ""
        for word in words {
            if !text.isEmpty && word.text != "," { text += " " }
            text += word.text
        }
        return text
    }

    /// A name with the marks around it dropped.
    static func name(_ words: ArraySlice<Word>) -> String {
        var text = joined(words)
        while let last = text.utf8.last, last == UInt8(ascii: "*") || last == UInt8(ascii: "%") || last == UInt8(ascii: " ") {
            text.removeLast()
        }
        while let first = text.utf8.first, first == UInt8(ascii: "*") || first == UInt8(ascii: "%") || first == UInt8(ascii: " ") {
            text.removeFirst()
        }
        return text
    }
}
