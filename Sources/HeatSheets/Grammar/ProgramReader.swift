import MeetModel

/// Reads the lines of heat sheets and psych sheets: a state machine that knows the event and heat it is in.
struct ProgramReader {
    /// What kind of row may come next.
    private enum Mode {
        /// After an event's heading: records and standards stand here until a table, a heat or a row begins.
        case preamble
        case rows
        case alternates
    }

    private(set) var meet: Meet
    private(set) var completeness = Completeness()
    private(set) var header = PageHeader()

    private var mode = Mode.preamble
    /// Nothing but the title's own lines has been read since the event began.
    private var isUnderTitle = false
    private var page = 0
    private var event: Int?
    /// The events that share their heats under one heading, the current one among them.
    private var combined: [Int] = []
    private var heat: Int?
    private var round: String?
    /// The round that the lines under the event's title give all its heats.
    private var eventRound: String?
    /// Headings stay good until the next one: the same table goes on in the next column without a heading.
    private var swimmerTable: TableHeader?
    private var relayTable: TableHeader?
    private var printsTables: Bool
    private var headingLines: [Word] = []
    private var printedEntries: [Int: Int] = [:]
    /// The last row's name ends with the comma between surname and first name: the first name is on the next line.
    private var openName: (entry: Int, isAlternate: Bool, left: Float)?
    private var isInLegend = false
    private var openRelay: Int?
    /// Number of the leg whose name the next line goes on with, and whether the last line ended in the middle of a name.
    private var lastLeg: Int?
    private var sessionTitles: [SessionTitle] = []
    private var eventIndex: [String: Int] = [:]
    private var gluedAges: [Int: (glued: Int, plain: Int)] = [:]
    private var glued: [(entry: Int, isAlternate: Bool, letters: String)] = []

    init(kind: DocumentKind, printsTables: Bool) {
        meet = Meet(kind: kind)
        self.printsTables = printsTables
    }

    /// Reads one line; every line ends as used, ignored or unread.
    mutating func read(_ line: Line) {
        if line.page != page { (page, isInLegend) = (line.page, false) }
        if line.isPageHeader, readPageHeader(line) { return }
        if readBody(line) {
            completeness.usedLines += 1
        } else if let reason = ignorable(line) {
            completeness.ignoredLines[reason, default: 0] += 1
        } else {
            completeness.unread.append(UnreadLine(text: line.text, place: line.place))
        }
    }

    // MARK: - Page headers

    private mutating func readPageHeader(_ line: Line) -> Bool {
        let words = line.words.map { $0.text }
        if beginsUnnumberedEvent(words) || Anchor.begins(line.words[...]) { return false }
        if isSessionLine(words) { return false }
        if openRelay != nil, lastLeg != nil, line.page > 1, words[0].last == "," { return false }
        switch header.read(line) {
        case .banner: completeness.ignoredLines[.banner, default: 0] += 1
        case .title: completeness.ignoredLines[.title, default: 0] += 1
        case .report(_, let session):
            completeness.ignoredLines[.title, default: 0] += 1
            if let session { enterSession(session.split(separator: " ").map(String.init), page: line.page) }
        case .none: return false
        }
        return true
    }

    private func isSessionLine(_ words: [String]) -> Bool {
        guard let first = words.first, first == "Session" || first == "Session:" || first == "SESSION", words.count > 1 else { return false }
        return Token.startsWithDigit(words[1]) && words[1].utf8.count <= 4
    }

    private mutating func enterSession(_ words: [String], page: Int, date: DateText.Found? = nil) {
        var title = SessionTitle(words)
        title.date = title.date ?? date
        if let last = meet.sessions.indices.last, meet.sessions[last].name == title.name, meet.sessions[last].number == title.number,
            date == nil || sessionTitles[last].date == date
        {
            return
        }
        var session = Session(name: title.name, number: title.number, page: page)
        session.start = title.start
        meet.sessions.append(session)
        sessionTitles.append(title)
        eventIndex = [:]
        (event, heat, round, openRelay) = (nil, nil, nil, nil)
    }

