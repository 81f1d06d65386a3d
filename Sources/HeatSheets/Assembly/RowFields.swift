import MeetModel
import SheetLayout

/// What one row of a table says, taken apart by the columns' roles.
struct RowFields: Sendable {
    var lane: Int?
    var rank: Int?
    var heat: Int?
    var name = ""
    var age = AgeField()
    var birth: String?
    var sex: Sex?
    var team: String?
    var letter: String?
    var seed: String?
    var isExhibition = false
    var eventNumber: String?
    var eventTitle: String?
    /// The relay's swimmers, where they stand in the row.
    var legs: [String] = []
    /// A lane nobody swims in, or a line to write a late entry in.
    var isEmpty = false
    /// Words of the row that went nowhere.
    var leftover: [String] = []
    private var birthHasClass = false

    init(_ row: Int, of table: SheetTable) {
        var cells = table.columns.cells[row]
        let roles = table.roles
        for (column, role) in roles.enumerated() where cells[column].isEmpty == false {
            switch role {
            case .lane, .rank: takeSlot(&cells[column], role)
            case .heat: heat = cells[column].lazy.compactMap(ColumnFeatures.slot).first
            default: break
            }
        }
        for (column, role) in roles.enumerated() where !cells[column].isEmpty {
            let words = cells[column]
            switch role {
            case .age: takeAge(words, column, &cells, roles)
            case .seed: takeSeed(words, column, &cells, roles)
            // Divers are seeded in points.
            case .points where table.kind == .entries && table.column(.seed) == nil: takeSeed(words, column, &cells, roles)
            default: break
            }
        }
        var names: [Word] = []
        for (column, role) in roles.enumerated() where !cells[column].isEmpty {
            let words = cells[column]
            switch role {
            case .name, .last, .first: names += words
            case .birth: takeBirth(words)
            case .sex: sex = Self.sex(words[0].text)
            case .team:
                let (own, over) = Self.parted(words, in: table.columns.columns[column], origin: table.origin(of: row))
                // The name's end, where a name stands in front.
                let isNamed = !names.isEmpty && !table.context.isRelay
                if isNamed { names += over }
                takeTeam(isNamed ? own : words)
            case .letter: letter = words.map(\.text).joined().filter { $0.isLetter || $0.isNumber }
            case .code: if team == nil, table.column(.team) == nil { team = Self.joined(words) }
            case .eventNumber: eventNumber = EventNumber.parse(words.last?.text ?? "")?.number ?? words.map(\.text).joined()
            case .eventTitle: eventTitle = Self.joined(words)
            case .other:
                if table.context.isRelay, column > (table.column(.seed) ?? 0), words.count > 2 {
                    legs = Self.legs(words)
                } else if words.contains(where: { $0.tokenClass.isWord && $0.text.count > 2 }) {
                    leftover += words.map(\.text)
                }
            default: break
            }
        }
        // `AUS - Australia`: the code is the team.
        if table.context.isRelay, let code = table.column(.code), let name = table.column(.team), code < name,
            code + 1 < name || cells[name].first.map({ Token.isBlank($0.text) }) == true,
            cells[code].count == 1, cells[(code + 1)...name].joined().contains(where: { $0.text == "-" || $0.text == "\u{2013}" })
        {
            team = cells[code][0].text
        }
        // A word for no time that stands close behind the field before it.
        if seed == nil, table.column(.seed) != nil, let text = team, let last = text.split(separator: " ").last, text.contains(" "),
            NoTime.isNoTime(String(last)),
            last.uppercased() == last || last.contains(".") || last.contains("/")
        {
            seed = String(last)
            team = String(text.dropLast(last.count)).trimmingSpaces
        }
        // An age glued to the name before it: `Hana MW10`.
        if age.text == nil, let column = table.column(.age), let last = names.last, names.count > 1,
            let field = AgeField(last.text, allowsSchoolYear: false),
            !field.glued.isEmpty, abs(last.right - table.origin(of: row) - table.columns.columns[column].flushRight) <= 3
        {
            age = field
            names.removeLast()
        }
        parseNumbers(in: &names, table)
        name = nameText(names)
        if table.context.isRelay { settleRelay(table) }
        if table.column(.team) == nil, team == nil, let code = table.column(.code) { team = Self.joined(cells[code]).nonEmpty }
        isEmpty = isEmptyRow(cells, roles, isRelay: table.context.isRelay)
    }

