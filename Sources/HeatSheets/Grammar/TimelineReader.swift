import MeetModel

/// Reads session reports and timelines: which event starts when.
struct TimelineReader {
    private var meet = Meet(kind: .timeline)
    private var completeness = Completeness()
    private var header = PageHeader()
    private var titles: [SessionTitle] = []
    private var columns: [String: Word] = [:]
    /// Session, number and name of the events met so far.
    private var known: Set<String> = []
    /// Sums of the session's rows, to hold against the printed totals.
    private var sums = (entries: 0, heats: 0)

    mutating func read(_ line: Line) {
        let words = line.words.map { $0.text }
        guard let first = words.first else { return }
        if readTable(line) || readTotals(words, line) { return }
        if first == "Session:" || first == "Session", words.count > 1, Token.startsWithDigit(words[1]) {
            enterSession(words, page: line.page)
            return use()
        }
        if readSessionFacts(words) { return use() }
        if readRow(line, words) { return use() }
        if readPageHeader(line, words) { return }
        completeness.unread.append(UnreadLine(text: line.text, place: line.place))
    }

    private mutating func use() { completeness.usedLines += 1 }

    private mutating func ignore(_ reason: IgnoredLine) { completeness.ignoredLines[reason, default: 0] += 1 }

    // MARK: - Sessions

    private mutating func enterSession(_ words: [String], page: Int) {
        let title = SessionTitle(words)
        if let last = meet.sessions.indices.last, meet.sessions[last].name == title.name, meet.sessions[last].number == title.number {
            return
        }
        var session = Session(name: title.name, number: title.number, page: page)
        session.start = title.start
        meet.sessions.append(session)
        titles.append(title)
        sums = (0, 0)
    }

    /// `Day of Meet: 1  Starts at 01:00 PM  Heat Interval: 45 Seconds / Back +15 Seconds`.
    private mutating func readSessionFacts(_ words: [String]) -> Bool {
        let folded = words.map { $0.lowercased() }
        let isDay = folded.starts(with: ["day", "of", "meet:"])
        guard isDay || folded.contains("interval:") || folded.starts(with: ["starts", "at"]) else { return false }
        let session = currentSession(page: 1)
        if isDay, words.count > 3 { meet.sessions[session].day = Token.integer(words[3], digits: 2) }
        if let at = folded.firstIndex(of: "at"), let (time, _) = Token.clock(Array(words[(at + 1)...])) {
            meet.sessions[session].start = time
        }
        if let interval = folded.firstIndex(of: "interval:"), interval + 1 < words.count {
            meet.sessions[session].heatInterval = Token.integer(words[interval + 1], digits: 3)
        }
        if let back = folded.firstIndex(of: "back"), back + 1 < words.count, words[back + 1].hasPrefix("+") {
            meet.sessions[session].backstrokeInterval = Token.integer(words[back + 1].dropFirst(), digits: 3)
        }
        return true
    }

    private mutating func currentSession(page: Int) -> Int {
        if meet.sessions.isEmpty {
            meet.sessions.append(Session(page: page))
            titles.append(SessionTitle([]))
        }
        return meet.sessions.count - 1
    }

    // MARK: - The table

    private mutating func readTable(_ line: Line) -> Bool {
        guard line.words.count <= 14, !line.words.contains(where: { $0.startsWithDigit }) else { return false }
        let folded = line.words.map { $0.text.lowercased() }
        guard folded.contains("heats") || folded.contains("event") && folded.contains("time"),
            folded.contains("event") || folded.contains("entries")
        else { return false }
        columns = [:]
        for (name, word) in zip(folded, line.words) { columns[name] = word }
        ignore(.columnHeader)
        return true
    }