    // MARK: - The body

    private mutating func readBody(_ line: Line) -> Bool {
        let words = line.words.map { $0.text }
        guard let first = words.first else { return true }
        if let handled = readHeading(first, words, line) { return handled }
        if mode == .preamble, isUnderTitle, let event, continuesTitle(words, event) { return true }
        isUnderTitle = false
        if readTable(line) { return true }
        guard let event else { return false }
        if mode == .preamble, readEntryCount(words, event) || readSchedule(line, event) { return true }
        if readLegs(line, words) { return true }
        if mode == .preamble && printsTables { return false }
        return readRow(line, event: event)
    }

    /// Headings of events, heats and sessions; nil if the line is none.
    private mutating func readHeading(_ first: String, _ words: [String], _ line: Line) -> Bool? {
        if Token.startsWithDigit(first) {
            return beginsUnnumberedEvent(words) ? enterUnnumberedEvent(words, line) : nil
        }
        if Anchor.begins(line.words[...]) {
            if first == "Alternates", words.count <= 2 {
                mode = .alternates
                openRelay = nil
                return event != nil
            }
            if let title = HeatTitle(words) { return enterHeat(title, line) }
            if let heading = EventHeading(words) { return enterEvent(heading, line) }
        }
        if isSessionLine(words) {
            enterSession(words, page: line.page)
            return true
        }
        return beginsUnnumberedEvent(words) ? enterUnnumberedEvent(words, line) : nil
    }

    /// `Mixed 9+ 100m Freestyle` on a line of its own. A stroke without a name here must not hide that a new event begins:
    /// its heats would go to the event before.
    private func beginsUnnumberedEvent(_ words: [String]) -> Bool {
        guard let first = words.first, words.count <= 12, words.count >= 3 else { return false }
        if EventTitle.isSex(first) { return !words.contains(where: { Token.isSeed($0) }) && EventTitle(words).isLikely }
        return !printsTables && Token.startsWithDigit(first) && !words.contains(where: { Token.isSeed($0) || $0.hasSuffix(",") }) && EventTitle(words).isWhole
    }

    /// A long title goes on in the next line.
    private mutating func continuesTitle(_ words: [String], _ event: Int) -> Bool {
        guard EventTitle.isContinuation(words) else { return false }
        setTitle(meet.events[event].name.split(separator: " ").map(String.init) + words, of: event)
        return true
    }

    private mutating func setTitle(_ words: [String], of event: Int) {
        let title = EventTitle(words)
        meet.events[event].name = words.joined(separator: " ")
        meet.events[event].sex = title.sex
        meet.events[event].ages = title.ages
        meet.events[event].distance = title.distance
        meet.events[event].course = title.course
        meet.events[event].stroke = title.stroke
        meet.events[event].isRelay = title.isRelay
    }

    private mutating func session(page: Int) -> Int {
        if meet.sessions.isEmpty {
            meet.sessions.append(Session(page: page))
            sessionTitles.append(SessionTitle([]))
        }
        return meet.sessions.count - 1
    }

    private mutating func enterEvent(_ heading: EventHeading, _ line: Line) -> Bool {
        openRelay = nil
        let session = session(page: line.page)
        if let known = eventIndex[heading.number] {
            if event != known, !combined.contains(known) || combined.count < 2 { (heat, round) = (nil, nil) }
            event = known
            // A list that goes on prints no records again.
            mode = heading.isContinuation ? .rows : .preamble
            return true
        }
        let new = Event(number: heading.number, name: heading.title, session: session, page: line.page)
        meet.events.append(new)
        let index = meet.events.count - 1
        setTitle(heading.title.split(separator: " ").map(String.init), of: index)
        eventIndex[heading.number] = index
        combined = [index]
        for other in heading.otherNumbers where eventIndex[other] == nil {
            meet.events.append(Event(number: other, name: heading.title, session: session, page: line.page))
            setTitle(heading.title.split(separator: " ").map(String.init), of: meet.events.count - 1)
            eventIndex[other] = meet.events.count - 1
            combined.append(meet.events.count - 1)
        }
        settleCombined(heading.title)
        (event, heat, round, eventRound, mode, isUnderTitle) = (index, nil, nil, nil, .preamble, true)
        return true
    }

