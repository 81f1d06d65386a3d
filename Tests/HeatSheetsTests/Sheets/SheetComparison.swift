import MeetModel
import Testing

/// Holds a reading against the truth of a drawn sheet, as the judge beside the generator does: what says the same is equal however it is
/// printed, and a row that was not read is lost silently unless it stands among the lines that were not understood.
struct SheetComparison: CustomTestStringConvertible {
    private(set) var missing: [String] = []
    private(set) var spurious: [String] = []
    /// Rows that were found, with fields that differ.
    private(set) var wrong: [String] = []
    /// Those of `missing` that no unread line holds.
    private(set) var silent: [String] = []
    /// Rows of the truth.
    private(set) var rows = 0

    var shortfall: Shortfall {
        Shortfall(missing: missing.count, spurious: spurious.count, wrong: wrong.count, silent: silent.count)
    }

    var testDescription: String {
        "\(shortfall)\n" + (missing.prefix(8) + spurious.prefix(8) + wrong.prefix(8) + silent.prefix(8)).joined(separator: "\n")
    }

    init(truth: Truth, reading: Reading) {
        let unread = UnreadText(reading.completeness)
        compareSwimmers(SheetRows(truth: truth, meet: reading.meet), unread)
        compareTimelines(truth, reading.meet, unread)
    }

    // MARK: - Rows of swimmers and relays

    private mutating func compareSwimmers(_ all: SheetRows, _ unread: UnreadText) {
        var entries = match(all.truth.entries, all.read.entries, fields: Self.entryFields)
        // An alternate may be given as an entry.
        var alternates = match(all.truth.alternates, all.read.alternates, fields: Self.entryFields)
        alternates.missing.removeAll { row in
            let same = entries.spurious.indices.filter { index in
                let read = entries.spurious[index]
                return Folding.number(read.event) == Folding.number(row.event) && Folding.nameKey(read.name) == Folding.nameKey(row.name)
            }
            guard let index = same.first(where: { entries.spurious[$0].rank == row.rank }) ?? same.first else { return false }
            judge(row, entries.spurious.remove(at: index), Self.entryFields)
            return true
        }
        let relays = match(all.truth.relays, all.read.relays, fields: Self.relayFields)
        for row in entries.missing + alternates.missing { lose(row, words: row.name, unread) }
        for row in relays.missing { lose(row, words: row.team, unread) }
        spurious += (entries.spurious + alternates.spurious + relays.spurious).map { "spurious: \($0)" }
        rows += all.truth.entries.count + all.truth.alternates.count + all.truth.relays.count
    }

    private mutating func lose(_ row: PrintedRow, words: String?, _ unread: UnreadText) {
        missing.append("missing: \(row)")
        if !unread.holds(words ?? "", page: row.page) { silent.append("silent: \(row)") }
    }

    private typealias Field = (name: String, value: String)

    /// One row of the reading for each of the truth, the one that is most alike; returns what is left of both.
    private mutating func match(
        _ truth: [PrintedRow], _ read: [PrintedRow], fields: (PrintedRow) -> [Field]
    ) -> (missing: [PrintedRow], spurious: [PrintedRow]) {
        var found: [String: [Int]] = [:]
        for (index, row) in read.enumerated() {
            for key in Set(RowKey(row).all) { found[key, default: []].append(index) }
        }
        var used = Set<Int>()
        var missing: [PrintedRow] = []
        for row in truth {
            let expected = fields(row)
            var best: (score: Int, index: Int)?
            for index in RowKey(row).specific.flatMap({ found[$0] ?? [] }) where !used.contains(index) {
                var score = zip(expected, fields(read[index])).count { $0.value == $1.value }
                if row.event == nil, let name = row.eventName, Folding.title(name) == Folding.title(read[index].eventName) { score += 5 }
                if score > best?.score ?? -1 { best = (score, index) }
            }
            guard let best else {
                missing.append(row)
                continue
            }
            used.insert(best.index)
            judge(row, read[best.index], fields)
        }
        return (missing, read.indices.filter { !used.contains($0) }.map { read[$0] })
    }

