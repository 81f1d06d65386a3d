import MeetModel

// Relay teams and their swimmers.
extension ProgramReader {
    mutating func addRelay(_ row: Row, _ line: Line, _ event: Int) {
        var relay = RelayEntry(event: event, team: row.name, place: line.place)
        relay.round = round
        if let heat, mode != .alternates {
            relay.heat = meet.heats[heat].number
            relay.lane = row.slot
            relay.start = meet.heats[heat].start
        } else {
            relay.rank = row.slot
        }
        relay.letter = row.letter
        relay.seed = row.seed
        relay.isExhibition = row.isExhibition
        meet.relays.append(relay)
        openRelay = meet.relays.count - 1
        legsAreOrphaned = false
    }

    /// `1) Last, First W14 2) Last, First`: the swimmers of the relay above; a name may go on in the next line.
    mutating func readLegs(_ line: Line, _ words: [String]) -> Bool {
        guard let open = openRelay ?? interruptedRelay(words[0]) else { return false }
        if let first = LegMark(words[0]), first.number >= 1 {
            var leg: (number: Int, words: [String])?
            for word in words {
                if let mark = LegMark(word) {
                    add(leg, to: open)
                    leg = (mark.number, mark.rest.isEmpty ? [] : [mark.rest])
                } else {
                    leg?.words.append(word)
                }
            }
            add(leg, to: open)
            lastLeg = leg?.number
            openRelay = open
            extend(open, line)
            return true
        }
        if openRelay != nil, lastLeg == nil, readUnnumberedLegs(line, open) { return true }
        guard openRelay != nil, lastLeg != nil, Token.integer(words[0]) == nil, !words.contains(where: { Token.isSeed($0) }),
            !words.contains(where: { Token.isBlank($0) }), PageHeader.pageNumber(words) == nil
        else { return false }
        // What stands before the next mark belongs to the leg of the line above.
        var leg: (number: Int, words: [String])? = nil
        var carried: [String] = []
        for word in words {
            if let mark = LegMark(word) {
                if leg == nil { carry(carried, to: open) }
                carried = []
                add(leg, to: open)
                leg = (mark.number, mark.rest.isEmpty ? [] : [mark.rest])
            } else if leg == nil {
                carried.append(word)
            } else {
                leg?.words.append(word)
            }
        }
        carry(carried, to: open)
        add(leg, to: open)
        if let leg { lastLeg = leg.number }
        extend(open, line)
        return true
    }

    /// The relay whose swimmers go on in the next column, under a heading that is printed again.
    private func interruptedRelay(_ word: String) -> Int? {
        guard !legsAreOrphaned, let event, let last = meet.relays.indices.last, meet.relays[last].event == event, let mark = LegMark(word),
            mark.number == meet.relays[last].legs.count + 1
        else { return nil }
        return last
    }

    /// `Last, First W12   Last, First M13`: swimmers without numbers, each in a field of its own.
    mutating func readUnnumberedLegs(_ line: Line, _ relay: Int) -> Bool {
        var fields: [[String]] = [[]]
        // `HASKARAY Pia 10, NORVQUIST Elin 14`: commas between swimmers, not within their names.
        let isList = line.words.contains { $0.text.hasSuffix(",") && Token.integer($0.text.dropLast(), digits: 2) != nil }
        for word in line.words {
            if !isList, word.startsCell, fields[fields.count - 1].isEmpty == false { fields.append([]) }
            let isEnd = isList && word.text.hasSuffix(",")
            fields[fields.count - 1].append(isEnd ? String(word.text.dropLast()) : word.text)
            if isEnd { fields.append([]) }
        }
        fields.removeAll(where: \.isEmpty)
        let isName = fields.allSatisfy { field in
            guard let first = field.first, let last = field.last, field.count >= 2, Token.hasLetter(first), !Token.startsWithDigit(first)
            else { return false }
            guard !field.contains(where: { Token.isSeed($0) || Token.isBlank($0) }) else { return false }
            return field.contains { $0.hasSuffix(",") } || AgeField(last, allowsSchoolYear: true) != nil
        }
        guard isName else { return false }
        for field in fields { meet.relays[relay].legs.append(RelayLeg(field)) }
        extend(relay, line)
        return true
    }

    mutating func extend(_ relay: Int, _ line: Line) {
        guard meet.relays[relay].place.page == line.page, line.top >= meet.relays[relay].place.box.top else { return }
        meet.relays[relay].place.box = meet.relays[relay].place.box.union(line.place.box)
    }

    mutating func add(_ leg: (number: Int, words: [String])?, to relay: Int) {
        guard let leg else { return }
        meet.relays[relay].legs.append(RelayLeg(leg.words))
    }

    mutating func carry(_ words: [String], to relay: Int) {
        guard !words.isEmpty, let last = meet.relays[relay].legs.last else { return }
        let before = last.name.isEmpty ? [] : last.name.split(separator: " ").map(String.init)
        meet.relays[relay].legs[meet.relays[relay].legs.count - 1] = RelayLeg(before + words)
    }
}

/// `3)`, or `3)Last,` where no space follows.
struct LegMark {
    var number: Int
    var rest: String

    init?(_ word: String) {
        guard let bracket = word.utf8.firstIndex(of: UInt8(ascii: ")")), let number = Token.integer(word[..<bracket], digits: 2) else {
            return nil
        }
        self.number = number
        rest = String(word[word.index(after: bracket)...])
    }
}

extension RelayLeg {
    /// Reads the words of a leg: a name, and an age or school year behind it.
    init(_ words: [String]) {
        self.init(name: "")
        var words = words
        if words.count > 1, let last = words.last, last.hasPrefix("("), last.hasSuffix(")"),
            Token.integer(last.dropFirst().dropLast(), digits: 2) != nil
        {
            words[words.count - 1] = String(last.dropFirst().dropLast())
        }
        if words.count > 1, let last = words.last,
            let field = AgeField(last, allowsSchoolYear: !words.contains { $0.hasSuffix(",") } || words.count > 2),
            field.glued.isEmpty || "MWF".contains(field.glued.last ?? " "), field.glued.utf8.count <= 2
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
