import MeetModel

extension RowParser {
    func swimmer(_ words: ArraySlice<Word>, _ row: Row, origin: Float) -> Row? {
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
    func takeBirth(_ words: inout ArraySlice<Word>, _ row: inout Row, origin: Float) {
        // A table with ages has no dates of birth: a year in it belongs to a team.
        let column = header?.column(.birth)
        guard column != nil || header?.column(.age) == nil else { return }
        // Every date ends with a year or is one word of digits.
        let texts = words.contains(where: Self.mayEndDate) ? words.map { $0.text } : []
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
                guard word.startsWithDigit else { return false }
                // `1981/AK 45`: the age class of masters behind the year.
                if let slash = word.text.firstIndex(of: "/"), let year = Token.integer(word.text[..<slash]), (1900...2100).contains(year) {
                    return true
                }
                guard let year = word.integer(), word.text.utf8.count == 2 || (1900...2100).contains(year) else { return false }
                guard let column else { return word.text.utf8.count == 4 }
                return word.right - origin > column.left - 10 && word.left - origin < column.right + 10
            })
        else { return }
        row.birth = String(words[index].text.prefix { $0 != "/" })
        if words[index].text.hasSuffix("/AK"), index + 1 < words.endIndex, words[index + 1].integer() != nil {
            words.remove(at: index + 1)
        }
        if index + 1 < words.endIndex { words[index + 1].startsCell = true }
        words.remove(at: index)
    }

    private static func mayEndDate(_ word: Word) -> Bool {
        if let number = word.integer() { return number >= 1900 }
        return word.text.utf8.count > 4 && word.text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    func ageIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        let candidates = words.indices.dropFirst()
        guard let column = header?.column(.age) else {
            // A table with years of birth has no ages.
            guard header?.column(.birth) == nil else { return nil }
            return candidates.first { words[$0].integer(digits: 3) != nil || isGluedAge(words[$0].text) }
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
    func gluedAgeIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        guard let team = header?.column(.team) else { return nil }
        return words.indices.dropFirst().last { index in
            guard index + 1 < words.endIndex, abs(words[index + 1].left - origin - team.left) < 12,
                let age = AgeField(words[index].text, allowsSchoolYear: false), !age.glued.isEmpty
            else { return false }
            return true
        }
    }

    /// `Delphine14`: a first name printed right up to the age.
    func isNameWithAge(_ text: String) -> Bool {
        guard let age = AgeField(text, allowsSchoolYear: false) else { return false }
        return age.glued.count > 2 && (age.text?.utf8.count ?? 0) <= 2
    }

    func isGluedAge(_ text: String) -> Bool {
        guard let age = AgeField(text, allowsSchoolYear: false), (1...2).contains(age.glued.count), let sex = age.glued.last else {
            return false
        }
        return "MWF".contains(sex)
    }

    /// A name that runs right up to the team may look like one field with it.
    func overprintedTeam(_ words: ArraySlice<Word>, origin: Float) -> Int {
        guard let column = header?.column(.team) else { return words.endIndex }
        return words.indices.dropFirst().first { (-4...9).contains(words[$0].left - origin - column.left) } ?? words.endIndex
    }

    /// Where the team begins in a row without an age.
    func teamIndex(_ words: ArraySlice<Word>, origin: Float) -> Int {
        let starts = words.indices.dropFirst().filter { words[$0].startsCell }
        guard let column = header?.column(.team) else {
            // No heading: the last field, if there is more than one.
            return header == nil ? (starts.last ?? words.endIndex) : words.endIndex
        }
        if let start = starts.first(where: { words[$0].left - origin >= column.left - 9 }) { return start }
        return words.indices.dropFirst().first { abs(words[$0].left - origin - column.left) < 7 } ?? words.endIndex
    }
}