    // MARK: - Fields

    private mutating func takeSlot(_ words: inout [Word], _ role: ColumnRole) {
        guard let place = words.firstIndex(where: { ColumnFeatures.slot($0) != nil }) else { return }
        let number = ColumnFeatures.slot(words[place])
        if role == .lane { lane = number } else { rank = number }
        words.removeSubrange(...place)
    }

    /// The age; what was printed over its column belongs to the name before or the team behind it.
    private mutating func takeAge(_ words: [Word], _ column: Int, _ cells: inout [[Word]], _ roles: [ColumnRole]) {
        guard let place = words.lastIndex(where: { AgeField($0.text, allowsSchoolYear: true) != nil }),
            let field = AgeField(words[place].text, allowsSchoolYear: true)
        else {
            // A school year that no list knows, under a heading or among others.
            if words.count == 1, words[0].text.utf8.count <= 4 {
                age.text = words[0].text
                return
            }
            hand(words, from: column, to: [.name, .first, .last], &cells, roles)
            return
        }
        age = field
        if let letter = field.glued.last, field.glued.utf8.count == 1 { sex = sex ?? Self.sex(String(letter)) }
        var before = Array(words[..<place])
        if let last = before.last, before.count == 1, let letter = Self.sex(last.text), field.glued.isEmpty {
            sex = letter
            before = []
        }
        hand(before, from: column, to: [.name, .first, .last], &cells, roles)
        hand(Array(words[(place + 1)...]), from: column, to: [.team, .code], &cells, roles)
        cells[column] = [words[place]]
    }

    private func hand(_ words: [Word], from column: Int, to targets: [ColumnRole], _ cells: inout [[Word]], _ roles: [ColumnRole]) {
        guard !words.isEmpty, let target = targets.lazy.compactMap({ role in roles.firstIndex(of: role) }).first else { return }
        if target < column { cells[target] += words } else { cells[target] = words + cells[target] }
    }

    private mutating func takeSeed(_ words: [Word], _ column: Int, _ cells: inout [[Word]], _ roles: [ColumnRole]) {
        if let place = words.firstIndex(where: { TimeWord($0.text) != nil }), let time = TimeWord(words[place].text) {
            var text = words[place].text
            while let first = text.first, "*%(".contains(first) { text.removeFirst() }
            while let last = text.last, "*)#".contains(last) { text.removeLast() }
            if !time.suffix.isEmpty, !Self.isCourse(time.suffix) { text = String(text.prefix { !$0.isLetter || $0 == "X" || $0 == "x" }) }
            if text.first == "J" { text.removeFirst() }
            if place + 1 < words.count, time.suffix.isEmpty, ["Y", "L", "S"].contains(words[place + 1].text) {
                text += words[place + 1].text
            }
            if place + 1 == words.count, time.suffix.isEmpty, column + 1 < roles.count, roles[column + 1] == .mark,
                let next = cells[column + 1].first,
                cells[column + 1].count == 1, ["Y", "L", "S"].contains(next.text)
            {
                text += next.text
            }
            if place > 0, words[place - 1].text == "X" || words[place - 1].text == "x" { text = "X" + text }
            if text.first == "X" || text.first == "x" { isExhibition = true }
            seed = text
            // A long team that runs up to the time.
            let before = words[..<place].filter { $0.tokenClass.isWord && $0.text.count > 1 }
            if !before.isEmpty, before.count == place { hand(Array(before), from: column, to: [.team, .code, .name], &cells, roles) }
            return
        }
        let text = Self.joined(words)
        if NoTime.isNoTime(text) || words.count == 1 && text.count <= 4 && !Token.isBlank(text) {
            seed = text
        } else if let last = words.last, NoTime.isNoTime(last.text) {
            seed = last.text
            hand(Array(words.dropLast()), from: column, to: [.team, .code, .name], &cells, roles)
        } else if !words.allSatisfy(\.isBlank) {
            leftover += words.map(\.text)
        }
        if seed?.lowercased().hasPrefix("x") == true, (seed?.utf8.count ?? 0) > 2 { isExhibition = true }
    }

    static func isCourse(_ suffix: String) -> Bool { ["Y", "L", "S", "y", "l", "s", "LCM", "SCM", "SCY", "LC", "SC"].contains(suffix) }

