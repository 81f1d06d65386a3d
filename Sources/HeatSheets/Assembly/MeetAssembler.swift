import MeetModel
import SheetLayout

/// Puts headings and rows together to a meet, in reading order: it knows the session, event and heat it is in, and looks at no line itself.
struct MeetAssembler {
    private(set) var meet: Meet
    private var titles: [SessionTitle] = []
    private var event: Int?
    /// The events that share their heats under one heading, the current one among them.
    private var combined: [Int] = []
    private var heat: Int?
    private var round: String?
    /// The round that the lines under the event's title give all its heats.
    private var eventRound: String?
    private var isInAlternates = false
    /// Printed with the event's heading, for the heat that comes next.
    private var pendingStart: WallTime?
    private var eventIndex: [String: Int] = [:]
    private var heats = HeatRegister()
    /// The heats of the event began anew without another event's heading: whose rows follow is not known.
    private var isAdrift = false
    /// Whether the title of an event without a number has been printed once more.
    private var isTitledAnew = false
    /// Heats and lanes that rows of the event have named themselves.
    private var takenLanes: Set<[Int]> = []
    private var gluedAges: [Int: (glued: Int, plain: Int)] = [:]
    private var glued: [(entry: Int, isAlternate: Bool, letters: String)] = []
    private(set) var printedEntries: [Int: Int] = [:]

    init() { meet = Meet(kind: .other) }

    var sessionTitles: [SessionTitle] { titles }

    // MARK: - Sessions

    mutating func enterSession(_ words: [String], page: Int, date: DateText.Found? = nil) {
        var title = SessionTitle(words)
        title.date = title.date ?? date
        if let last = meet.sessions.indices.last, meet.sessions[last].name == title.name, meet.sessions[last].number == title.number,
            date == nil || titles[last].date == date
        {
            return
        }
        var session = Session(name: title.name, number: title.number, page: page)
        session.start = title.start
        meet.sessions.append(session)
        titles.append(title)
        eventIndex = [:]
        (event, heat, round, isInAlternates) = (nil, nil, nil, false)
    }

    mutating func currentSession(page: Int) -> Int {
        if meet.sessions.isEmpty {
            meet.sessions.append(Session(page: page))
            titles.append(SessionTitle([]))
        }
        return meet.sessions.count - 1
    }

    mutating func setFacts(page: Int, _ change: (inout Session) -> Void) { change(&meet.sessions[currentSession(page: page)]) }

    // MARK: - Events

    mutating func enter(_ heading: Heading, _ line: Line) {
        if heading.isAlternates {
            isInAlternates = event != nil
            return
        }
        if let part = heading.event {
            enterEvent(part, line)
            pendingStart = heading.heat == nil ? heading.start : nil
        }
        if let within = heading.within { enterCombined(within) }
        if let part = heading.heat { enterHeat(part, heading, line) }
    }

    private mutating func enterEvent(_ part: Heading.EventPart, _ line: Line) {
        let session = currentSession(page: line.page)
        let key = part.number ?? "\n" + part.title
        isInAlternates = false
        if let known = eventIndex[key] {
            // One heading stands for all events that share their heats: the heat tells whose it is.
            let isShared = combined.count > 1 && combined.contains(known) && event.map(combined.contains) == true
            if event != known, !isShared { leaveFor(known) }
            isTitledAnew = part.number == nil && !part.isContinuation
            if meet.events[known].name.isEmpty, !part.title.isEmpty { setTitle(part.title, of: known) }
            return
        }
        meet.events.append(Event(number: part.number, name: part.title, session: session, page: line.page))
        let index = meet.events.count - 1
        setTitle(part.title, of: index)
        eventIndex[key] = index
        combined = [index]
        for other in part.otherNumbers where eventIndex[other] == nil {
            meet.events.append(Event(number: other, name: part.title, session: session, page: line.page))
            setTitle(part.title, of: meet.events.count - 1)
            eventIndex[other] = meet.events.count - 1
            combined.append(meet.events.count - 1)
        }
        settleCombined(part.title)
        leaveFor(index)
        eventRound = nil
    }

