import MeetModel
import SheetLayout

/// What the top of the pages says of the document: program, print time, meet, dates, report and session.
struct PageHeader: Sendable {
    /// What a line of a page header turned out to be.
    enum Meaning {
        case banner
        case title
        /// The report's own line, with the session it names: `Meet Program - Saturday Finals`.
        case report(Report, session: String?)
        /// Not a line of a page header.
        case none
    }

    enum Report: Sendable, Hashable {
        case program, psychSheet, sessionReport, results, other
    }

    private(set) var printed: PrintTimeText?
    private(set) var meetName: String?
    private(set) var dates: [DateText.Found] = []
    private(set) var venue: String?
    private var known: Set<String> = []
    private var firstPage: Int?
    private var isNameDated = false
    private var page = 0
    private var titles = 0

    /// The banner's date before the order of its fields is settled.
    struct PrintTimeText: Sendable {
        var date: DateText.Found
        var time: WallTime?
    }

    /// Reads a line that stands above the body of its page.
    mutating func read(_ line: Line) -> Meaning {
        // A date may be one word of several.
        let words = line.texts.flatMap { $0.split(separator: " ").map(String.init) }
        if let rest = banner(words) {
            if !rest.isEmpty { readMeet(rest) }
            return .banner
        }
        if let (report, session, rest) = Self.report(words) {
            if let rest, !rest.isEmpty { readMeet(rest) }
            return .report(report, session: session)
        }
        let text = line.text
        if known.contains(text) { return .title }
        if Self.isRowLike(words) { return .none }
        // A page header is a few lines; a page full of what looks like one is a layout that was not understood.
        if line.page != page { (page, titles) = (line.page, 0) }
        titles += 1
        guard titles <= 8 else { return .none }
        if firstPage == nil { firstPage = line.page }
        known.insert(text)
        if firstPage == line.page || meetName == nil { readMeet(line) }
        return .title
    }

    /// Whether the words are a program's banner; returns what else they hold.
    private mutating func banner(_ words: [String]) -> [String]? {
        let pageNumber = Self.pageNumber(words)
        let isProgram = Self.isProgram(words)
        guard words.count >= 2, isProgram || pageNumber != nil else { return nil }
        if isProgram {
            if printed == nil, let date = DateText.dates(in: words).last {
                let time = words.indices.lazy.compactMap { Clock.time(words[$0...].prefix(2)) }.first?.time
                printed = PrintTimeText(date: date.found, time: time)
            }
            return []
        }
        // A page number at the end of a line that is otherwise a title.
        guard let pageNumber, pageNumber > 1 else { return [] }
        let rest = Array(words[..<pageNumber])
        if let (_, _, title) = Self.report(rest) {
            return known.insert(rest.joined(separator: " ")).inserted ? title ?? [] : []
        }
        return known.insert(rest.joined(separator: " ")).inserted && meetName == nil ? rest : []
    }

    /// A seed among letters, or a lane before a name: an entry out of its place, never a title.
    private static func isRowLike(_ words: [String]) -> Bool {
        if words.contains(where: { TokenClass($0) == .time }) { return true }
        guard let first = words.first, Token.integer(first, digits: 2) != nil, words.count >= 3 else { return false }
        return DateText.dates(in: words).isEmpty
    }

    /// Whether a line names the program that printed it.
    static func isProgram(_ words: [String]) -> Bool {
        for (index, word) in words.enumerated() {
            let next = index + 1 < words.count ? words[index + 1] : ""
            switch word {
            case "HY-TEK", "HY-TEK's", "Hy-Tek", "Hy-Tek's", "HYTEK", "MM-Tools", "SwimTopia", "TouchPad", "TeamUnify": return true
            case "MEET", "TEAM": if next == "MANAGER" { return true }
            case "Splash": if next == "Meet" { return true }
            case "Meet": if next == "Maestro" || next == "Manager" { return true }
            case "Team": if next == "Unify" { return true }
            case "Active": if next == "Network" { return true }
            default: break
            }
        }
        return false
    }

    /// Where `Page 3`, `Page 3 of 13`, `3/13` begins, if the words end with it.
    static func pageNumber(_ words: [String]) -> Int? {
        guard
            let index = words.lastIndex(where: {
                $0 == "Page" || $0 == "page" || $0 == "Seite" || $0 == "Página" || $0 == "Pagina" || $0 == "PAGE"
            }),
            words.count - index <= 4, words.count - index >= 2
        else { return nil }
        return words[(index + 1)...].allSatisfy {
            Token.startsWithDigit($0) || $0 == "of" || $0 == "/" || $0 == "von" || $0 == "de" || $0 == "sur"
        } ? index : nil
    }

