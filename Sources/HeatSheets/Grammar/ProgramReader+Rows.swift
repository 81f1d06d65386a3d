import MeetModel

// Swimmers.
extension ProgramReader {
    mutating func readRow(_ line: Line, event: Int) -> Bool {
        let isRelay = meet.events[event].isRelay
        let table = isRelay ? relayTable ?? swimmerTable : swimmerTable ?? relayTable
        let parser = RowParser(header: table, isRelay: isRelay, needsSlot: heat != nil && mode != .alternates)
        if carryName(line) { return true }
        guard let row = parser.parse(line) else { return false }
        // No pool has more than lanes 0 to 10.
        if heat != nil, mode != .alternates, let lane = row.slot, lane > 10 { return false }
        if mode == .preamble { mode = .rows }
        openRelay = nil
        lastLeg = nil
        if row.isEmpty {
            completeness.ignoredLines[.emptyLane, default: 0] += 1
            completeness.usedLines -= 1
            return true
        }
        if isRelay { addRelay(row, line, event) } else { addEntry(row, line, event) }
        return true
    }

    mutating func addEntry(_ row: Row, _ line: Line, _ event: Int) {
        var entry = Entry(event: event, name: row.name, place: line.place)
        let isAlternate = mode == .alternates
        entry.round = round
        if let heat, !isAlternate {
            entry.heat = meet.heats[heat].number
            entry.lane = row.slot
            entry.start = meet.heats[heat].start
        } else {
            entry.rank = row.slot
        }
        entry.age = row.age.text
        entry.birth = row.birth
        entry.team = row.team
        entry.seed = row.seed
        entry.isExhibition = row.isExhibition
        let count = isAlternate ? meet.alternates.count : meet.entries.count
        if row.age.glued.isEmpty {
            if row.age.text != nil { gluedAges[event, default: (0, 0)].plain += 1 }
        } else {
            gluedAges[event, default: (0, 0)].glued += 1
            glued.append((count, isAlternate, row.age.glued))
        }
        if isAlternate { meet.alternates.append(entry) } else { meet.entries.append(entry) }
        openName =
            entry.name.hasSuffix(",") && line.words.count > 1
            ? (count, isAlternate, line.words[row.slot == nil ? 0 : 1].left - line.origin) : nil
    }

    /// A name too long for its cell goes on in the line below it.
    mutating func carryName(_ line: Line) -> Bool {
        guard let open = openName else { return false }
        openName = nil
        guard let first = line.words.first, abs(first.left - line.origin - open.left) < 3, line.words.count <= 3,
            line.words.allSatisfy({ $0.hasLetter && !$0.startsWithDigit && !$0.isSeed })
        else { return false }
        if open.isAlternate {
            meet.alternates[open.entry].name += " " + line.text
        } else {
            meet.entries[open.entry].name += " " + line.text
            meet.entries[open.entry].place.box = meet.entries[open.entry].place.box.union(line.place.box)
        }
        return true
    }
}
