import HeatSheetsTesting
import PDFPages
import RandomTesting

/// A meet program with random people, drawn in a random variant of HY-TEK's layout, and what it says.
struct RandomProgram {
    private(set) var pages: [PageText] = []
    var entries: [PrintedRow] = []
    var relays: [PrintedRow] = []
    var heats = 0

    var random: SeededGenerator
    let style: Style
    private(set) var maker = PageMaker()
    private(set) var column = 0
    var y: Float = 0
    /// What the heading of the next column repeats; nil between events.
    var current: Current?

    struct Current {
        var event: String
        var title: String
        var round: String
        var isRelay: Bool
        var heat = 0
        var start: String?
    }

    /// Where the fields of a column stand, from its left edge: lanes, ages and seeds end there, names and teams begin.
    struct Grid {
        var lefts: [Float]
        var lane: Float
        var name: Float
        var age: Float
        var team: Float
        var seed: Float
        /// From one leg of a relay to the next on the line.
        var leg: Float
        var size: Float
        /// Letters of a name that fit in front of the age.
        var letters: Int
    }

    private static let grids = [
        Grid(lefts: [18], lane: 18, name: 30, age: 186, team: 192, seed: 384, leg: 130, size: 9, letters: 30),
        Grid(lefts: [18, 309.6], lane: 14.4, name: 24.7, age: 138, team: 144, seed: 240.1, leg: 125, size: 7.6, letters: 26),
        Grid(lefts: [18, 212.4, 406.8], lane: 13, name: 17.4, age: 111.6, team: 114, seed: 180, leg: 88, size: 6.6, letters: 25),
    ]

    /// What is the same throughout a document.
    struct Style {
        var grid: Grid
        var drawsSpaces: Bool
        var cutsRuns: Bool
        var isReversed: Bool
        /// A psych sheet: ranks for lanes, and no heats.
        var isList: Bool
        var printsSex: Bool
        var printsStarts: Bool
        var printsMarks: Bool
        var printsRecords: Bool
        var emptyLane: String?
        var repeatsWithNumber: Bool
        var bottom: Float

        var pitch: Float { grid.size * 1.5 }
        var label: String { grid.lefts.count == 3 ? "#" : "Event  " }
        var legsPerLine: Int { grid.lefts.count == 1 ? 4 : 2 }

        init(_ random: inout SeededGenerator) {
            func flip() -> Bool { Bool.random(using: &random) }
            grid = RandomProgram.grids[Int.random(in: 0...2, using: &random)]
            drawsSpaces = flip() || flip()
            cutsRuns = flip()
            isReversed = flip()
            isList = flip() && flip()
            printsSex = flip()
            printsStarts = flip()
            printsMarks = flip()
            printsRecords = flip()
            emptyLane = [nil, "", "_____", "\u{2014}"][Int.random(in: 0...3, using: &random)]
            repeatsWithNumber = flip()
            bottom = Float.random(in: 300...740, using: &random)
        }
    }

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        style = Style(&random)
        beginPage()
        for number in 1...Int.random(in: 1...6, using: &random) { event(String(number)) }
        pages.append(maker.page)
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: choices.indices, using: &random)] }

    // MARK: - The page

    private mutating func beginPage() {
        maker = PageMaker(index: pages.count)
        maker.size = 8.5
        for (x, y, text) in [
            (Float(18), Float(42), "Tidewater Swimming - Site License"),
            (340, 42, "HY-TEK's MEET MANAGER 8.0 - 7:45 PM  2/27/2026  Page \(pages.count + 1)"),
            (180, 55, "Tidewater Classic - 3/6/2026 to 3/8/2026"),
            (200, 67, style.isList ? "Psych Sheet" : "Meet Program - Friday Prelims"),
        ] {
            maker.text(x, y, text, drawsSpaces: style.drawsSpaces)
        }
        maker.size = style.grid.size
        column = 0
        y = 95
    }

    /// Goes on in the next column when the rows do not fit, under a heading that says what goes on there.
    mutating func room(for rows: Int, isNewHeat: Bool = false) {
        guard y + Float(rows) * style.pitch > style.bottom else { return }
        if column + 1 < style.grid.lefts.count {
            column += 1
            y = 95
        } else {
            pages.append(maker.page)
            beginPage()
        }
        guard let current else { return }
        if style.isList {
            line("Event  \(current.event)  ...(\(current.title))")
            heading(isRelay: current.isRelay)
        } else if isNewHeat {
            line("Event  \(current.event)  ...(\(current.title))")
        } else {
            let round = current.round.isEmpty ? "" : current.round + " "
            line("Heat  \(current.heat) \(round)(\(style.repeatsWithNumber ? "#" : "Event ")\(current.event) \(current.title))")
        }
    }

    mutating func line(_ text: String) {
        self.text(0, text)
        y += style.pitch
    }

    /// Draws text that ends at `x`, counted from the left edge of the column.
    mutating func text(endingAt x: Float, _ text: String) {
        self.text(x - maker.width(of: text), text)
    }

    /// Draws text, cut into runs wherever the style's producer cuts them.
    mutating func text(_ x: Float, _ text: String) {
        var x = style.grid.lefts[column] + x
        var rest = text[...]
        while style.cutsRuns, rest.count > 3, Bool.random(using: &random) {
            let part = rest.prefix(Int.random(in: 1..<rest.count, using: &random))
            x = maker.text(x, y, String(part), drawsSpaces: style.drawsSpaces)
            rest = rest.dropFirst(part.count)
        }
        maker.text(x, y, String(rest), drawsSpaces: style.drawsSpaces)
    }
}
