import MeetModel

/// A first look over a document's lines that tells what kind of document it is. File names lie; content does not.
struct DocumentSurvey {
    private(set) var kind: DocumentKind
    /// Whether the tables of entries have headings, so that what stands between an event's title and its table is none.
    private(set) var printsTables: Bool

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
        if line.isPageHeader || line.words.count <= 8 {
            // `26.03.2026 - 09:00   Results`: the title may be a field of its line.
            for index in words.indices where words[index].startsCell {
                guard let report = PageHeader.reportKind(words[index...].map(\.text)) else { continue }
                reports[report, default: 0] += 1
                break
            }
        }
        if Anchor.begins(words[...]) {
            if Anchor.isHeatWord(first) { heats += 1 } else { events += 1 }
            return
        }
        if TableHeader.isHeader(words) { tables += 1 }
        if words.count <= 14, !words.contains(where: { Token.startsWithDigit($0.text) }) {
            let folded = Set(words.map { $0.text.lowercased() })
            if folded.isSuperset(of: ["time", "event"]), folded.isDisjoint(with: ["lane", "age", "team", "seed"]) { timelineTables += 1 }
            if folded.contains("heats"), !folded.isDisjoint(with: ["entries", "starts", "time", "event"]) { timelineTables += 1 }
            // A column of swum times beside the seeds, or places and points, is printed after the race.
            if folded.contains("finals") && folded.contains("time") && folded.contains("seed") { resultTables += 1 }
            if folded.contains("points") && folded.contains("time") || folded.contains("pts") && folded.contains("time") || folded.contains("result") && folded.contains("time") { resultTables += 1 }
        }
        if first == "LANE" || first == "Lane", words.filter({ $0.text == first }).count >= 3 { laneGrids += 1 }
        if words.count >= 3, words.dropFirst().contains(where: { Token.isSeed($0.text) }) { entries += 1 }
    }

    private var settledKind: DocumentKind {
        if reports[.results] != nil && heats == 0 || resultTables > 0 && heats == 0 { return .results }
        if reports[.results, default: 0] > reports[.program, default: 0] { return .results }
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
