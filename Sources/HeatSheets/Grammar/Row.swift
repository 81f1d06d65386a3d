import MeetModel

/// One row of a table of entries, taken apart but not yet believed: which event and heat it belongs to is not its business.
struct Row: Sendable, Hashable {
    /// Lane in a heat, rank in a list.
    var slot: Int?
    /// Swimmer's name, or the relay's team.
    var name = ""
    var age = AgeField()
    var birth: String?
    var team: String?
    var letter: String?
    var seed: String?
    var isExhibition = false
    /// A lane nobody swims in, or a line to write a late entry in.
    var isEmpty = false
}

/// The age column: `12`, `SR`, `W10`, `MW10`. An initial cut off from the name and a sex may be glued to the number.
struct AgeField: Sendable, Hashable {
    /// Digits or school year; nil where the column is blank.
    var text: String?
    /// Letters glued in front of the digits.
    var glued = ""

    init() {}

    /// Reads an age word. School years are read only where a table has a column for them.
    init?(_ word: String, allowsSchoolYear: Bool) {
        let bytes = word.utf8
        guard let last = bytes.last, bytes.count <= 24 else { return nil }
        if last >= 0x30 && last <= 0x39 {
            let digits = bytes.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            guard digits <= 3 else { return nil }
            let letters = word.dropLast(digits)
            guard letters.allSatisfy({ $0.isLetter || $0 == "'" || $0 == "." }) else { return nil }
            text = String(word.suffix(digits))
            glued = String(letters)
            return
        }
        guard allowsSchoolYear, Self.schoolYears.contains(word.uppercased()) else { return nil }
        text = word
    }