    /// `Girls / Boys 13-14 800 Free` under two numbers: each number takes its own sex.
    private mutating func settleCombined(_ title: String) {
        guard combined.count > 1 else { return }
        let words = title.split(separator: " ").map(String.init)
        let sexes = words.indices.filter { EventTitle.isSex(words[$0]) }
        guard sexes.count == combined.count else { return }
        for (position, event) in combined.enumerated() {
            let others = Set(sexes).subtracting([sexes[position]])
            setTitle(words.indices.filter { !others.contains($0) && words[$0] != "/" && words[$0] != "&" }.map { words[$0] }, of: event)
        }
    }

    /// The event of a combined heat's swimmers: `(Heat 2 Boys 800 Free)` says whose they are.
    private mutating func enterCombined(_ within: String) {
        let title = EventTitle(within.split(separator: " ").map(String.init).dropFirst(2))
        guard combined.count > 1, let match = combined.first(where: { meet.events[$0].sex == title.sex }) else { return }
        event = match
    }

    private mutating func enterUnnumberedEvent(_ words: [String], _ line: Line) -> Bool {
        openRelay = nil
        let session = session(page: line.page)
        let name = words.joined(separator: " ")
        if let known = eventIndex["\n" + name], known == event { return true }
        meet.events.append(Event(number: nil, name: name, session: session, page: line.page))
        let index = meet.events.count - 1
        setTitle(words, of: index)
        eventIndex["\n" + name] = index
        combined = []
        (event, heat, round, eventRound, mode, isUnderTitle) = (index, nil, nil, nil, .preamble, true)
        return true
    }

    private mutating func enterHeat(_ title: HeatTitle, _ line: Line) -> Bool {
        if let heading = title.continuedEvent {
            guard enterEvent(heading, line) else { return false }
        }
        if let within = title.within { enterCombined(within) }
        guard let event else { return false }
        openRelay = nil
        mode = .rows
        // The same heat again, in the next column or on the next page.
        if let known = meet.heats.lastIndex(where: { $0.event == event && $0.number == title.number }),
            title.continuedEvent != nil || heat == known && meet.heats[known].round == title.round && meet.heats[known].start == title.start
        {
            heat = known
            round = meet.heats[known].round ?? title.round
            return true
        }
        let printedRound = title.round ?? eventRound
        var new = Heat(event: event, number: title.number, count: title.count, round: printedRound, start: title.start, place: line.place)
        new.swimsWithFinals = title.swimsWithFinals
        meet.heats.append(new)
        heat = meet.heats.count - 1
        round = printedRound
        if let count = title.count { meet.events[event].heatCount = max(meet.events[event].heatCount ?? 0, count) }
        return true
    }

    // MARK: - Tables

    /// A heading of a table, on one line or on several.
    private mutating func readTable(_ line: Line) -> Bool {
        let isPart = TableHeader.isPart(line.words)
        guard isPart || mode != .alternates else { return false }
        if let table = TableHeader.parse(headingLines + line.words, origin: line.origin) ?? TableHeader.parse(line.words, origin: line.origin) {
            if table.column(.relay) != nil || table.column(.name) == nil { relayTable = table } else { swimmerTable = table }
            if mode == .preamble {
                mode = .rows
                // The table knows better than the title whether teams swim or swimmers do.
                if let event { settleRelay(event, table) }
            }
            headingLines = []
        } else if isPart, mode == .preamble {
            headingLines += line.words
        } else if !isPart || mode != .rows || Token.hasLetter(line.text) == false {
            headingLines = []
            return false
        }
        completeness.ignoredLines[.columnHeader, default: 0] += 1
        completeness.usedLines -= 1
        return true
    }