    private mutating func judge(_ row: PrintedRow, _ read: PrintedRow, _ fields: (PrintedRow) -> [Field]) {
        let bad = zip(fields(row), fields(read)).filter { expected, actual in
            guard expected.value != actual.value else { return false }
            switch expected.name {
            case "seed": return Self.bareSeed(expected.value) != Self.bareSeed(actual.value)
            case "start": return !expected.value.isEmpty
            default: return true
            }
        }
        guard !bad.isEmpty else { return }
        wrong.append("wrong: \(row): " + bad.map { "\($0.name) is \"\($1.value)\", not \"\($0.value)\"" }.joined(separator: ", "))
    }

    private static func entryFields(_ row: PrintedRow) -> [Field] {
        [
            ("name", Folding.name(row.name)), ("team", Folding.text(row.team)), ("age", Folding.age(row.age)),
            ("seed", Folding.seed(row.seed)), ("start", row.start ?? ""),
        ]
    }

    private static func relayFields(_ row: PrintedRow) -> [Field] {
        [
            ("letter", Folding.text(row.letter)), ("seed", Folding.seed(row.seed)),
            ("legs", (row.legs ?? []).map(Folding.nameKey).joined(separator: ";")),
        ]
    }

    /// Without exhibition and course; empty where there is none.
    private static func bareSeed(_ seed: String) -> String {
        var seed = seed.drop { $0 == "X" }
        if let last = seed.last, "YLS".contains(last) { seed.removeLast() }
        return ["NT", "NP", "NS"].contains(seed) ? "" : String(seed)
    }

    // MARK: - Timelines

    private mutating func compareTimelines(_ truth: Truth, _ meet: Meet, _ unread: UnreadText) {
        var read = meet.timeline.filter { !$0.isBreak }.map { PrintedTimelineRow($0, of: meet) }
        var expected = truth.timeline
        for index in expected.indices { expected[index].start = SheetForm.clock(expected[index].start) }
        for index in read.indices {
            read[index].start = SheetForm.clock(read[index].start)
            let same = expected.filter {
                Folding.number($0.event) == Folding.number(read[index].event) && ($0.heat == nil || $0.heat == read[index].heat)
            }
            let row = same.max { Self.closeness($0, read[index]) < Self.closeness($1, read[index]) }
            guard let row else { continue }
            if row.roundAlts?.contains(where: { Folding.round($0) == Folding.round(read[index].round) }) == true {
                read[index].round = row.round
            }
            if row.heat != nil, read[index].heats == nil { read[index].heats = row.heats }
        }
        let comparison = Comparison(timeline: expected, read: read, optionalPages: Set(truth.noTextPages ?? []))
        missing += comparison.missing
        spurious += comparison.spurious
        wrong += comparison.wrong
        rows += expected.count
        for row in expected where !comparison.missing.isEmpty {
            // What fits a row of the answer by itself is not lost, though another row may have taken it.
            guard !Comparison(timeline: [row], read: read).missing.isEmpty, !unread.holds(row.name, page: row.page) else { continue }
            silent.append("silent: \(row)")
        }
    }

    private static func closeness(_ row: PrintedTimelineRow, _ read: PrintedTimelineRow) -> Int {
        (row.heat != nil && row.heat == read.heat ? 1 : 0) + (row.start != nil && row.start == read.start ? 1 : 0)
    }
}

/// The lines that were not understood, page by page.
private struct UnreadText {
    private var pages: [Int: String] = [:]
    private var withoutText: Set<Int>

    init(_ completeness: Completeness) {
        withoutText = Set(completeness.pagesWithoutText)
        for line in completeness.unread { pages[line.place.page, default: ""] += SheetForm.squeezed(line.text) + " " }
    }

    /// Whether every word stands there, in whatever order.
    func holds(_ text: String, page: Int?) -> Bool {
        guard let page else { return false }
        if withoutText.contains(page) { return true }
        let words = text.split { $0.isWhitespace || $0 == "," }.map { SheetForm.squeezed(String($0)) }.filter { !$0.isEmpty }
        guard let unread = pages[page], !words.isEmpty else { return false }
        return words.allSatisfy(unread.contains)
    }
}