    private static let schoolYears: Set<String> = [
        "FR", "SO", "JR", "SR", "FY", "5Y", "4TH", "5TH", "6TH", "7TH", "8TH", "9TH", "10TH", "11TH", "12TH",
    ]
}

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
        if words.allSatisfy({ Token.isBlank($0.text) }) {
            guard row.slot != nil else { return nil }
            row.isEmpty = true
            return row
        }
        takeSeed(&words, &row, origin: line.origin)
        words = words.filter { !Token.isBlank($0.text) || $0.text == "-" }[...]
        takeMarks(&words, &row)
        dropSkipped(&words, origin: line.origin)
        guard words.contains(where: { Token.hasLetter($0.text) }) else { return nil }
        if isRelay { return relay(words, row, origin: line.origin) }
        return swimmer(words, row, origin: line.origin)
    }

    // MARK: - From the left

    private func takeSlot(_ words: inout ArraySlice<Word>, _ row: inout Row) {
        if words.count > 1, let first = words.first?.text, TableHeader.isLaneWord(first),
            Token.integer(words[words.startIndex + 1].text, digits: 2) != nil
        {
            words.removeFirst()
        }
        guard let first = words.first else { return }
        var text = first.text[...]
        if text == "*" || text == "%", let next = words.dropFirst().first, Token.integer(next.text, digits: 3) != nil {
            words.removeFirst()
            text = next.text[...]
        }
        while let mark = text.first, "*%#".contains(mark) { text.removeFirst() }
        var isEmptyLane = false
        while let mark = text.last, "*%.\u{2014}\u{2013}-_".contains(mark), text.count > 1 {
            isEmptyLane = isEmptyLane || !"*%.".contains(mark)
            text.removeLast()
        }
        guard let slot = Token.integer(text, digits: 3), words.count > 1 || needsSlot else { return }
        // A number that stands where names or teams do is none of the row's own.
        row.slot = slot
        words.removeFirst()
        if isEmptyLane && words.isEmpty { return }
    }

    private func takeMarks(_ words: inout ArraySlice<Word>, _ row: inout Row) {
        while let first = words.first, words.count > 1, ["*", "%", "#", "+", "x", "X", "**", "!"].contains(first.text) {
            if first.text == "x" || first.text == "X" { row.isExhibition = true }
            words.removeFirst()
        }
        words.removeAll { word in
            guard word.text == "EXH" || word.text == "(EXH)" || word.text == "Exh" || word.text == "*" || word.text == "%" else {
                return false
            }
            if word.text.hasPrefix("E") || word.text.hasPrefix("(") { row.isExhibition = true }
            return true
        }
        if let first = words.first, let mark = first.text.first, "*%#".contains(mark), first.text.count > 1 {
            words[words.startIndex].text.removeFirst()
        }
    }

    /// Columns that are no part of an entry: `ID#`, bib numbers.
    private func dropSkipped(_ words: inout ArraySlice<Word>, origin: Float) {
        guard let header, let name = header.column(isRelay ? .team : .name) ?? header.column(.name) else { return }
        if let skipped = header.column(.skipped), skipped.left < name.left {
            words = words.drop { $0.right - origin < name.left - 8 }
        } else if let first = words.first, words.count > 2, Token.integer(first.text) != nil, first.right - origin < name.left - 1 {
            // A competitor's number between lane and name, whether or not the heading names it.
            words.removeFirst()
        }
    }

    // MARK: - From the right

    private func takeSeed(_ words: inout ArraySlice<Word>, _ row: inout Row, origin: Float) {
        let seeds = words.indices.dropFirst().filter { Token.isSeed(words[$0].text) }
        guard var index = seeds.last else { return }
        if seeds.count > 1, let column = header?.column(.seed) {
            index = seeds.min { abs(words[$0].right - origin - column.right) < abs(words[$1].right - origin - column.right) } ?? index
        }
        if let team = header?.column(.team), let column = header?.column(.seed), team.left > column.left, !isRelay {
            row.team = Self.joined(words[(index + 1)...].filter { !Token.isBlank($0.text) }[...])
            words = words[...index]
        }
        // Marks behind the seed are few and short; anything else means that this is no seed.
        let behind = words[(index + 1)...].filter { !Token.isBlank($0.text) }
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

    // MARK: - Swimmers

    private func swimmer(_ words: ArraySlice<Word>, _ row: Row, origin: Float) -> Row? {
        var row = row
        var words = words
        takeBirth(&words, &row, origin: origin)
        if let index = ageIndex(words, origin: origin), let age = AgeField(words[index].text, allowsSchoolYear: header?.column(.age) != nil)
        {
            row.age = age
            let end = index + 1 < words.endIndex ? index : overprintedTeam(words[..<index], origin: origin)
            row.name = Self.name(words[..<end])
            row.team = row.team ?? Self.joined(words[end..<index] + words[(index + 1)...])
        } else {
            let split = teamIndex(words, origin: origin)
            row.name = Self.name(words[..<split])
            row.team = row.team ?? Self.joined(words[split...])
        }
        if row.team?.isEmpty == true { row.team = nil }
        guard Token.hasLetter(row.name) else { return nil }
        // A row that has neither rank nor lane must at least have what makes it an entry.
        if row.slot == nil { guard row.seed != nil || row.birth != nil else { return nil } }
        // Without a seed there must be something else that only entries have.
        if row.seed == nil {
            let hasField = row.age.text != nil || row.birth != nil || row.team != nil && header != nil
            guard hasField || header != nil && row.name.contains(",") else { return nil }
        }
        return row
    }

    /// `6 JUN 2002`, `2009`, or two digits under a heading that says year of birth.
    private func takeBirth(_ words: inout ArraySlice<Word>, _ row: inout Row, origin: Float) {
        // A table with ages has no dates of birth: a year in it belongs to a team.
        let column = header?.column(.birth)
        guard column != nil || header?.column(.age) == nil else { return }
        let texts = words.map { $0.text }
        let dates = DateText.dates(in: texts)
        if let first = dates.first, first.words.lowerBound > 0 {
            row.birth = texts[first.words].joined(separator: " ")
            let drop = Set(dates.flatMap { $0.words })
            words = ArraySlice(words.enumerated().filter { !drop.contains($0.offset) }.map(\.element))
            return
        }
        guard
            let index = words.indices.dropFirst().first(where: { index in
                let word = words[index]
                // `1981/AK 45`: the age class of masters behind the year.
                if let slash = word.text.firstIndex(of: "/"), let year = Token.integer(word.text[..<slash]), (1900...2100).contains(year) {
                    return true
                }
                guard let year = Token.integer(word.text), word.text.utf8.count == 2 || (1900...2100).contains(year) else { return false }
                guard let column else { return word.text.utf8.count == 4 }
                return word.right - origin > column.left - 10 && word.left - origin < column.right + 10
            })
        else { return }
        row.birth = String(words[index].text.prefix { $0 != "/" })
        if words[index].text.hasSuffix("/AK"), index + 1 < words.endIndex, Token.integer(words[index + 1].text) != nil {
            words.remove(at: index + 1)
        }
        if index + 1 < words.endIndex { words[index + 1].startsCell = true }
        words.remove(at: index)
    }

    private func ageIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        let candidates = words.indices.dropFirst()
        guard let column = header?.column(.age) else {
            // A table with years of birth has no ages.
            guard header?.column(.birth) == nil else { return nil }
            return candidates.first { Token.integer(words[$0].text, digits: 3) != nil || isGluedAge(words[$0].text) }
                ?? candidates.first { header == nil && words.count > 2 && isNameWithAge(words[$0].text) }
        }
        let middle = (column.left + column.right) / 2
        func distance(_ index: Int) -> Float { abs((words[index].right + words[index].left) / 2 - origin - middle) }
        return
            candidates
            .filter { index in
                // Ages are set flush right under or near their heading.
                let word = words[index]
                guard abs(word.right - origin - column.right) < 24 || abs(word.left - origin - column.left) < 12 else { return false }
                return AgeField(word.text, allowsSchoolYear: true) != nil
            }
            .min { distance($0) < distance($1) } ?? gluedAgeIndex(words, origin: origin)
    }

    /// An age glued to the name stands where the name ends: the team comes next.
    private func gluedAgeIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        guard let team = header?.column(.team) else { return nil }
        return words.indices.dropFirst().last { index in
            guard index + 1 < words.endIndex, abs(words[index + 1].left - origin - team.left) < 12,
                let age = AgeField(words[index].text, allowsSchoolYear: false), !age.glued.isEmpty
            else { return false }
            return true
        }
    }

    /// `Delphine14`: a first name printed right up to the age.
    private func isNameWithAge(_ text: String) -> Bool {
        guard let age = AgeField(text, allowsSchoolYear: false) else { return false }
        return age.glued.count > 2 && (age.text?.utf8.count ?? 0) <= 2
    }

    private func isGluedAge(_ text: String) -> Bool {
        guard let age = AgeField(text, allowsSchoolYear: false), (1...2).contains(age.glued.count), let sex = age.glued.last else {
            return false
        }
        return "MWF".contains(sex)
    }

    /// A name that runs right up to the team may look like one field with it.
    private func overprintedTeam(_ words: ArraySlice<Word>, origin: Float) -> Int {
        guard let column = header?.column(.team) else { return words.endIndex }
        return words.indices.dropFirst().first { (-4...9).contains(words[$0].left - origin - column.left) } ?? words.endIndex
    }

    /// Where the team begins in a row without an age.
    private func teamIndex(_ words: ArraySlice<Word>, origin: Float) -> Int {
        let starts = words.indices.dropFirst().filter { words[$0].startsCell }
        guard let column = header?.column(.team) else {
            // No heading: the last field, if there is more than one.
            return header == nil ? (starts.last ?? words.endIndex) : words.endIndex
        }
        if let start = starts.first(where: { words[$0].left - origin >= column.left - 9 }) { return start }
        return words.indices.dropFirst().first { abs(words[$0].left - origin - column.left) < 7 } ?? words.endIndex
    }

    // MARK: - Relays

    private func relay(_ words: ArraySlice<Word>, _ row: Row, origin: Float) -> Row? {
        var row = row
        var words = words
        takeBirth(&words, &row, origin: origin)
        row.birth = nil
        if row.slot == nil { guard row.seed != nil || header?.column(.relay) == nil else { return nil } }
        // `AUS - Australia`: the code is the team.
        if words.count > 2, words[words.startIndex + 1].text == "-", words[words.startIndex].text.utf8.count == 3,
            words[words.startIndex].text.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        {
            row.name = words[words.startIndex].text
            return row
        }
        if row.slot == nil && row.seed == nil { return nil }
        if let index = letterIndex(words, origin: origin) {
            row.letter = words[index].text.filter { $0.isLetter || $0.isNumber }
            words.remove(at: index)
        }
        if let index = ageSumIndex(words, origin: origin) { words.remove(at: index) }
        row.name = Self.name(words)
        guard Token.hasLetter(row.name) else { return nil }
        return row
    }

    /// Masters' relays print the sum of the swimmers' ages, `160+` or `X160`.
    private func ageSumIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        words.indices.dropFirst().last { index in
            var text = words[index].text[...]
            if text.first == "X" || text.first == "x" { text.removeFirst() }
            if text.last == "+" { text.removeLast() }
            guard let sum = Token.integer(text, digits: 3), sum >= 60 || header?.column(.age) != nil else { return false }
            if text.utf8.count < words[index].text.utf8.count { return true }
            guard let column = header?.column(.age) else { return false }
            return abs(words[index].right - origin - column.right) < 24
        }
    }

    private func letterIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        guard words.count > 1 else { return nil }
        let letters = words.indices.dropFirst().filter { index in
            let text = words[index].text.filter { $0 != "'" && $0 != "\"" }
            guard text.utf8.count == 1, let letter = text.utf8.first else { return false }
            // Where no column is headed for it, a club's teams may be numbered instead.
            return letter >= 0x41 && letter <= 0x5A
                || header?.column(.relay) == nil && letter >= 0x31 && letter <= 0x39 && index == words.endIndex - 1
        }
        guard let last = letters.last else { return nil }
        if let column = header?.column(.relay) {
            return letters.last { abs(words[$0].left - origin - column.left) < 30 }
        }
        return last == words.endIndex - 1 ? last : nil
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
    private static func name(_ words: ArraySlice<Word>) -> String {
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