    private mutating func settleRelay(_ event: Int, _ table: TableHeader) {
        if table.column(.relay) != nil || table.column(.name) == nil {
            meet.events[event].isRelay = true
        } else if table.column(.age) != nil, !EventTitle.saysRelay(meet.events[event].name) {
            meet.events[event].isRelay = false
        }
    }

    /// `26.03.2026 - 09:00   Prelim - Start list`, under an event's title.
    private mutating func readSchedule(_ line: Line, _ event: Int) -> Bool {
        guard let date = DateText.dates(in: line.words.map { $0.text }).first, date.words.lowerBound == 0, line.words.count <= 10 else { return false }
        var words = line.words[date.words.upperBound...].map(\.text).filter { !Token.isBlank($0) }
        if let (_, used) = Token.clock(words) { words.removeFirst(used) }
        let titles = ["start", "startliste", "startlijst", "lista", "liste", "entry", "meldeliste"]
        eventRound = words.prefix { !titles.contains($0.lowercased()) }.joined(separator: " ")
        if eventRound?.isEmpty == true { eventRound = nil }
        let session = session(page: line.page)
        if let known = sessionTitles[session].date, known != date.found {
            enterSession([], page: line.page, date: date.found)
            meet.events[event].session = meet.sessions.count - 1
            if let number = meet.events[event].number { eventIndex[number] = event }
            self.event = event
            mode = .preamble
        } else if meet.sessions[session].name == nil {
            sessionTitles[session].date = date.found
        }
        return true
    }

    /// `Number of entries: 43`.
    private mutating func readEntryCount(_ words: [String], _ event: Int) -> Bool {
        guard words.count == 4, words[0] == "Number", words[2].lowercased() == "entries:", let count = Token.integer(words[3]) else { return false }
        printedEntries[event] = count
        return true
    }

    // MARK: - Rows