    /// `Entry / Heat Totals: 78 11`, `Finish Time 03:05 PM`, `Swimmers Counts for Warm-ups: 78`.
    private mutating func readTotals(_ words: [String], _ line: Line) -> Bool {
        let text = words.joined(separator: " ").lowercased()
        if text.hasPrefix("entry / heat totals") {
            let numbers = words.compactMap { Token.integer($0) }
            if numbers.count == 2, numbers != [sums.entries, sums.heats] {
                completeness.failedChecks.append(
                    FailedCheck(
                        kind: .entryTotal,
                        message:
                            "\(meet.sessions.last?.name ?? "Session"): the rows add up to \(sums.entries) entries and \(sums.heats) heats, "
                            + "the report says \(numbers[0]) and \(numbers[1]).",
                        page: line.page))
            }
        } else if !text.hasPrefix("finish time") && !text.hasPrefix("swimmers counts") && !text.contains("est. finish")
            && !text.contains("estimated finish")
            && !text.hasPrefix("session total")
        {
            return false
        }
        ignore(.sessionTotal)
        return true
    }

    // MARK: - Rows

    private static let rounds: Set<String> = [
        "finals", "final", "prelims", "prelim", "semis", "semi-finals", "semifinals", "timed", "heats", "swim-off", "swimoff", "quarters",
    ]

    private mutating func readRow(_ line: Line, _ words: [String]) -> Bool {
        var rest = line.words.filter {
            !$0.isBlank || $0.text.contains(where: { $0 == "\u{2014}" || $0 == "\u{2013}" || $0 == "-" })
        }
        let start = takeClock(&rest)
        var isUnseeded = false
        if let last = rest.last, last.text == "u" || last.text == "U" {
            isUnseeded = true
            rest.removeLast()
        }
        var round: [String] = []
        while let word = rest.first?.text, Self.rounds.contains(word.lowercased()) {
            round.append(word)
            rest.removeFirst()
        }
        if rest.first?.text == "#" || rest.first.map({ Anchor.isEventWord($0.text) }) == true { rest.removeFirst() }
        if isBreak(rest) { return addBreak(rest, start, line) }
        var number: String?
        if let first = rest.first?.text, let value = eventNumber(first), rest.count > 1, isNumberColumn(rest) {
            number = value
            rest.removeFirst()
        }
        let heat = takeHeat(&rest)
        let counts = takeCounts(&rest)
        while let word = rest.last?.text, Token.isBlank(word) { rest.removeLast() }
        let texts = EventTitle.joined(rest.map { $0.text })
        let title = EventTitle(texts)
        guard number != nil || start != nil, title.stroke != nil || title.distance != nil && title.isRelay,
            number != nil || !round.isEmpty || title.sex != nil
        else { return false }
        var row = TimelineRow(
            session: currentSession(page: line.page), event: number, name: texts.joined(separator: " "), place: line.place)
        row.round = round.isEmpty ? nil : round.joined(separator: " ")
        row.entries = counts.entries
        row.heats = heat?.count ?? counts.heats
        row.heat = heat?.number
        row.start = start
        row.isUnseeded = isUnseeded
        meet.timeline.append(row)
        sums.entries += counts.entries ?? 0
        sums.heats += counts.heats ?? 0
        addEvent(row, title, page: line.page)
        return true
    }

    private mutating func addEvent(_ row: TimelineRow, _ title: EventTitle, page: Int) {
        guard known.insert("\(row.session)\n\(row.event ?? "")\n\(row.name)").inserted else { return }
        var event = Event(number: row.event, name: row.name, session: row.session, isRelay: title.isRelay, page: page)
        event.sex = title.sex
        event.ages = title.ages
        event.distance = title.distance
        event.stroke = title.stroke
        event.course = title.course
        event.heatCount = row.heats
        meet.events.append(event)
    }

    /// Whether the row's first number is the event's: the distance of a title without a number stands before its stroke.
    private func isNumberColumn(_ words: [Word]) -> Bool {
        if words.dropFirst().contains(where: { EventTitle.isSex($0.text) }) { return true }
        guard words.count > 2 else { return false }
        let title = EventTitle(words.dropFirst().map { $0.text })
        return title.distance != nil && title.stroke != nil
    }

