import MeetModel
import SheetLayout

/// Reads the lines that are neither headings nor rows: titles of pages, sessions, what stands between an event's heading and its rows. Each is proved
/// to be what it is called; what is not stays unread.
struct RestReader {
    enum Outcome {
        case used
        case ignored(IgnoredLine)
        case unread
    }

    let lines: [Line]
    let furniture: PageFurniture
    /// Whether rows of the current event have been read.
    private var hasRows = false
    private var hasEvent = false
    private var linesUnderTitle = 0
    private var hasBody = false
    private var page = 0
    /// The last line that named the holders of a record.
    private var wasHolders = -1

    init(lines: [Line], furniture: PageFurniture) {
        self.lines = lines
        self.furniture = furniture
    }

    mutating func enter(_ heading: Heading) {
        hasBody = true
        if heading.event != nil { (hasEvent, hasRows, linesUnderTitle) = (true, false, 0) }
        if heading.heat != nil { linesUnderTitle = 99 }
    }

    mutating func enterRow() { (hasRows, hasBody) = (true, true) }

    mutating func read(_ index: Int, _ assembler: inout MeetAssembler, _ header: inout PageHeader, isTimeline: Bool, hasResults: Bool)
        -> Outcome
    {
        let line = lines[index]
        let words = line.texts
        if line.page != page { (page, hasBody) = (line.page, false) }
        linesUnderTitle += 1
        let isAtTop = furniture.isAtTop[index] || line.isAboveColumns
        if isTimeline, Self.isTotal(words) { return .ignored(.sessionTotal) }
        if line.words.allSatisfy({ $0.isBlank || $0.tokenClass == .mark }) { return .ignored(.resultBlank) }
        if hasEvent, let first = line.words.first,
            let lane = ColumnFeatures.number(of: Array(line.words.prefix(2))) ?? ColumnFeatures.slot(first), lane <= 12,
            Self.isNobody(line.words.dropFirst(ColumnFeatures.slot(first) == nil ? 2 : 1))
        {
            return .ignored(.emptyLane)
        }
        if PageFurniture.isPageNumber(line), !RowLikelihood.isRowLike(line), !isAtTop || words.count <= 4 { return .ignored(.pageFooter) }
        // The day under an event's title is the event's, on whatever pages it is printed again.
        if hasEvent, !hasRows, linesUnderTitle == 1, let first = words.first, DateText.mayBegin(first),
            let outcome = readUnderTitle(line, words, &assembler)
        {
            return outcome
        }
        if isAtTop, !hasBody || furniture.isFurniture[index], let outcome = readTop(line, words, &assembler, &header) { return outcome }
        if furniture.isFurniture[index] { return .ignored(.pageFooter) }
        if PageHeader.isProgram(words), !RowLikelihood.isRowLike(line) { return .ignored(.banner) }
        if Self.isPause(words) {
            if isTimeline { assembler.add(Self.pause(line, words, assembler.currentSession(page: line.page)), title: nil) }
            return isTimeline ? .used : .ignored(.note)
        }
        // The holders of a relay's record go on in the next line.
        if index > 0, lines[index - 1].page == line.page, Self.isLabelledRecord(lines[index - 1]) || wasHolders == index - 1,
            !line.words.contains(where: { $0.tokenClass.isNumeric }), words.count <= 14
        {
            wasHolders = index
            return .ignored(.record)
        }
        if hasEvent, !hasRows {
            if let outcome = readUnderTitle(line, words, &assembler) { return outcome }
        }
        if Self.isPrintStamp(line, words) { return .ignored(.banner) }
        if Self.isProse(line) { return .ignored(.note) }
        if hasResults, !RowLikelihood.isRowLike(line) { return .ignored(.otherDocument) }
        if isAtTop, !hasBody, !RowLikelihood.isRowLike(line), words.count <= 20 { return .ignored(.title) }
        return .unread
    }

    /// `Printed Jul 5, 2026 at 9:14 PM`: a day and a time of day; rows that have both begin with a number.
    private static func isPrintStamp(_ line: Line, _ words: [String]) -> Bool {
        guard words.count <= 16, line.words.first?.tokenClass.isWord == true, !DateText.dates(in: words).isEmpty else { return false }
        return words.indices.contains { Clock.time(words[$0...].prefix(2)) != nil }
    }