    private mutating func leaveFor(_ index: Int) {
        (event, heat, round) = (index, nil, nil)
        (isAdrift, isTitledAnew, takenLanes) = (false, false, [])
    }

    private mutating func enterNamesake(of other: Int) {
        var copy = meet.events[other]
        copy.heatCount = nil
        meet.events.append(copy)
        eventIndex["\n" + copy.name] = meet.events.count - 1
        combined = [meet.events.count - 1]
        leaveFor(meet.events.count - 1)
    }

    /// Text of the title on a further line.
    mutating func extendTitle(_ words: [String]) {
        guard let event, meet.events[event].name.utf8.count < 200 else { return }
        setTitle(meet.events[event].name + " " + words.joined(separator: " "), of: event)
    }

    mutating func setEventRound(_ round: String) { eventRound = round }
    mutating func setPrintedEntries(_ count: Int) { if let event { printedEntries[event] = count } }

    /// A date under an event's title begins the session of that day.
    mutating func setEventDate(_ date: DateText.Found, page: Int) {
        guard let event else { return }
        let session = currentSession(page: page)
        if let known = titles[session].date, known != date {
            let (index, number) = (event, meet.events[event].number)
            enterSession([], page: page, date: date)
            meet.events[index].session = meet.sessions.count - 1
            if let number { eventIndex[number] = index }
            leaveFor(index)
            combined = [index]
        } else if meet.sessions[session].name == nil {
            titles[session].date = date
        }
    }

    private mutating func setTitle(_ text: String, of index: Int) {
        let words = EventTitle.joined(text.split(separator: " ").map(String.init))
        let title = EventTitle(words)
        meet.events[index].name = words.joined(separator: " ")
        meet.events[index].sex = title.sex
        meet.events[index].ages = title.ages
        meet.events[index].distance = title.distance ?? SheetWords.distance(in: words)
        meet.events[index].course = title.course
        meet.events[index].stroke = title.stroke
        meet.events[index].isRelay = title.isRelay || SheetWords.saysRelay(words)
    }

    mutating func setRelay(_ isRelay: Bool) { if let event { meet.events[event].isRelay = isRelay } }

    /// `Girls / Boys 13-14 800 Free` under two numbers: each number takes its own sex.
    private mutating func settleCombined(_ title: String) {
        guard combined.count > 1 else { return }
        let words = title.split(separator: " ").map(String.init)
        let sexes = words.indices.filter { EventTitle.isSex(words[$0]) }
        guard sexes.count == combined.count else { return }
        for (position, event) in combined.enumerated() {
            let others = Set(sexes).subtracting([sexes[position]])
            setTitle(
                words.indices.filter { !others.contains($0) && words[$0] != "/" && words[$0] != "&" }.map { words[$0] }.joined(
                    separator: " "), of: event)
        }
    }

    /// The event of a combined heat's swimmers: `(Heat 2 Boys 800 Free)` says whose they are.
    private mutating func enterCombined(_ within: String) {
        let title = EventTitle(within.split(separator: " ").map(String.init).dropFirst(2))
        guard combined.count > 1, let match = combined.first(where: { meet.events[$0].sex == title.sex }) else { return }
        if match != event { leaveFor(match) }
    }

    // MARK: - Heats