    private mutating func takeBirth(_ words: [Word]) {
        var text = words.map(\.text).joined(separator: " ")
        text.removeAll { "()'\u{2019}".contains($0) }
        // `1981/AK 45`: the age class of masters behind the year.
        if let slash = text.firstIndex(of: "/"), let year = Token.integer(text[..<slash]), year >= 1900 {
            birthHasClass = text.hasSuffix("/AK")
            text = String(text[..<slash])
        }
        birth = text.nonEmpty
    }

    /// The words of a field, and those of a long name that is printed over it: they lie over its first word, or stand before the place
    /// where the column's fields begin.
    private static func parted(_ words: [Word], in column: TableColumns.Column, origin: Float) -> (own: [Word], over: [Word]) {
        guard column.flushLeftCount * 2 >= column.count,
            let first = words.first(where: { abs($0.left - origin - column.flushLeft) <= 1.6 })
        else { return (words, []) }
        func isOver(_ word: Word) -> Bool { word.tokenClass.isWord && word.cell != first.cell && word.left < first.right - 1 }
        return (words.filter { !isOver($0) }, words.filter(isOver))
    }

    /// A number that shares its column with the name is an age, where no other column has ages; anything else is not understood.
    private mutating func parseNumbers(in names: inout [Word], _ table: SheetTable) {
        guard !table.context.isRelay, names.contains(where: { $0.tokenClass == .integer }) else { return }
        let numbers = names.filter { $0.tokenClass == .integer }
        names.removeAll { $0.tokenClass == .integer }
        if numbers.count == 1, age.text == nil, birth == nil, table.column(.age) == nil, table.column(.birth) == nil,
            let field = AgeField(numbers[0].text, allowsSchoolYear: false)
        {
            age = field
        } else {
            leftover += numbers.map(\.text)
        }
    }

    private mutating func takeTeam(_ words: [Word]) {
        var words = words
        // `1981/AK 45`: the age class of masters behind the year of birth.
        if birth != nil, words.count > 1, words[0].tokenClass == .integer, birthHasClass { words.removeFirst() }
        if words.contains(where: { Self.exhibitionMarks.contains($0.text) }), words.count > 1 {
            isExhibition = true
            words.removeAll { Self.exhibitionMarks.contains($0.text) }
        }
        let text = Self.joined(words.filter { !$0.isBlank || words.count > 2 && $0.text == "-" })
        guard !text.isEmpty else { return }
        team = team.map { $0 + " " + text } ?? text
    }

    // MARK: - Names

    private static let exhibitionMarks: Set<String> = ["EXH", "Exh", "(EXH)", "exh"]
    private static let markCharacters: Set<Character> = ["*", "%", "#", "^", "+", "!"]

    private mutating func nameText(_ words: [Word]) -> String {
        var words = words.map(\.text)
        while let first = words.first, words.count > 1, first == "x" || first == "X" || first.allSatisfy(Self.markCharacters.contains) {
            isExhibition = isExhibition || first.lowercased() == "x" || first == "*"
            words.removeFirst()
        }
        if words.contains(where: Self.exhibitionMarks.contains), words.count > 1 {
            isExhibition = true
            words.removeAll(where: Self.exhibitionMarks.contains)
        }
        while let last = words.last, words.count > 1, last.allSatisfy(Self.markCharacters.contains) { words.removeLast() }
        if var first = words.first {
            while let mark = first.first, Self.markCharacters.contains(mark), first.count > 1 { first.removeFirst() }
            words[0] = first
        }
        if var last = words.last {
            while let mark = last.last, Self.markCharacters.contains(mark), last.count > 1 { last.removeLast() }
            words[words.count - 1] = last
        }
        words.removeAll { $0.allSatisfy { $0 == "_" } }
        while let last = words.last, words.count > 1, Token.isBlank(last), last != "-" { words.removeLast() }
        var text = ""
        for word in words {
            if !text.isEmpty, word != "," { text += " " }
            text += word
        }
        return text
    }

    static func joined(_ words: some Sequence<Word>) -> String {
        var text = ""
        for word in words {
            if !text.isEmpty, word.text != "," { text += " " }
            text += word.text
        }
        return text
    }

    static func sex(_ text: String) -> Sex? {
        switch text.uppercased() {
        case "M", "H", "B": .male
        case "W", "F", "G", "D": .female
        default: nil
        }
    }

    // MARK: - Relays

