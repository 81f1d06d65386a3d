import MeetModel

/// Reads the lines of heat sheets and psych sheets: a state machine that knows the event and heat it is in.
struct ProgramReader {
    /// What kind of row may come next.
    enum Mode {
        /// After an event's heading: records and standards stand here until a table, a heat or a row begins.
        case preamble
        case rows
        case alternates
    }

    var meet: Meet
    var completeness = Completeness()
    var header = PageHeader()

    var mode = Mode.preamble
    /// Nothing but the title's own lines has been read since the event began.
    var isUnderTitle = false
    var page = 0
    var event: Int?
    /// The events that share their heats under one heading, the current one among them.
    var combined: [Int] = []
    var heat: Int?
    var round: String?
    /// The round that the lines under the event's title give all its heats.
    var eventRound: String?
    /// Headings stay good until the next one: the same table goes on in the next column without a heading.
    var swimmerTable: TableHeader?
    var relayTable: TableHeader?
    var printsTables: Bool
    var numbersEvents: Bool
    /// The team above was not understood: swimmers that follow belong to no relay that is known.
    var legsAreOrphaned = false
    var headingLines: [Word] = []
    var printedEntries: [Int: Int] = [:]
    /// The last row's name ends with the comma between surname and first name: the first name is on the next line.
    var openName: (entry: Int, isAlternate: Bool, left: Float)?
    var isInLegend = false
    var openRelay: Int?
    /// Number of the leg whose name the next line goes on with, and whether the last line ended in the middle of a name.
    var lastLeg: Int?
    var sessionTitles: [SessionTitle] = []
    var eventIndex: [String: Int] = [:]
    var gluedAges: [Int: (glued: Int, plain: Int)] = [:]
    var glued: [(entry: Int, isAlternate: Bool, letters: String)] = []

    /// - Parameters:
    ///   - printsTables: whether tables of entries have headings.
    ///   - numbersEvents: whether events have numbers.
    init(kind: DocumentKind, printsTables: Bool, numbersEvents: Bool) {
        self.numbersEvents = numbersEvents
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
            loseTrack(line)
        }
    }

    /// What follows a line that was not understood must not go to the event or the relay before it.
    private mutating func loseTrack(_ line: Line) {
        let words = line.words.map { $0.text }
        openName = nil
        if openRelay != nil || event.map({ meet.events[$0].isRelay }) == true { (openRelay, legsAreOrphaned) = (nil, true) }
        guard let first = words.first, Anchor.isEventWord(first) || Anchor.isHeatWord(first) || EventTitle.isSex(first),
            words.count > 1, Anchor.isHeatWord(first) || EventTitle(words.dropFirst()).distance != nil
        else { return }
        heat = nil
        if !Anchor.isHeatWord(first) { event = nil }
        if Anchor.isHeatWord(first) { mode = .preamble }
    }

    // MARK: - Page headers

    mutating func readPageHeader(_ line: Line) -> Bool {
        let words = line.words.map { $0.text }
        if beginsUnnumberedEvent(words) || Anchor.begins(line.words[...]) { return false }
        if isSessionLine(words) { return false }
        if openRelay != nil, lastLeg != nil, line.page > 1, words[0].last == "," { return false }
        switch header.read(line) {
        case .banner: completeness.ignoredLines[.banner, default: 0] += 1
        case .title:
            completeness.ignoredLines[.title, default: 0] += 1
            enterTrailingSession(words, page: line.page)
        case .report(_, let session):
            completeness.ignoredLines[.title, default: 0] += 1
            if let session { enterSession(session.split(separator: " ").map(String.init), page: line.page) }
        case .none: return false
        }
        return true
    }

    /// `Session 2 ...`, `Abschnitt 1 - Samstag, 05.12.2026`, `2 - Blok 2   2026-03-28 - 9:30`.
    func isSessionLine(_ words: [String]) -> Bool {
        var words = words[...]
        if words.count > 4, Token.integer(words[0], digits: 2) != nil, Token.isBlank(words[1]) { words = words.dropFirst(2) }
        guard let first = words.first, words.count > 1, Self.sessionWords.contains(first.lowercased()) else { return false }
        let number = words[words.startIndex + 1]
        return Token.startsWithDigit(number) && number.utf8.count <= 4
    }

    private static let sessionWords: Set<String> = [
        "session", "session:", "abschnitt", "blok", "sesión", "jornada", "sessione", "réunion", "sessie", "avdeling",
    ]

    /// A session named at the end of a line of the page header: `... Start Sheet - Session 1`.
    private mutating func enterTrailingSession(_ words: [String], page: Int) {
        guard words.count > 3, words[words.count - 2] == "Session", Token.integer(words[words.count - 1], digits: 2) != nil else { return }
        enterSession(Array(words.suffix(2)), page: page)
    }

    mutating func enterSession(_ words: [String], page: Int, date: DateText.Found? = nil) {
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

    mutating func readBody(_ line: Line) -> Bool {
        let words = line.words.map { $0.text }
        guard let first = words.first else { return true }
        if let handled = readHeading(first, words, line) { return handled }
        if mode == .preamble, isUnderTitle, let event, continuesTitle(words, event) { return true }
        isUnderTitle = false
        if readTable(line) { return true }
        guard let event else { return false }
        if mode == .preamble, readEntryCount(words, event) || readSchedule(line, event) { return true }
        if readLegs(line, words) { return true }
        if mode == .preamble && printsTables && !isRowLike(line) { return false }
        return readRow(line, event: event)
    }

    /// A number, letters, and a seed at the end: an entry even where its table's heading is not printed again.
    private func isRowLike(_ line: Line) -> Bool {
        guard (swimmerTable ?? relayTable) != nil, let first = line.words.first, first.integer(digits: 3) != nil,
            let last = line.words.last(where: { $0.text.utf8.count > 1 && !$0.isBlank })
        else { return false }
        return last.isSeed && line.words.count >= 4
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
}