    /// Nothing, a blank, or the words for an empty lane: `- leer -`.
    private static func isNobody(_ words: ArraySlice<Word>) -> Bool {
        words.count <= 5
            && words.allSatisfy {
                $0.isBlank || $0.tokenClass == .mark || $0.text == "-" || SheetWords.empty.contains(SheetWords.folded($0.text))
            }
    }

    // MARK: - Sessions

    /// `Session 2 ...`, `Abschnitt 1 - Samstag, 05.12.2026`, `2. Abschnitt`, `Saturday Morning - 6/13/2026`.
    static func sessionWords(_ words: [String], _ line: Line) -> [String]? {
        guard words.count <= 14, !line.words.contains(where: { $0.tokenClass == .time }) else { return nil }
        var rest = words[...]
        if rest.count > 4, Token.integer(rest[0], digits: 2) != nil, Token.isBlank(rest[1]) { rest = rest.dropFirst(2) }
        guard let first = rest.first else { return nil }
        let next = rest.dropFirst().first ?? ""
        if SheetWords.session.contains(SheetWords.folded(first)), Token.startsWithDigit(SheetWords.folded(next)),
            SheetWords.folded(next).utf8.count <= 4
        {
            return words
        }
        if Token.startsWithDigit(first), first.utf8.count <= 6, SheetWords.session.contains(SheetWords.folded(next)),
            Token.integer(first) == nil
        {
            return Array(rest)
        }
        guard words.count <= 8, SessionTitle.weekday(SheetWords.folded(words[0])) != nil, words.count >= 2,
            !DateText.dates(in: words).isEmpty || words.contains("-") || words.contains("\u{2013}")
        else { return nil }
        return words
    }

    /// Whether a line says when its session starts, or how long heats are apart.
    static func isFact(_ words: [String]) -> Bool {
        guard words.count >= 3, words.count <= 24 else { return false }
        let folded = words.map { $0.lowercased() }
        return folded.starts(with: ["day", "of", "meet:"]) || folded.contains("interval:") || folded.starts(with: ["starts", "at"])
    }

    /// `Day of Meet: 1  Starts at 01:00 PM  Heat Interval: 45 Seconds / Back +15 Seconds`.
    static func readFacts(_ words: [String], page: Int, _ assembler: inout MeetAssembler) {
        let folded = words.map { $0.lowercased() }
        let isDay = folded.starts(with: ["day", "of", "meet:"])
        assembler.setFacts(page: page) { session in
            if isDay, words.count > 3 { session.day = Token.integer(words[3], digits: 2) }
            if let at = folded.firstIndex(of: "at"), let (time, _) = Clock.time(words[(at + 1)...].prefix(2)) { session.start = time }
            if let interval = folded.firstIndex(of: "interval:"), interval + 1 < words.count {
                session.heatInterval = Token.integer(words[interval + 1], digits: 3)
            }
            if let back = folded.firstIndex(of: "back"), back + 1 < words.count, words[back + 1].hasPrefix("+") {
                session.backstrokeInterval = Token.integer(words[back + 1].dropFirst(), digits: 3)
            }
        }
    }

    /// Sums of a session's rows, and when it ends.
    static func isTotal(_ words: [String]) -> Bool {
        let folded = words.map(SheetWords.folded)
        let sums: Set<String> = [
            "total", "totals", "summe", "totaal", "totale", "razem", "totalt", "yhteensä", "kokku", "finish", "ende", "ends", "fin", "fine",
            "koniec", "slut", "päättyy",
            "lõpp", "einde", "swimmers", "gesamt", "celkem", "összesen", "fim", "ukupno",
        ]
        return words.count <= 9 && folded.contains(where: sums.contains)
    }

    // MARK: - Titles

    private mutating func readTop(_ line: Line, _ words: [String], _ assembler: inout MeetAssembler, _ header: inout PageHeader) -> Outcome?
    {
        guard !RowLikelihood.isRowLike(line) else { return nil }
        switch header.read(line) {
        case .banner: return .ignored(.banner)
        case .title:
            if words.count > 3, words[words.count - 2] == "Session", Token.integer(words[words.count - 1], digits: 2) != nil {
                assembler.enterSession(Array(words.suffix(2)), page: line.page)
            }
            return .ignored(.title)
        case .report(_, let session):
            if let session { assembler.enterSession(session.split(separator: " ").map(String.init), page: line.page) }
            return .ignored(.title)
        case .none: return nil
        }
    }