    private mutating func readRow(_ line: Line, event: Int) -> Bool {
        let isRelay = meet.events[event].isRelay
        let table = isRelay ? relayTable ?? swimmerTable : swimmerTable ?? relayTable
        let parser = RowParser(header: table, isRelay: isRelay, needsSlot: heat != nil && mode != .alternates)
        if carryName(line) { return true }
        guard let row = parser.parse(line) else { return false }
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

    private mutating func addEntry(_ row: Row, _ line: Line, _ event: Int) {
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
        openName = entry.name.hasSuffix(",") && line.words.count > 1 ? (count, isAlternate, line.words[row.slot == nil ? 0 : 1].left - line.origin) : nil
    }

    /// A name too long for its cell goes on in the line below it.
    private mutating func carryName(_ line: Line) -> Bool {
        guard let open = openName else { return false }
        openName = nil
        guard let first = line.words.first, abs(first.left - line.origin - open.left) < 3, line.words.count <= 3,
            line.words.allSatisfy({ Token.hasLetter($0.text) && !Token.startsWithDigit($0.text) && !Token.isSeed($0.text) })
        else { return false }
        if open.isAlternate {
            meet.alternates[open.entry].name += " " + line.text
        } else {
            meet.entries[open.entry].name += " " + line.text
            meet.entries[open.entry].place.box = meet.entries[open.entry].place.box.union(line.place.box)
        }
        return true
    }

    private mutating func addRelay(_ row: Row, _ line: Line, _ event: Int) {
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
    }

    /// `1) Last, First W14 2) Last, First`: the swimmers of the relay above; a name may go on in the next line.
    private mutating func readLegs(_ line: Line, _ words: [String]) -> Bool {
        guard let open = openRelay ?? (meet.events[event ?? 0].isRelay ? meet.relays.indices.last : nil) else { return false }
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

    /// `Last, First W12   Last, First M13`: swimmers without numbers, each in a field of its own.
    private mutating func readUnnumberedLegs(_ line: Line, _ relay: Int) -> Bool {
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
            guard let first = field.first, let last = field.last, field.count >= 2, Token.hasLetter(first), !Token.startsWithDigit(first) else { return false }
            guard !field.contains(where: { Token.isSeed($0) || Token.isBlank($0) }) else { return false }
            return field.contains { $0.hasSuffix(",") } || AgeField(last, allowsSchoolYear: true) != nil
        }
        guard isName else { return false }
        for field in fields { meet.relays[relay].legs.append(RelayLeg(field)) }
        extend(relay, line)
        return true
    }

    private mutating func extend(_ relay: Int, _ line: Line) {
        guard meet.relays[relay].place.page == line.page, line.top >= meet.relays[relay].place.box.top else { return }
        meet.relays[relay].place.box = meet.relays[relay].place.box.union(line.place.box)
    }

    private mutating func add(_ leg: (number: Int, words: [String])?, to relay: Int) {
        guard let leg else { return }
        meet.relays[relay].legs.append(RelayLeg(leg.words))
    }

    private mutating func carry(_ words: [String], to relay: Int) {
        guard !words.isEmpty, let last = meet.relays[relay].legs.last else { return }
        let before = last.name.isEmpty ? [] : last.name.split(separator: " ").map(String.init)
        meet.relays[relay].legs[meet.relays[relay].legs.count - 1] = RelayLeg(before + words)
    }

    // MARK: - What is no race

    private mutating func ignorable(_ line: Line) -> IgnoredLine? {
        let words = line.words.map { $0.text }
        if words[0] == "Legend:" || words[0] == "Legend" { isInLegend = true }
        if isInLegend { return PageHeader.pageNumber(words) != nil ? .pageFooter : .note }
        if isPause(words) { return .note }
        if words.allSatisfy({ Token.isBlank($0) }) { return .resultBlank }
        if PageHeader.pageNumber(words) != nil { return .pageFooter }
        if words.contains(where: { $0.contains("HY-TEK") }) { return .banner }
        if PageHeader.isProgram(line.text) { return .pageFooter }
        if mode == .preamble, event != nil { return isStandard(words) ? .qualifyingStandard : .record }
        return isProse(words) ? .note : nil
    }

    /// A sentence: a sponsor's thanks, a scratch deadline. Rows have no words in lower case but the particles of names.
    private func isProse(_ words: [String]) -> Bool {
        guard words.count >= 4, let first = words.first, Token.integer(first, digits: 3) == nil, !words.contains(where: { Token.isSeed($0) }) else { return false }
        let plain = words.count { word in
            guard let letter = word.unicodeScalars.first, letter.properties.isLowercase, word.utf8.count > 1 else { return false }
            return !["de", "da", "di", "do", "du", "del", "della", "der", "den", "van", "von", "la", "le", "el", "los", "las", "ter", "ten", "bin", "al", "y", "e"].contains(word)
        }
        return plain >= 2 || words.contains("pts")
    }

    /// `10 minute break` between heats.
    private func isPause(_ words: [String]) -> Bool {
        words.count <= 14 && words.contains { ["break", "intermission", "pause", "awards", "lunch", "warm-up"].contains($0.lowercased()) }
            && !words.contains { Token.isSeed($0) }
    }

    /// `1:20.00 ALL*`: a time and the name of a standard.
    private func isStandard(_ words: [String]) -> Bool {
        guard words.count <= 3, let first = words.first else { return false }
        return Token.isSeed(first)
    }

    // MARK: - The end

    /// What the document as a whole decides: whose the glued letters are, how dates are written.
    mutating func finish() -> Reading {
        settleAges()
        settleKind()
        settleFooters()
        settleDates()
        completeness.failedChecks += MeetChecks.failures(in: meet)
        return Reading(meet: meet, completeness: completeness)
    }

    private mutating func settleAges() {
        for (index, isAlternate, letters) in glued {
            var entry = isAlternate ? meet.alternates[index] : meet.entries[index]
            let event = meet.events[entry.event]
            let tally = gluedAges[entry.event] ?? (0, 0)
            var initials = letters
            let sex: Sex? = switch letters.last {
            case "M": .male
            case "W", "F": .female
            default: nil
            }
            let fits = event.sex == nil || event.sex == .mixed || (event.sex == .male) == (sex == .male)
            // In an event of one sex the letter is a sex only if the whole event prints it; else it is an initial.
            if let sex, fits, letters.utf8.count > 1 || event.sex == .mixed || event.sex == nil || tally.glued > tally.plain {
                entry.sex = sex
                initials.removeLast()
            }
            if !initials.isEmpty { entry.name += Self.suffix(initials) }
            if isAlternate { meet.alternates[index] = entry } else { meet.entries[index] = entry }
        }
    }

    /// What was glued in front of an age, as it goes on with the name: ` M`, or ` DovW` as ` Dov W`.
    private static func suffix(_ letters: String) -> String {
        guard letters.count > 2, let last = letters.last, last.isUppercase, let before = letters.dropLast().last, before.isLowercase else { return " " + letters }
        return " \(letters.dropLast()) \(last)"
    }

    /// Sheets of some events and lists of others; relays alone.
    private mutating func settleKind() {
        let hasHeats = meet.entries.contains { $0.heat != nil } || meet.relays.contains { $0.heat != nil }
        let hasLists = meet.entries.contains { $0.heat == nil } || meet.relays.contains { $0.heat == nil }
        if hasHeats { meet.kind = hasLists ? .mixed : .heatSheet } else if meet.heats.isEmpty, hasLists { meet.kind = .psychSheet }
        if meet.entries.isEmpty, !meet.relays.isEmpty, !hasHeats { meet.kind = .relayRoster }
        for (event, count) in printedEntries.sorted(by: { $0.key < $1.key }) {
            let found = meet.entries.count { $0.event == event } + meet.relays.count { $0.event == event }
            guard found != count else { continue }
            completeness.failedChecks.append(
                FailedCheck(
                    kind: .entryTotal, message: "Event \(meet.events[event].number ?? meet.events[event].name): \(found) of \(count) entries are printed.",
                    page: meet.events[event].page))
        }
    }

    /// What stands at the same place of several pages belongs to the pages, not to the meet.
    private mutating func settleFooters() {
        var pages: [String: Set<Int>] = [:]
        func key(_ line: UnreadLine) -> String { "\(Int(line.place.box.top.rounded())) \(line.text)" }
        for line in completeness.unread { pages[key(line), default: []].insert(line.place.page) }
        completeness.unread.removeAll { line in
            guard pages[key(line), default: []].count > 1 else { return false }
            completeness.ignoredLines[.pageFooter, default: 0] += 1
            return true
        }
    }

    private mutating func settleDates() {
        var settler = DateSettler(header: header, titles: sessionTitles)
        settler.settle(&meet, &completeness)
    }
}

/// `3)`, or `3)Last,` where no space follows.
struct LegMark {
    var number: Int
    var rest: String

    init?(_ word: String) {
        guard let bracket = word.utf8.firstIndex(of: UInt8(ascii: ")")), let number = Token.integer(word[..<bracket], digits: 2) else { return nil }
        self.number = number
        rest = String(word[word.index(after: bracket)...])
    }
}

extension RelayLeg {
    /// Reads the words of a leg: a name, and an age or school year behind it.
    init(_ words: [String]) {
        self.init(name: "")
        var words = words
        if words.count > 1, let last = words.last, last.hasPrefix("("), last.hasSuffix(")"), Token.integer(last.dropFirst().dropLast(), digits: 2) != nil {
            words[words.count - 1] = String(last.dropFirst().dropLast())
        }
        if words.count > 1, let last = words.last, let field = AgeField(last, allowsSchoolYear: !words.contains { $0.hasSuffix(",") } || words.count > 2),
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
