import MeetModel
import SheetLayout

extension SheetReader {
    mutating func assemble() throws(ReadingMeter.Stopped) -> Reading {
        var assembler = MeetAssembler()
        var rest = RestReader(lines: lines, furniture: furniture)
        var person: PersonHeading?
        var club: String?
        for index in lines.indices {
            try meter.check()
            let line = lines[index]
            if let text = clubs[index] {
                club = text
                use(line)
                continue
            }
            if let text = persons[index] {
                person = PersonHeading(text)
                use(line)
                continue
            }
            switch marks[index] {
            case .fact:
                RestReader.readFacts(line.texts, page: line.page, &assembler)
                use(line)
            case .heading(let heading):
                if heading.isByNumberAlone { (person, lastPerson) = (nil, nil) }
                if let session = heading.session { assembler.enterSession(session, page: line.page) }
                assembler.enter(heading, line)
                rest.enter(heading)
                if isHeatTimeline, let part = heading.heat { assembler.addTimelineHeat(part, heading, line) }
                use(line)
            case .row(let table, let row):
                rest.enterRow()
                switch tables[table].kind {
                case .timeline: addTimelineRow(row, tables[table], line, &assembler)
                default: addRow(row, tables[table], index, person, club, &assembler)
                }
            case .continuation, .title: use(line)
            case .columnHeading: ignore(.columnHeader)
            case .ignored(let reason): ignore(reason)
            case .unknown:
                switch rest.read(
                    index, &assembler, &header, isTimeline: tables.contains { $0.kind == .timeline },
                    hasResults: tables.contains { $0.kind == .results })
                {
                case .used: use(line)
                case .ignored(let reason): ignore(reason)
                case .unread:
                    // It may have named the swimmer of the rows below.
                    (person, lastPerson) = (nil, nil)
                    leave(line)
                }
            }
        }
        var meet = assembler.finish()
        meet.kind = kind(of: meet)
        checkEntryCounts(meet, assembler.printedEntries)
        var settler = DateSettler(header: header, titles: assembler.sessionTitles)
        settler.settle(&meet, &completeness)
        // Results hold no race to come: their headings head nothing.
        if meet.kind == .results {
            (meet.sessions, meet.events, meet.heats) = ([], [], [])
            if completeness.usedLines > 0 { completeness.ignoredLines[.otherDocument, default: 0] += completeness.usedLines }
            completeness.usedLines = 0
        }
        completeness.failedChecks += MeetChecks.failures(in: meet)
        return Reading(meet: meet, completeness: completeness)
    }

    private mutating func use(_ line: Line) { completeness.usedLines += 1 }
    mutating func ignore(_ reason: IgnoredLine) { completeness.ignoredLines[reason, default: 0] += 1 }

    mutating func leave(_ line: Line) { completeness.unread.append(UnreadLine(text: line.text, place: line.place)) }

    // MARK: - Rows

    private mutating func addRow(
        _ row: Int, _ table: SheetTable, _ index: Int, _ person: PersonHeading?, _ club: String?, _ assembler: inout MeetAssembler
    ) {
        let line = lines[index]
        var fields = RowFields(row, of: table)
        if fields.isEmpty {
            return ignore(fields.lane == nil && fields.rank == nil ? .resultBlank : .emptyLane)
        }
        var box = line.box
        for child in children[index] ?? [] where lines[child].page == line.page { box = box.union(lines[child].box) }
        guard fields.leftover.isEmpty, fields.lane.map({ $0 <= 10 }) ?? true else { return leave(line) }
        switch table.kind {
        case .relays:
            var reader = LegReader()
            for child in children[index] ?? [] {
                if let rest = teamRest(lines[child], table) { fields.team? += " " + rest } else { reader.read(lines[child]) }
            }
            var legs = reader.finish()
            if legs.isEmpty, !fields.legs.isEmpty { legs = fields.legs.map { RelayLeg($0.split(separator: " ").map(String.init)) } }
            guard fields.team != nil, assembler.addRelay(fields, legs: legs, line, box: box) else { return leave(line) }
            assembler.setRelay(true)
        case .entriesByPerson:
            if table.column(.name) == nil, table.column(.last) == nil, let person {
                fields.name = person.name
                fields.age = person.age.map { AgeField($0, allowsSchoolYear: true) ?? AgeField() } ?? fields.age
                fields.birth = fields.birth ?? person.birth
            } else if fields.name.isEmpty, let last = lastPerson {
                (fields.name, fields.age, fields.birth) = (last.name, last.age, last.birth)
            }
            fields.team = fields.team ?? club
            guard !fields.name.isEmpty else { return leave(line) }
            lastPerson = fields
            assembler.enterEvent(inRow: fields, line)
            guard assembler.addEntry(fields, line, box: box) else { return leave(line) }
        default:
            continueFields(&fields, table, index)
            guard fields.leftover.isEmpty, fields.isAnchored, Token.hasLetter(fields.name), assembler.addEntry(fields, line, box: box)
            else {
                return leave(line)
            }
        }
        completeness.usedLines += 1
    }

