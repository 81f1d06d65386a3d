import MeetModel
import Testing

/// Holds the rows that were read against the truth: each row of the truth must be there once, with every field equal, and
/// nothing else may be.
///
/// The keys that rows are found by are those of the project's judge: event, heat, lane and name in a heat; event, rank and name
/// in a list; event and name in a list without ranks. A row of the truth without an event's number fits any event.
struct Comparison: CustomTestStringConvertible {
    private(set) var missing: [String] = []
    private(set) var spurious: [String] = []
    /// Rows that were found, with fields that differ.
    private(set) var wrong: [String] = []

    var isExact: Bool { missing.isEmpty && isSubset }
    /// Nothing was read that is not there, though something may be missing.
    var isSubset: Bool { spurious.isEmpty && wrong.isEmpty }
    var testDescription: String {
        "\(missing.count) missing, \(spurious.count) spurious, \(wrong.count) with wrong fields\n"
            + (missing.prefix(12) + spurious.prefix(12) + wrong.prefix(12)).joined(separator: "\n")
    }

    init(entries truth: [PrintedRow], read: [PrintedRow]) {
        match(truth, read, keys: Self.key, fields: Self.entryFields)
    }

    init(relays truth: [PrintedRow], read: [PrintedRow]) {
        match(truth, read, keys: Self.key, fields: Self.relayFields)
    }

    private typealias Field = (name: String, value: String)

    private static func list(_ fields: [(Field, Field)]) -> String {
        fields.map { "\($0.name) is \"\($1.value)\", not \"\($0.value)\"" }.joined(separator: ", ")
    }

    // MARK: - Rows of tables

    private mutating func match(
        _ truth: [PrintedRow], _ read: [PrintedRow], keys: (PrintedRow) -> RowKey, fields: (PrintedRow) -> [Field]
    ) {
        var found: [String: [Int]] = [:]
        for (index, row) in read.enumerated() {
            for key in Set(keys(row).all) { found[key, default: []].append(index) }
        }
        var used = Set<Int>()
        for row in truth {
            let expected = fields(row)
            var best: (score: Int, index: Int, fields: [Field])?
            for index in keys(row).specific.flatMap({ found[$0] ?? [] }) where !used.contains(index) {
                let actual = fields(read[index])
                var score = zip(expected, actual).count { $0.value == $1.value }
                if row.event == nil, let name = row.eventName, Folding.title(name) == Folding.title(read[index].eventName) { score += 20 }
                if score > best?.score ?? -1 { best = (score, index, actual) }
            }
            guard let best else {
                missing.append("missing: \(row)")
                continue
            }
            used.insert(best.index)
            let bad = zip(expected, best.fields).filter { $0.value != $1.value }
            guard !bad.isEmpty else { continue }
            wrong.append("wrong: \(row): " + Self.list(bad))
        }
        for (index, row) in read.enumerated() where !used.contains(index) { spurious.append("spurious: \(row)") }
    }

    private static func key(_ row: PrintedRow) -> RowKey { RowKey(row) }

    private static func entryFields(_ row: PrintedRow) -> [Field] {
        [
            ("name", Folding.name(row.name)), ("letters", Folding.letters(row.name)), ("team", Folding.text(row.team)),
            ("age", Folding.age(row.age)),
            ("seed", Folding.seed(row.seed)),
            ("start", row.start ?? ""), ("round", Folding.round(row.round)), ("birth", Folding.text(row.birth)),
            ("page", row.page.map(String.init) ?? ""),
        ]
    }

    private static func relayFields(_ row: PrintedRow) -> [Field] {
        [
            ("team", Folding.text(row.team)), ("letter", Folding.text(row.letter)), ("seed", Folding.seed(row.seed)),
            ("start", row.start ?? ""),
            ("legs", (row.legs ?? []).map(Folding.nameKey).joined(separator: "; ")), ("round", Folding.round(row.round)),
            ("page", row.page.map(String.init) ?? ""),
        ]
    }

    // MARK: - Timelines

    /// Rows of the truth on pages without text may be missing.
    init(timeline truth: [PrintedTimelineRow], read: [PrintedTimelineRow], optionalPages: Set<Int> = []) {
        var used = Set<Int>()
        var pending = Array(truth.indices)
        // Equal round and start first, then either.
        for isStrict in [true, false] {
            pending.removeAll { number in
                let row = truth[number]
                let candidates = read.indices.filter { index in
                    guard !used.contains(index), Folding.number(read[index].event) == Folding.number(row.event) else { return false }
                    guard row.heat == nil || row.heat == read[index].heat else { return false }
                    let isSameRound = row.round == nil || Folding.round(row.round) == Folding.round(read[index].round)
                    let isSameStart = row.start != nil && row.start == read[index].start
                    return isStrict ? isSameRound && isSameStart : isSameRound || isSameStart
                }
                guard let index = candidates.max(by: { Self.score(row, read[$0]) < Self.score(row, read[$1]) }) else { return false }
                used.insert(index)
                let bad = zip(Self.fields(row), Self.fields(read[index])).filter { !$0.value.isEmpty && $0.value != $1.value }
                if !bad.isEmpty {
                    wrong.append(
                        "wrong: \(row): " + bad.map { "\($0.name) is \"\($1.value)\", not \"\($0.value)\"" }.joined(separator: ", "))
                }
                return true
            }
        }
        missing = pending.filter { !optionalPages.contains(truth[$0].page ?? 0) }.map { "missing: \(truth[$0])" }
        spurious = read.indices.filter { !used.contains($0) }.map { "spurious: \(read[$0])" }
    }

    private static func score(_ truth: PrintedTimelineRow, _ read: PrintedTimelineRow) -> Int {
        zip(fields(truth), fields(read)).count { $0.value == $1.value }
    }

    /// A field that the truth leaves empty is not compared.
    private static func fields(_ row: PrintedTimelineRow) -> [Field] {
        [
            ("name", Folding.title(row.name)), ("entries", row.entries.map(String.init) ?? ""), ("heats", row.heats.map(String.init) ?? ""),
            ("start", row.start ?? ""), ("day", row.day.map(String.init) ?? ""), ("round", Folding.round(row.round)),
        ]
    }
}

/// What a row is found by.
struct RowKey {
    /// How a row of the truth is looked up: by the most that it says.
    var specific: [String] = []
    /// Every way in which a row that was read may be looked up.
    var all: [String] = []

    init(_ row: PrintedRow) {
        let who = row.name.map(Folding.nameKey) ?? Folding.text(row.team)
        let letter = row.name == nil ? Folding.text(row.letter) : ""
        let slots = [(Folding.number(row.event), row.heat)] + (row.alts ?? []).map { (Folding.number($0.event), $0.heat) }
        for (event, heat) in slots {
            for event in Set([event ?? "*", "*"]) {
                var keys: [String] = []
                if let heat, let lane = row.lane { keys.append("heat|\(event)|\(heat)|\(lane)|\(who)") }
                if let rank = row.rank { keys.append("rank|\(event)|\(rank)|\(who)|\(letter)") }
                keys.append("name|\(event)|\(who)|\(letter)")
                all += keys
            }
            let event = event ?? "*"
            if let heat, let lane = row.lane {
                specific.append("heat|\(event)|\(heat)|\(lane)|\(who)")
            } else if let rank = row.rank {
                specific.append("rank|\(event)|\(rank)|\(who)|\(letter)")
            } else {
                specific.append("name|\(event)|\(who)|\(letter)")
            }
        }
    }
}
