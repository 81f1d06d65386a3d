import MeetModel

// What stands between an event's title and its rows.
extension ProgramReader {
    /// A heading of a table, on one line or on several.
    mutating func readTable(_ line: Line) -> Bool {
        // No heading of a table has a number.
        if line.words.contains(where: \.startsWithDigit) {
            if mode != .alternates { headingLines = [] }
            return false
        }
        let isPart = TableHeader.isPart(line.words)
        guard isPart || mode != .alternates else { return false }
        if let table = TableHeader.parse(headingLines + line.words, origin: line.origin)
            ?? TableHeader.parse(line.words, origin: line.origin)
        {
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

    mutating func settleRelay(_ event: Int, _ table: TableHeader) {
        if table.column(.relay) != nil || table.column(.name) == nil {
            meet.events[event].isRelay = true
        } else if table.column(.age) != nil, !EventTitle.saysRelay(meet.events[event].name) {
            meet.events[event].isRelay = false
        }
    }

    /// `26.03.2026 - 09:00   Prelim - Start list`, under an event's title.
    mutating func readSchedule(_ line: Line, _ event: Int) -> Bool {
        guard line.words.count <= 10, let first = line.words.first, DateText.mayBegin(first.text),
            let date = DateText.dates(in: line.words.map { $0.text }).first, date.words.lowerBound == 0
        else { return false }
        var words = line.words[date.words.upperBound...].map { $0.text }.filter { !Token.isBlank($0) }
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
    mutating func readEntryCount(_ words: [String], _ event: Int) -> Bool {
        guard words.count == 4, words[0] == "Number", words[2].lowercased() == "entries:", let count = Token.integer(words[3]) else {
            return false
        }
        printedEntries[event] = count
        return true
    }
}