    /// The end of a team's name that is too long for its column: where few relays have lines of their own, these are no swimmers.
    private func teamRest(_ line: Line, _ table: SheetTable) -> String? {
        guard !table.hasSwimmersBelow, let column = table.column(.team), !line.words.contains(where: { LegReader.isMark($0.text) }),
            abs(line.left - line.origin - table.columns.columns[column].flushLeft) <= 3
        else { return nil }
        let cells = table.columns.cells(of: line)
        return cells[column].count == line.words.count ? RowFields.joined(cells[column]) : nil
    }

    /// Fields that go on in the line below: a name too long for its column, a team that stands under its swimmer.
    private func continueFields(_ fields: inout RowFields, _ table: SheetTable, _ index: Int) {
        for child in children[index] ?? [] {
            let cells = table.columns.cells(of: lines[child])
            var isWhole = true
            for (column, words) in cells.enumerated() where !words.isEmpty {
                let text = RowFields.joined(words)
                switch table.roles[column] {
                case .name, .last, .first:
                    if table.hasTeamsBelow {
                        fields.team = text
                    } else if table.column(.team) == nil, table.column(.code) == nil {
                        fields.team = fields.team.map { $0 + " " + text } ?? text
                    } else {
                        fields.name += " " + text
                    }
                case .team: fields.team = fields.team.map { $0 + " " + text } ?? text
                case .location: break
                default: isWhole = false
                }
            }
            if !isWhole { fields.leftover.append(lines[child].text) }
        }
    }

    // MARK: - The whole

    private func kind(of meet: Meet) -> DocumentKind {
        let hasHeats = meet.entries.contains { $0.heat != nil } || meet.relays.contains { $0.heat != nil }
        let hasLists = meet.entries.contains { $0.heat == nil } || meet.relays.contains { $0.heat == nil }
        if meet.entries.isEmpty, !meet.relays.isEmpty, !hasHeats, meet.relays.allSatisfy({ $0.seed == nil }) { return .relayRoster }
        if hasHeats { return hasLists ? .mixed : .heatSheet }
        if hasLists { return .psychSheet }
        if !meet.timeline.isEmpty { return .timeline }
        if tables.contains(where: { $0.kind == .results }) { return .results }
        // Heats that nobody swims in yet have lanes; a letter that speaks of heats has none.
        if !meet.heats.isEmpty, completeness.ignoredLines[.emptyLane, default: 0] > 0 { return .heatSheet }
        return titles.saysResults ? .results : .other
    }

    private mutating func checkEntryCounts(_ meet: Meet, _ printed: [Int: Int]) {
        var entries: [Int: Int] = [:]
        for entry in meet.entries { entries[entry.event, default: 0] += 1 }
        for relay in meet.relays { entries[relay.event, default: 0] += 1 }
        for (event, count) in printed.sorted(by: { $0.key < $1.key }) {
            let found = entries[event, default: 0]
            guard found != count else { continue }
            completeness.failedChecks.append(
                FailedCheck(
                    kind: .entryTotal,
                    message: "Event \(meet.events[event].number ?? meet.events[event].name): \(found) of \(count) entries are printed.",
                    page: meet.events[event].page))
        }
    }
}

/// A swimmer whose entries stand on the lines below: `Last, First  (12)`, `3.  First Last  2011`.
struct PersonHeading: Sendable {
    var name: String
    var age: String?
    var birth: String?

    init(_ text: String) {
        var words = text.split(separator: " ").map(String.init)
        if words.count > 2, let first = words.first, Token.startsWithDigit(first), first.hasSuffix(".") || first.hasSuffix(")") {
            words.removeFirst()
        }
        if words.count > 1, let last = words.last {
            let plain = last.filter { !"()'\u{2019}".contains($0) }
            if let number = Token.integer(plain) {
                if plain.utf8.count == 4, number >= 1900 {
                    birth = plain
                } else if last.hasPrefix("'") {
                    birth = plain
                } else {
                    age = plain
                }
                words.removeLast()
            } else if DateWord(plain) != nil {
                birth = plain
                words.removeLast()
            }
        }
        name = words.joined(separator: " ")
    }
}
