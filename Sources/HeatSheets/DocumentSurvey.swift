import MeetModel

/// A first look over a document's lines that tells what kind of document it is. File names lie; content does not.
struct DocumentSurvey {
    private(set) var kind: DocumentKind
    /// Whether the tables of entries have headings, so that what stands between an event's title and its table is none.
    private(set) var printsTables: Bool
    /// Whether events have numbers, so that a title without one is none.
    var numbersEvents: Bool { events > 0 }

    private var reports: [PageHeader.Report: Int] = [:]
    private var events = 0
    private var heats = 0
    private var tables = 0
    private var timelineTables = 0
    private var resultTables = 0
    private var entries = 0
    private var laneGrids = 0

    init(_ lines: [Line]) {
        kind = .other
        printsTables = false
        for line in lines { look(at: line) }
        printsTables = tables > 0 && tables * 3 >= events
        kind = settledKind
    }

    private mutating func look(at line: Line) {
        let words = line.words
        guard let first = words.first?.text else { return }
        // Most lines are rows: a number, and a seed at the end.
        if words.count >= 3, Token.startsWithDigit(first),
            let last = words.last(where: { $0.text.utf8.count > 1 && !$0.isBlank }),
            last.isSeed
        {
            entries += 1
            return
        }
        if words.count <= 8 || line.isPageHeader && words.count <= 24 { lookForReport(words) }
        if Anchor.begins(words[...]) {
            if Anchor.isHeatWord(first) { heats += 1 } else { events += 1 }
            return
        }
        if TableHeader.isHeader(words) { tables += 1 }
        if words.count <= 14, !words.contains(where: { $0.startsWithDigit }) { lookForHeading(words) }
        if first == "LANE" || first == "Lane", words.count(where: { $0.text == first }) >= 3 { laneGrids += 1 }
        if words.count >= 3, words.dropFirst().contains(where: { $0.isSeed }) { entries += 1 }
    }

    /// `26.03.2026 - 09:00   Results`: a report's title may be a field of its line.
    private mutating func lookForReport(_ words: [Word]) {
        for index in words.indices where words[index].startsCell && PageHeader.mayBeginReport(words[index].text) {
            guard let report = PageHeader.reportKind(words[index...].map { $0.text }) else { continue }
            reports[report, default: 0] += 1
            return
        }
    }

    private mutating func lookForHeading(_ words: [Word]) {
        let folded = Set(words.map { $0.text.lowercased() })
        if folded.isSuperset(of: ["time", "event"]), folded.isDisjoint(with: ["lane", "age", "team", "seed"]) { timelineTables += 1 }
        if folded.contains("heats"), !folded.isDisjoint(with: ["entries", "starts", "time", "event"]) { timelineTables += 1 }
        // Places are given after the race; lists of entries head their ranks, if at all, beside an entry time.
        let isEntryTime = !folded.isDisjoint(with: ["seed", "entry", "prelims", "prelim", "qualifying", "meldezeit"])
        let hasName = !folded.isDisjoint(with: ["name", "swimmer", "athlete", "team"])
        if hasName, !isEntryTime, !folded.isDisjoint(with: ["place", "pl", "pl.", "pos", "pos.", "platz", "rank"]) { resultTables += 1 }
        // A column of swum times beside the seeds, or places and points, is printed after the race.
        if folded.isSuperset(of: ["finals", "time", "seed"]) { resultTables += 1 }
        if folded.contains("time"), !folded.isDisjoint(with: ["points", "pts", "result"]) { resultTables += 1 }
    }

    private var settledKind: DocumentKind {
        if (reports[.results] != nil || resultTables > 0) && heats == 0 { return .results }
        if reports[.results, default: 0] > reports[.program, default: 0] && resultTables > 0 { return .results }
        if timelineTables > 0 && heats == 0 && tables == 0 || reports[.sessionReport] != nil && heats == 0 { return .timeline }
        if timelineTables > 0 && entries == 0 { return .timeline }
        if laneGrids > 0 && heats == 0 && entries == 0 || reports[.other] != nil && heats == 0 { return .other }
        if heats > 0 { return .heatSheet }
        if tables > 0 && entries > 0 || events > 0 && entries > 0 { return .psychSheet }
        return .other
    }

    /// The reading of a document that holds no races: its lines are known as such, or, where it was not recognised, unread.
    func withoutEntries(_ lines: [Line]) -> Reading {
        var header = PageHeader()
        var meet = Meet(kind: kind)
        var completeness = Completeness()
        let isKnown = kind == .results || laneGrids > 0 || !reports.isEmpty
        for line in lines {
            if line.isPageHeader { _ = header.read(line) }
            if isKnown {
                completeness.ignoredLines[.otherDocument, default: 0] += 1
            } else {
                completeness.unread.append(UnreadLine(text: line.text, place: line.place))
            }
        }
        var settler = DateSettler(header: header, titles: [])
        settler.settle(&meet, &completeness)
        return Reading(meet: meet, completeness: completeness)
    }
}
