import HeatSheetsTesting
import PDFPages
import Testing

/// A page of as many runs as are asked for, all of one kind, to see how the work grows with them.
enum PageShape: String, CaseIterable, CustomTestStringConvertible {
    case rows, names, letters, oneLine, onePoint, events, heats, eventsAndHeats, sessions, alternates, relayTeams, relayLegs, headings
    case unreadLines, records, timelineRows, timelineSessions
    case wordsOfTitle, wordsOfSession, wordsOfEvent, wordsOfHeat, wordsOfLeg, wordsOfRow

    var testDescription: String { rawValue }

    /// How many of its runs are worth trying: what costs much per run shows a square with fewer.
    var mostRuns: Int {
        switch self {
        case .rows, .letters, .oneLine, .onePoint, .names: 20_000
        case .timelineRows: 16_000
        default: 6_000
        }
    }

    func page(runs: Int, index: Int = 0) -> PageText {
        var maker = PageMaker(index: index)
        drawTop(&maker)
        let text = texts
        for number in 0..<runs { draw(number, text[number % text.count], &maker) }
        return maker.page
    }

    private var isTimeline: Bool { self == .timelineRows || self == .timelineSessions }

    private func drawTop(_ maker: inout PageMaker) {
        if isTimeline {
            maker.text(18, 20, "Session Report")
            maker.text(18, 40, "Round Event Entries Heats Starts at")
            return
        }
        maker.text(18, 20, "Meet Program - Friday Prelims")
        let isRelay = self == .relayTeams || self == .relayLegs || self == .wordsOfLeg
        maker.text(18, 40, "Event  1  Mixed 200 LC Meter Freestyle\(isRelay ? " Relay" : "")")
        if self != .records { maker.text(18, 52, "Heat 1 of 1 Finals") }
        if isRelay { maker.row(64, (27, "4"), (42, "TIDE-ZZ"), (162, "A"), (232, "1:59.89")) }
    }

    /// What is drawn in turn.
    private var texts: [String] {
        switch self {
        case .rows: ["4", "Corvetti, Gus", "12", "TIDE-ZZ", "31.04"]
        case .names: ["Corvetti, Gus"]
        case .letters: ["a"]
        case .oneLine, .wordsOfRow: ["31.04"]
        case .onePoint: ["Corvetti,"]
        case .events: ["Event  %  Boys 11-12 50 LC Meter Freestyle"]
        case .heats: ["Heat % of 999 Finals"]
        case .eventsAndHeats: ["Event  %  Boys 11-12 50 LC Meter Freestyle", "Heat 1 of 1 Finals"]
        case .sessions: ["Session % Prelims"]
        case .alternates: ["Alternates", "1 Corvetti, Gus 12 TIDE-ZZ 31.04"]
        case .relayTeams: ["4 TIDE-ZZ A 1:59.89"]
        case .relayLegs: ["1) Corvetti, Gus M12 2) Dunstrand, Pia W12"]
        case .headings: ["Lane Name Age Team Seed Time"]
        case .unreadLines: ["Zellwick Quill 77"]
        case .records: ["Meet Record: 2:10.03  3/8/2024  Una Wexalba"]
        case .timelineRows: ["Prelims  %  Girls 13-14 50 Freestyle  62  8  09:05 AM"]
        case .timelineSessions: ["Session: % Friday Prelims", "Day of Meet: 1  Starts at 01:00 PM"]
        case .wordsOfTitle: ["1/2/2026", "May", "12", "Bo"]
        case .wordsOfSession, .wordsOfEvent: ["Bo", "12", "&"]
        case .wordsOfHeat: ["Bo", "of", "12"]
        case .wordsOfLeg: ["1)", "Gus", "Bo,"]
        }
    }

    private func draw(_ number: Int, _ text: String, _ maker: inout PageMaker) {
        let text = text.replacing("%", with: String(number % 9_999))
        let y = 80 + Float(number) * 2
        switch self {
        case .rows: maker.text([27, 42, 144, 162, 232][number % 5], 80 + Float(number / 5) * 11, text)
        case .letters: maker.text(18 + Float(number % 100) * 4, 80 + Float(number / 100) * 10, text)
        case .oneLine: maker.text(18 + Float(number) * 3, 80, text)
        case .onePoint: maker.text(42, 80, text)
        case .wordsOfTitle: word(number, text, after: "Tidewater Classic -", y: 30, &maker)
        case .wordsOfSession: word(number, text, after: "Meet Program -", y: 30, &maker)
        case .wordsOfEvent: word(number, text, after: "Event 2", y: 80, &maker)
        case .wordsOfHeat: word(number, text, after: "Heat 2 of 3", y: 80, &maker)
        case .wordsOfLeg: word(number, text, after: "1)", y: 80, &maker)
        case .wordsOfRow: word(number, text, after: "4 Corvetti, Gus", y: 80, &maker)
        default: maker.text(18, y, text)
        }
    }

    /// Draws a word of one very long line, in letters small enough for the line to stay on a page of this world.
    private func word(_ number: Int, _ text: String, after prefix: String, y: Float, _ maker: inout PageMaker) {
        maker.size = 1
        if number == 0 { maker.text(18, y, prefix) }
        maker.text(40 + Float(number) * 6, y, text)
    }
}