    private mutating func enterHeat(_ part: Heading.HeatPart, _ heading: Heading, _ line: Line) {
        var heading = heading
        // The start stands in the first line of a heading on two.
        heading.start = heading.start ?? pendingStart
        pendingStart = nil
        isInAlternates = false
        if event == nil {
            // A heat whose event's heading was not understood or is not printed.
            meet.events.append(Event(number: nil, name: "", session: currentSession(page: line.page), page: line.page))
            leaveFor(meet.events.count - 1)
            combined = []
        }
        guard let event else { return }
        let isAgain = heading.event?.isContinuation == true || part.isContinuation
        // A heat that is named and not numbered is the next one, or the same again.
        let number = part.number ?? (isAgain ? heat.map { meet.heats[$0].number } : nil) ?? heats.count(of: event) + 1
        // The same heat again, in the next column or on the next page.
        if let current = heat, meet.heats[current].event == event, meet.heats[current].number == number,
            isAgain || meet.heats[current].round == heading.round || heading.round == nil,
            heading.start == nil || meet.heats[current].start == heading.start || isAgain
        {
            round = meet.heats[current].round ?? heading.round
            return
        }
        if isAgain, let known = heats.heat(number, of: event, preferring: heading.round) {
            heat = known
            round = meet.heats[known].round
            return
        }
        let printedRound = heading.round ?? eventRound ?? (isAgain ? heats.onlyRound(of: event) : nil)
        // The event's heats begin anew: another event's heading was not understood, and nobody knows whose rows these are.
        if part.number != nil, !isAgain, heading.event == nil,
            let last = heats.last(of: event), number < meet.heats[last].number, heats.heat(number, printedRound, of: event) != nil
        {
            if isTitledAnew {
                // Two events of one title: their age groups stand elsewhere.
                enterNamesake(of: event)
                return enterHeat(part, heading, line)
            }
            isAdrift = true
        }
        var new = Heat(event: event, number: number, count: part.count, round: printedRound, start: heading.start, place: line.place)
        new.swimsWithFinals = heading.swimsWithFinals
        meet.heats.append(new)
        heat = meet.heats.count - 1
        heats.add(event: event, number: number, round: printedRound, place: meet.heats.count - 1)
        round = printedRound
        if let count = part.count { meet.events[event].heatCount = max(meet.events[event].heatCount ?? 0, count) }
    }

    /// The heat that a row names itself.
    private mutating func enterHeat(inRow number: Int, lane: Int?, _ line: Line) {
        guard let event else { return }
        defer { if let lane { takenLanes.insert([number, lane]) } }
        guard heat.map({ meet.heats[$0].number != number || meet.heats[$0].event != event }) ?? true else { return }
        if number == 1, let heat, meet.heats[heat].number > 1, let lane, takenLanes.contains([number, lane]) { isAdrift = true }
        if let known = heats.heat(number, of: event, preferring: nil) {
            heat = known
        } else {
            meet.heats.append(Heat(event: event, number: number, round: eventRound, place: line.place))
            heat = meet.heats.count - 1
            heats.add(event: event, number: number, round: eventRound, place: meet.heats.count - 1)
        }
        round = eventRound
    }

    // MARK: - Rows

    /// The event that a row names itself: lists by club and by swimmer.
    mutating func enterEvent(inRow fields: RowFields, _ line: Line) {
        let title = fields.eventTitle ?? ""
        enterEvent(Heading.EventPart(number: fields.eventNumber, title: title), line)
        heat = nil
        round = nil
    }

    /// Adds a swimmer; false if no event is known that the row could belong to.
    mutating func addEntry(_ fields: RowFields, _ line: Line, box: Box) -> Bool {
        pendingStart = nil
        guard let event = eventOfRow(fields, line) else { return false }
        var entry = Entry(event: event, name: fields.name, place: Place(page: line.page, box: box))
        entry.round = round ?? eventRound
        (entry.heat, entry.lane, entry.start, entry.rank) = position(of: fields)
        entry.age = fields.age.text
        entry.sex = fields.sex
        entry.birth = fields.birth
        entry.team = fields.team
        entry.seed = fields.seed
        entry.isExhibition = fields.isExhibition
        let count = isInAlternates ? meet.alternates.count : meet.entries.count
        if fields.age.glued.isEmpty {
            if fields.age.text != nil { gluedAges[event, default: (0, 0)].plain += 1 }
        } else {
            gluedAges[event, default: (0, 0)].glued += 1
            glued.append((count, isInAlternates, fields.age.glued))
            entry.sex = nil
        }
        if isInAlternates { meet.alternates.append(entry) } else { meet.entries.append(entry) }
        return true
    }

    /// The event that a row belongs to, with the heat entered that it names itself; nil where that is not known.
    private mutating func eventOfRow(_ fields: RowFields, _ line: Line) -> Int? {
        guard event != nil, !isAdrift else { return nil }
        if let number = fields.heat { enterHeat(inRow: number, lane: fields.lane, line) }
        return isAdrift ? nil : event
    }