    // MARK: - Under an event's title

    private mutating func readUnderTitle(_ line: Line, _ words: [String], _ assembler: inout MeetAssembler) -> Outcome? {
        let times = line.words.count { $0.tokenClass == .time }
        if times > 0 { return record(line) ?? standard(line) }
        if let count = Self.entryCount(words) {
            assembler.setPrintedEntries(count)
            return .used
        }
        if let first = words.first, DateText.mayBegin(first), words.count <= 12, let date = DateText.dates(in: words).first,
            date.words.lowerBound == 0
        {
            assembler.setEventDate(date.found, page: line.page)
            let rest = words[date.words.upperBound...].filter { !Token.isBlank($0) && ClockWord($0) == nil }
            let round = rest.prefix { HeadingScanner.isRound(SheetWords.folded($0)) }
            if !round.isEmpty { assembler.setEventRound(round.joined(separator: " ")) }
            return .used
        }
        guard linesUnderTitle <= 4, !RowLikelihood.isRowLike(line), words.count <= 14 else { return nil }
        let folded = words.map(SheetWords.folded)
        if folded.allSatisfy({ HeadingScanner.isRound($0) || SheetWords.roundFillers.contains($0) }),
            folded.contains(where: HeadingScanner.isRound)
        {
            assembler.setEventRound(words.joined(separator: " "))
            return .used
        }
        if EventTitle.isContinuation(words) || SheetWords.distance(in: words) != nil || Self.isAgeGroup(words)
            || SheetWords.saysRelay(words)
        {
            assembler.extendTitle(words)
            return .used
        }
        if words.contains(where: { Token.hasLetter($0) }), words.count <= 6, linesUnderTitle <= 2,
            !words.contains(where: { $0.hasSuffix(",") })
        {
            return .ignored(.title)
        }
        return nil
    }

    /// `Meet Record: 1:03.31 7/24/2021 Ada Bramquist`: a label that says so, a time, and what stands behind it.
    static func isLabelledRecord(_ line: Line) -> Bool {
        guard let first = line.words.first, first.tokenClass != .integer, first.tokenClass != .ordinal, first.tokenClass != .time,
            let time = line.words.firstIndex(where: { $0.tokenClass == .time }), time > 0, time <= 5, time + 1 < line.words.count
        else { return false }
        let label = line.words[..<time]
        let behind = line.words[(time + 1)...]
        guard behind.contains(where: { $0.tokenClass == .date || $0.tokenClass == .text }),
            !label.contains(where: { $0.text.hasSuffix(",") })
        else { return false }
        return label.last?.text.hasSuffix(":") == true
            || label.contains { word in
                let folded = SheetWords.folded(word.text)
                return SheetWords.records.contains(folded)
                    || folded.count > 8 && SheetWords.records.contains { $0.count > 4 && folded.hasSuffix($0) }
            }
    }

    /// A record: a label, a time, and a holder or a day; a label is not a number.
    private func record(_ line: Line) -> Outcome? {
        guard let first = line.words.first, first.tokenClass.isWord || first.tokenClass == .mark || first.tokenClass == .letterNumber else {
            return nil
        }
        guard let time = line.words.firstIndex(where: { $0.tokenClass == .time }) else { return nil }
        let (label, behind) = (line.words[..<time], line.words[(time + 1)...])
        // No label names a swimmer, a lane or a year.
        guard !label.contains(where: { $0.text.hasSuffix(",") || $0.number.map { (1900...2100).contains($0) } ?? false }),
            !SheetWords.laneWords.contains(SheetWords.folded(first.text)) || label.count < 2 || label[label.startIndex + 1].number == nil
        else { return nil }
        let saysRecord = label.contains { word in
            SheetWords.records.contains(SheetWords.folded(word.text))
                || SheetWords.records.contains { word.text.lowercased().hasSuffix($0) }
        }
        let hasLabel = first.tokenClass == .code || label.contains { $0.text.hasSuffix(":") }
        let hasDay =
            behind.contains { $0.tokenClass == .date || $0.number.map { (1900...2100).contains($0) } ?? false }
            || !DateText.dates(in: behind.map(\.text)).isEmpty
        let hasHolder = behind.contains { $0.tokenClass == .text }
        guard saysRecord || hasDay || hasLabel && hasHolder else { return nil }
        return .ignored(.record)
    }