    private mutating func settleRelay(_ table: SheetTable) {
        guard var words = team?.split(separator: " ").map(String.init), !words.isEmpty else { return }
        while let first = words.first, words.count > 1, first.allSatisfy({ "*%#".contains($0) }) || first == "x" { words.removeFirst() }
        // `ABC-AZ W109`: sex and sum of ages.
        func isSum(_ word: String) -> Bool {
            var text = word[...]
            if let first = text.first, "XMWFxmwf".contains(first) { text.removeFirst() }
            let hasSign = text.last == "+"
            if hasSign { text.removeLast() }
            guard let sum = Token.integer(text, digits: 3) else { return false }
            return (sum >= 20 || hasSign) && (text.utf8.count < word.utf8.count || sum >= 60)
        }
        if letter == nil, table.hasNumbersInTeams, words.count > 1, let last = words.last, Token.integer(last, digits: 1) != nil {
            letter = last
            words.removeLast()
        }
        let mayHaveLetter = letter == nil && (table.column(.letter) != nil || table.hasLettersInTeams)
        if mayHaveLetter, words.count > 1, let last = words.last, let value = Self.letterValue(last) {
            letter = value
            words.removeLast()
        }
        while words.count > 1, let last = words.last, isSum(last) { words.removeLast() }
        if mayHaveLetter, letter == nil, words.count > 1, let last = words.last, let value = Self.letterValue(last) {
            letter = value
            words.removeLast()
        }
        // A team cut off right where its letter stands: `Cedar Bluff SwimA`.
        if letter == nil, table.column(.letter) != nil, let last = words.last, last.count > 2, let mark = last.last,
            ("A"..."D").contains(mark),
            last.dropLast().last?.isLowercase == true
        {
            letter = String(mark)
            words[words.count - 1].removeLast()
        }
        // `AUS - Australia`: the code is the team.
        if words.count > 2, words[1] == "-" || words[1] == "\u{2013}", words[0].utf8.count == 3,
            words[0].utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        {
            words = [words[0]]
        }
        team = words.joined(separator: " ")
        if let last = team?.last, "*%".contains(last) { team?.removeLast() }
    }

    /// `A`, `'B'`, `"C"`: letters only; digits may be part of a club's name.
    static func letterValue(_ word: String) -> String? {
        let text = word.filter { !"'\"\u{2019}\u{2018}".contains($0) }
        guard text.utf8.count == 1, let byte = text.utf8.first, (0x41...0x48).contains(byte) else { return nil }
        return text
    }

    private static func legs(_ words: [Word]) -> [String] {
        let text = words.map(\.text)
        let separator = text.contains("/") ? "/" : nil
        var legs: [String] = [""]
        for word in text {
            if word == separator {
                legs.append("")
            } else if separator == nil, word.hasSuffix(",") {
                legs[legs.count - 1] += (legs[legs.count - 1].isEmpty ? "" : " ") + word.dropLast()
                legs.append("")
            } else {
                legs[legs.count - 1] += (legs[legs.count - 1].isEmpty ? "" : " ") + word
            }
        }
        return legs.filter { !$0.isEmpty }
    }

    /// Whether anything but names says that somebody swims: every row of a list or a heat has a number or a time.
    var isAnchored: Bool { lane != nil || rank != nil || heat != nil || seed != nil || age.text != nil || birth != nil }

    // MARK: - Empty lanes

    private func isEmptyRow(_ cells: [[Word]], _ roles: [ColumnRole], isRelay: Bool) -> Bool {
        guard seed == nil || NoTime.isNoTime(seed ?? ""), age.text == nil, birth == nil else { return false }
        let texts = roles.indices.filter { [.name, .last, .first, .team, .code, .eventTitle].contains(roles[$0]) }.flatMap { cells[$0] }
            .map(\.text)
        guard seed == nil || texts.isEmpty else { return false }
        if texts.allSatisfy({ Token.isBlank($0) }) { return true }
        let first = texts.first ?? ""
        let last = texts.last ?? ""
        if texts.count <= 5, Token.isBlank(first) && Token.isBlank(last) { return true }
        return texts.count <= 4 && (team == nil || isRelay)
            && texts.allSatisfy { SheetWords.empty.contains(SheetWords.folded($0)) || Token.isBlank($0) }
    }
}

extension String {
    /// Nil for no text.
    var nonEmpty: String? { isEmpty ? nil : self }
}