    /// Where a row stands: in the current heat, or by its rank in a list.
    private func position(of fields: RowFields) -> (heat: Int?, lane: Int?, start: WallTime?, rank: Int?) {
        guard let heat, !isInAlternates else { return (nil, nil, nil, fields.rank ?? fields.lane) }
        return (meet.heats[heat].number, fields.lane ?? fields.rank, meet.heats[heat].start, nil)
    }

    mutating func addRelay(_ fields: RowFields, legs: [RelayLeg], _ line: Line, box: Box) -> Bool {
        guard let event = eventOfRow(fields, line) else { return false }
        var relay = RelayEntry(event: event, team: fields.team ?? fields.name, place: Place(page: line.page, box: box))
        relay.round = round ?? eventRound
        (relay.heat, relay.lane, relay.start, relay.rank) = position(of: fields)
        relay.letter = fields.letter
        relay.seed = fields.seed
        relay.isExhibition = fields.isExhibition
        relay.legs = legs
        meet.relays.append(relay)
        return true
    }

    mutating func add(_ row: TimelineRow, title: EventTitle?) {
        meet.timeline.append(row)
        guard !row.isBreak else { return }
        let key = "\(row.session)\n\(row.event ?? "")\n\(row.name)"
        guard eventIndex[key] == nil else { return }
        let words = row.name.split(separator: " ").map(String.init)
        var event = Event(number: row.event, name: row.name, session: row.session, isRelay: title?.isRelay ?? false, page: row.place.page)
        event.sex = title?.sex
        event.ages = title?.ages
        event.distance = title?.distance ?? SheetWords.distance(in: words)
        event.stroke = title?.stroke
        event.course = title?.course
        event.heatCount = row.heats
        meet.events.append(event)
        eventIndex[key] = meet.events.count - 1
    }

    /// A heat's heading as a row of a timeline.
    mutating func addTimelineHeat(_ part: Heading.HeatPart, _ heading: Heading, _ line: Line) {
        guard let event, let start = heading.start else { return }
        var row = TimelineRow(
            session: currentSession(page: line.page), event: meet.events[event].number, name: meet.events[event].name, place: line.place)
        row.heat = part.number
        row.heats = part.count
        row.start = start
        row.round = heading.round
        meet.timeline.append(row)
    }

    // MARK: - The end

    /// What the document as a whole decides: whose the glued letters are, what kind of document it is.
    mutating func finish() -> Meet {
        settleAges()
        for heat in meet.heats { meet.events[heat.event].heatCount = max(meet.events[heat.event].heatCount ?? 0, heat.number) }
        return meet
    }

    private mutating func settleAges() {
        for (index, isAlternate, letters) in glued {
            var entry = isAlternate ? meet.alternates[index] : meet.entries[index]
            let event = meet.events[entry.event]
            let tally = gluedAges[entry.event] ?? (0, 0)
            var initials = letters
            let sex: Sex? =
                switch letters.last {
                case "M": .male
                case "W", "F": .female
                default: nil
                }
            let fits = event.sex == nil || event.sex == .mixed || (event.sex == .male) == (sex == .male)
            // In an event of one sex the letter is a sex only if the whole event prints it; else it is an initial.
            if let sex, fits, letters.utf8.count > 1 || event.sex == .mixed || event.sex == nil || tally.glued > tally.plain {
                entry.sex = sex
                initials.removeLast()
            } else if letters.utf8.count == 1, tally.glued > tally.plain {
                initials = ""
            }
            if !initials.isEmpty { entry.name += Self.suffix(initials) }
            if isAlternate { meet.alternates[index] = entry } else { meet.entries[index] = entry }
        }
    }

    /// What was glued in front of an age, as it goes on with the name: ` M`, or ` DovW` as ` Dov W`.
    private static func suffix(_ letters: String) -> String {
        guard letters.count > 2, let last = letters.last, last.isUppercase, let before = letters.dropLast().last, before.isLowercase else {
            return " " + letters
        }
        return " \(letters.dropLast()) \(last)"
    }
}