    /// `1:20.00 ALL*`: a time and the name of a standard, or the other way round.
    private func standard(_ line: Line) -> Outcome? {
        let words = line.words.filter { !$0.isBlank }
        // `Sectional Cut 2:31.09Y 2:44.39L`: a name, and the same time for each course.
        let courses = words.compactMap { TimeWord($0.text)?.suffix }.filter(RowFields.isCourse)
        if let first = words.first, first.tokenClass.isWord, words.count <= 10, courses.count >= 2, Set(courses).count == courses.count {
            return .ignored(.qualifyingStandard)
        }
        guard words.count <= 6, words.count(where: { $0.tokenClass == .time }) >= 1,
            !words.contains(where: { $0.tokenClass == .integer || $0.tokenClass == .ordinal })
        else { return nil }
        // `State 14&U 2:24.99`: for whom it is says that it is nobody's own.
        let isForAges =
            words.last?.tokenClass == .time && EventTitle(words.map(\.text)).ages != nil && !words.contains { $0.text.hasSuffix(",") }
        guard words.first?.tokenClass == .time || words.last?.tokenClass == .time && words.count <= 3 || isForAges else { return nil }
        return .ignored(.qualifyingStandard)
    }

    /// `Number of entries: 43`, `43 Meldungen`.
    private static func entryCount(_ words: [String]) -> Int? {
        guard words.count <= 4 else { return nil }
        let numbers = words.compactMap { Token.integer(SheetWords.folded($0)) }
        let counting: Set<String> = [
            "entries", "meldungen", "engagés", "iscritti", "inscritos", "inschrijvingen", "deelnemers", "zgłoszeń", "anmälda", "påmeldte",
            "osallistujia", "osavõtjaid",
            "nevezések", "přihlášek",
        ]
        guard numbers.count == 1, words.contains(where: { counting.contains(SheetWords.folded($0)) }) else { return nil }
        return numbers[0]
    }

    /// `11-12`, `10 & Under`, `Jahrgang 2011-2012`: a number or two and a few words, no name.
    private static func isAgeGroup(_ words: [String]) -> Bool {
        words.count <= 8 && words.contains { Token.startsWithDigit($0) } && !words.contains { $0.hasSuffix(",") && $0.count > 4 }
    }

    // MARK: - Prose

    private static let particles: Set<String> = [
        "de", "da", "di", "do", "du", "del", "della", "der", "den", "van", "von", "la", "le", "el", "los", "las", "ter", "ten", "bin", "al",
        "y", "e",
    ]

    /// A sentence: a sponsor's thanks, a scratch deadline. Rows have no words in lower case but the particles of names.
    private static func isProse(_ line: Line) -> Bool {
        let words = line.texts
        guard words.count >= 4, let first = words.first, Token.integer(first, digits: 3) == nil,
            !line.words.contains(where: { $0.tokenClass == .time })
        else { return false }
        let plain = words.count { word in
            guard let letter = word.unicodeScalars.first, letter.properties.isLowercase, word.utf8.count > 1 else { return false }
            return !particles.contains(word)
        }
        return plain >= 2 || words.contains("pts") || words.count(where: { $0 == "=" }) >= 1
    }

    private static let pauses: Set<String> = [
        "break", "intermission", "pause", "awards", "lunch", "warm-up", "warmup", "warm-ups", "rest", "ceremony", "pauze", "pausa",
        "descanso", "intervalo", "przerwa",
        "paus", "tauko", "vaheaeg", "szünet", "přestávka", "einschwimmen", "mittagspause",
    ]

    /// `10 minute break` between heats.
    static func isPause(_ words: [String]) -> Bool {
        words.count <= 14 && words.contains { pauses.contains(SheetWords.folded($0)) } && !words.contains { TokenClass($0) == .time }
            && EventTitle(words).stroke == nil
    }

    private static func pause(_ line: Line, _ words: [String], _ session: Int) -> TimelineRow {
        var words = words
        var start: WallTime?
        for index in words.indices.reversed() {
            guard let (time, used) = Clock.time(words[index...].prefix(2)), index + used == words.count || index == 0 else { continue }
            start = time
            words.removeSubrange(index..<index + used)
            break
        }
        var row = TimelineRow(session: session, event: nil, name: words.joined(separator: " "), place: line.place)
        row.start = start
        row.isBreak = true
        return row
    }
}