    private func eventNumber(_ word: String) -> String? {
        let text = word.hasPrefix("#") ? word.dropFirst() : word[...]
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.count), text.count - digits.count <= 1,
            text.dropFirst(digits.count).allSatisfy({ $0.isASCII && $0.isLetter })
        else { return nil }
        return String(text)
    }

    /// The clock time at either end of the row.
    private func takeClock(_ words: inout [Word]) -> WallTime? {
        for index in words.indices.reversed() {
            guard let (time, used) = Token.clock(words[index...].prefix(2).map { $0.text }), index + used == words.count || index == 0
            else { continue }
            words.removeSubrange(index..<index + used)
            return time
        }
        return nil
    }

    /// `Heat 2 of 5` behind a title.
    private func takeHeat(_ words: inout [Word]) -> (number: Int, count: Int?)? {
        guard let index = words.firstIndex(where: { Anchor.isHeatWord($0.text) && $0.text.lowercased() != "heats" }),
            let title = HeatTitle(words[index...].map { $0.text })
        else { return nil }
        words.removeSubrange(index...)
        return (title.number, title.count)
    }

    /// The numbers under `Entries` and `Heats`: the last ones of the row.
    private func takeCounts(_ words: inout [Word]) -> (entries: Int?, heats: Int?) {
        var numbers: [(value: Int, word: Word)] = []
        while let last = words.last, words.count > 1, numbers.count < 2, let value = last.integer() {
            // `Women 1 mtr 50`: a number right behind the title's words is part of it.
            guard last.startsCell || words.count > 2 else { break }
            numbers.append((value, last))
            words.removeLast()
        }
        switch numbers.count {
        case 2: return (numbers[1].value, numbers[0].value)
        case 1:
            if let heats = columns["heats"], let entries = columns["entries"],
                abs(numbers[0].word.right - entries.right) < abs(numbers[0].word.right - heats.right)
            {
                return (numbers[0].value, nil)
            }
            return (nil, numbers[0].value)
        default: return (nil, nil)
        }
    }

    private func isBreak(_ words: [Word]) -> Bool {
        words.contains {
            ["break", "intermission", "awards", "pause", "warm-up", "warmup", "warm-ups", "rest", "ceremony"].contains($0.text.lowercased())
        }
            && EventTitle(words.map { $0.text }).stroke == nil
    }

    private mutating func addBreak(_ words: [Word], _ start: WallTime?, _ line: Line) -> Bool {
        var row = TimelineRow(
            session: currentSession(page: line.page), event: nil, name: words.map { $0.text }.joined(separator: " "), place: line.place)
        row.start = start
        row.isBreak = true
        meet.timeline.append(row)
        return true
    }

    // MARK: - The rest

    private mutating func readPageHeader(_ line: Line, _ words: [String]) -> Bool {
        if let last = words.last?.lowercased(), last == "timeline", words.count > 1, words.count <= 8 {
            let name = words.dropLast().filter { $0 != "·" && !Token.isBlank($0) }
            enterSession(Array(name), page: line.page)
            use()
            return true
        }
        // `Friday Distance - March 6, 2026` under the meet's name.
        if meet.timeline.isEmpty, meet.sessions.isEmpty, header.meetName != nil, SessionTitle(words).weekday != nil,
            !DateText.dates(in: words).isEmpty
        {
            enterSession(words, page: line.page)
            use()
            return true
        }
        // A heading over a part of the session, with its start.
        if meet.timeline.last?.place.page != line.page {
            switch header.read(line) {
            case .banner: ignore(.banner)
            case .title, .report: ignore(.title)
            case .none: return false
            }
            return true
        }
        if PageHeader.pageNumber(words) != nil || PageHeader.isProgram(words) {
            ignore(.pageFooter)
            return true
        }
        guard !words.contains(where: { Token.startsWithDigit($0) }) else { return false }
        ignore(.note)
        return true
    }

    mutating func finish() -> Reading {
        var settler = DateSettler(header: header, titles: titles)
        settler.settle(&meet, &completeness)
        return Reading(meet: meet, completeness: completeness)
    }
}