    private static let reports: [(words: [String], report: Report)] = [
        (["meet", "program"], .program), (["coaches", "meet", "program"], .program), (["heat", "sheet"], .program),
        (["heat", "sheets"], .program),
        (["heatsheet"], .program), (["start", "list"], .program), (["startliste"], .program), (["meldeergebnis"], .program),
        (["timer", "sheets"], .program), (["meet", "heat", "sheet"], .program),
        (["psych", "sheet"], .psychSheet), (["psych", "sheets"], .psychSheet), (["entry", "list"], .psychSheet),
        (["meet", "entries"], .psychSheet),
        (["meldeliste"], .psychSheet), (["performance", "list"], .psychSheet), (["entry", "list", "by", "event"], .psychSheet),
        (["session", "report"], .sessionReport), (["meet", "timeline"], .sessionReport), (["timeline"], .sessionReport),
        (["session", "timeline"], .sessionReport),
        (["results"], .results), (["meet", "results"], .results), (["top", "times"], .results), (["team", "rankings"], .results),
        (["complete", "results"], .results), (["individual", "meet", "results"], .results), (["top", "times", "report"], .results),
        (["records"], .results), (["resultater"], .results), (["resultados"], .results), (["résultats"], .results),
        (["risultati"], .results),
        (["uitslagen"], .results), (["wyniki"], .results), (["final", "results"], .results), (["ergebnisse"], .results),
        (["best", "times"], .results),
        (["time", "standards"], .results), (["individual", "top", "times"], .results), (["combined", "team", "scores"], .results),
        (["individual", "high", "point"], .results), (["score", "report"], .results), (["award", "labels"], .results),
        (["warm-up", "assignments"], .other), (["warmup", "assignments"], .other), (["warm-up", "schedule"], .other),
        (["warm", "up"], .other),
        (["meet", "information"], .other), (["meet", "announcement"], .other), (["event", "list-by"], .other), (["lane/timer"], .other),
        (["timer", "sheet"], .other),
    ]

    private static let reportsByFirstWord = Dictionary(grouping: reports) { $0.words.first ?? "" }

    /// A quick look whether a report's title could begin with the word.
    static func mayBeginReport(_ word: String) -> Bool {
        guard let byte = word.utf8.first, byte >= 0x30 else { return false }
        return byte <= 0x39 || reportsByFirstWord[word.lowercased()] != nil
    }

    /// The report whose title the words begin with.
    static func reportKind(_ words: [String]) -> Report? {
        let end = pageNumber(words) ?? words.count
        return report(Array(words[..<end]))?.0
    }

    /// Reads `Meet Program - Friday Prelims`, `Psych Sheet`, `Heat Sheet Winter Meet - Jan 5, 2026`.
    private static func report(_ words: [String]) -> (Report, session: String?, rest: [String]?)? {
        guard let first = words.first?.lowercased() else { return nil }
        if words.count <= 8, words.contains(where: { isWord($0, "standards") }), words.contains(where: { isWord($0, "time") }) {
            return (.results, nil, nil)
        }
        // The longest title wins: "entry list by event" before "entry list".
        guard let candidates = reportsByFirstWord[first] else { return nil }
        let folded = words.prefix(5).map { $0.lowercased() }
        guard let match = candidates.filter({ folded.starts(with: $0.words) }).max(by: { $0.words.count < $1.words.count }) else {
            return nil
        }
        var rest = Array(words[match.words.count...])
        // `Results will be posted in the lobby` is no title.
        if match.report == .results, let next = rest.first, !Token.isBlank(next), words.count > 4, DateText.dates(in: rest).isEmpty {
            return nil
        }
        guard rest.isEmpty || match.report != .other || rest.count < 6 else { return nil }
        if let first = rest.first, Token.isBlank(first) || first == ":" || first == "|" {
            rest.removeFirst()
            return (match.report, rest.isEmpty ? nil : rest.joined(separator: " "), nil)
        }
        if rest.isEmpty { return (match.report, nil, nil) }
        // The title goes on with the meet: no session then.
        return match.report == .program || match.report == .psychSheet
            ? (match.report, nil, rest) : (match.report, rest.joined(separator: " "), nil)
    }

    /// Whether the word is this one, in capitals or not.
    private static func isWord(_ word: String, _ lowercase: String) -> Bool {
        word.utf8.count == lowercase.utf8.count && word.lowercased() == lowercase
    }

    /// A title line may name the meet, the venue and the date in fields of their own.
    private mutating func readMeet(_ line: Line) {
        var fields: [[String]] = []
        for word in line.words {
            if word.startsCell || fields.isEmpty { fields.append([]) }
            fields[fields.count - 1] += word.text.split(separator: " ").map(String.init)
        }
        let isSplit = fields.count > 1 && fields.dropFirst().contains { DateText.dates(in: $0).first?.words.lowerBound == 0 }
        guard isSplit else { return readMeet(line.texts) }
        for field in fields {
            if DateText.dates(in: field).isEmpty, meetName != nil, venue == nil {
                venue = field.joined(separator: " ")
            } else {
                readMeet(field)
            }
        }
    }

    /// `2026 Shark Open - 6/11/2026 to 6/14/2026`, `Budapest (HUN)`, `Winter Meet`.
    private mutating func readMeet(_ words: [String]) {
        let found = DateText.dates(in: words)
        guard let first = found.first else {
            let text = words.joined(separator: " ")
            if meetName == nil, words.contains(where: { Token.hasLetter($0) }) { meetName = text }
            return
        }
        if dates.isEmpty { dates = found.map(\.found) }
        var name = Array(words[..<first.words.lowerBound])
        let isDashed = name.last.map { Token.isBlank($0) } ?? false
        while let last = name.last, Token.isBlank(last) || last == "|" || SessionTitle.weekday(last) != nil { name.removeLast() }
        guard !name.isEmpty, name.contains(where: { Token.hasLetter($0) }) else { return }
        let text = name.joined(separator: " ")
        // `Name - dates` is the meet's own line; a logo's text may stand above it.
        if meetName == nil || isDashed && !isNameDated {
            (meetName, isNameDated) = (text, isDashed)
        } else if venue == nil, text != meetName, text.contains(",") {
            venue = text
        }
    }
}
