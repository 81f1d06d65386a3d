import HeatSheetsTesting
import PDFPages

/// A meet program with random people, drawn in a random variant of HY-TEK's layout, and what it says.
struct RandomProgram {
    private(set) var pages: [PageText] = []
    private(set) var entries: [PrintedRow] = []
    private(set) var heats = 0

    private var random: SeededGenerator
    private let style: Style
    private var maker = PageMaker()
    private var column = 0
    private var y: Float = 0
    /// What the heading of the next column repeats; nil between events.
    private var current: (event: String, title: String, heat: Int, round: String)?

    /// Where the fields of a column stand, from its left edge: lanes, ages and seeds end there, names and teams begin.
    private struct Grid {
        var lefts: [Float]
        var lane: Float
        var name: Float
        var age: Float
        var team: Float
        var seed: Float
        var size: Float
        /// Letters of a name that fit in front of the age.
        var letters: Int
    }

    private static let grids = [
        Grid(lefts: [18], lane: 18, name: 30, age: 186, team: 192, seed: 384, size: 9, letters: 30),
        Grid(lefts: [18, 309.6], lane: 14.4, name: 24.7, age: 138, team: 144, seed: 240.1, size: 7.6, letters: 26),
        Grid(lefts: [18, 212.4, 406.8], lane: 13, name: 17.4, age: 111.6, team: 114, seed: 180, size: 6.6, letters: 25),
    ]

    /// What is the same throughout a document.
    private struct Style {
        var grid: Grid
        var drawsSpaces: Bool
        var cutsRuns: Bool
        var isReversed: Bool
        var printsSex: Bool
        var emptyLane: String?
        var label: String
        var repeatsWithNumber: Bool
        var bottom: Float
        var pitch: Float
    }

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let grid = Self.grids[Int.random(in: 0...2, using: &random)]
        style = Style(
            grid: grid, drawsSpaces: Int.random(in: 0...3, using: &random) > 0, cutsRuns: Bool.random(using: &random),
            isReversed: Bool.random(using: &random), printsSex: Bool.random(using: &random),
            emptyLane: [nil, "", "_____", "\u{2014}"].randomElement(using: &random) ?? nil,
            label: grid.lefts.count == 3 ? "#" : "Event  ", repeatsWithNumber: Bool.random(using: &random),
            bottom: Float.random(in: 300...740, using: &random), pitch: grid.size * 1.5)
        self.random = random
        beginPage()
        for number in 1...Int.random(in: 1...6, using: &self.random) { event(String(number)) }
        pages.append(maker.page)
    }

    // MARK: - Events and heats

    private mutating func event(_ number: String) {
        let who = pick(style.printsSex ? ["Mixed"] : ["Girls", "Boys", "Women", "Men"])
        let age = pick(["11-12", "10 & Under", "13 & Over", "Open", ""])
        let what = pick(["50 LC Meter Freestyle", "100 Yard IM", "200 SC Meter Butterfly", "1500 LC Meter Freestyle"])
        let title = [who, age, what].filter { !$0.isEmpty }.joined(separator: " ")
        let round = pick(["Finals", "Prelims", "Timed Finals", ""])
        let count = Int.random(in: 1...4, using: &random)
        room(for: 6)
        current = nil
        y += style.pitch
        line(0, "\(style.label)\(number)  \(title)")
        heading()
        for heat in 1...count {
            current = (number, title, heat, round)
            room(for: 4, isNewHeat: true)
            line(0, "Heat  \(heat) of \(count)  \(round)")
            heats += 1
            for lane in 1...8 { row(lane) }
        }
        current = nil
    }

    private mutating func heading() {
        let grid = style.grid
        let left = grid.lefts[column]
        text(left, "Lane")
        text(left + grid.name, "Name")
        textEnding(left + grid.age, "Age")
        text(left + grid.team, "Team")
        textEnding(left + grid.seed, "Seed Time")
        y += style.pitch
    }

    private mutating func row(_ lane: Int) {
        let isEmpty = Int.random(in: 0...5, using: &random) == 0
        if isEmpty, style.emptyLane == nil { return }
        room(for: 1)
        guard let current else { return }
        let left = style.grid.lefts[column]
        if isEmpty {
            textEnding(left + style.grid.lane, String(lane))
            if let mark = style.emptyLane, !mark.isEmpty { text(left + style.grid.name, mark) }
            y += style.pitch
            return
        }
        let name = name()
        let age = String(Int.random(in: 6...19, using: &random))
        let seed = seed()
        let team = team(besides: seed)
        let sex = style.printsSex ? pick(["M", "W"]) : ""
        let grid = style.grid
        var fields: [(inout RandomProgram) -> Void] = [
            { $0.textEnding(left + grid.lane, String(lane)) }, { $0.text(left + grid.name, name) },
            { $0.textEnding(left + grid.age, sex + age) }, { $0.text(left + grid.team, team) }, { $0.textEnding(left + grid.seed, seed) },
        ]
        if style.isReversed { fields.reverse() }
        for draw in fields { draw(&self) }
        entries.append(
            PrintedRow(
                event: current.event, round: current.round.isEmpty ? nil : current.round, heat: current.heat, lane: lane, name: name,
                age: age, team: team, seed: seed, page: maker.page.index + 1))
        y += style.pitch
    }

    // MARK: - People

    private mutating func name() -> String {
        let surnames = [
            "Bramquist", "Corvetti", "Li", "de Brevilov", "O'Zelling", "Quill-Ander", "Mc Gandholt", "Lane", "Heath", "May", "Osk Jr.",
            "Wexalba",
        ]
        let firsts = ["Hana", "Gus", "Bo", "Jo-Ann", "Una", "Maximiliana", "Evan", "J.T.", "Mary Ann", "Zoë"]
        var name = "\(pick(surnames)), \(pick(firsts))"
        if Bool.random(using: &random) { name += " " + pick(["M", "W", "J", "T", "X", "A"]) }
        return name.count <= style.grid.letters - (style.printsSex ? 1 : 0) ? name : "Osk, Bo"
    }

    /// A team that leaves room for the seed, or as HY-TEK cuts it at 16 characters.
    private mutating func team(besides seed: String) -> String {
        let team = pick(["TIDE-ZZ", "KELP-ZZ", "H2O-ZZ", "Tidewater Swim C", "UN-GULL-ZZ", "29 Harbor-ZZ", "St. Quillian's A"])
        let room = (style.grid.seed - style.grid.team) / (style.grid.size / 2)
        return Float(team.count + seed.count + 2) <= room ? team : "KBM-ZZ"
    }

    private mutating func seed() -> String {
        let hundredths = Int.random(in: 2_000...9_999, using: &random)
        let decimals = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
        let time =
            Bool.random(using: &random)
            ? "\(hundredths / 100).\(decimals)" : "\(Int.random(in: 1...22, using: &random)):\(hundredths / 100 % 50 + 10).\(decimals)"
        return pick(["", "", "", "X"]) + pick([time, time, time, time, "NT"]) + pick(["", "", "", "Y", "L", "S"])
    }

    private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: choices.indices, using: &random)] }

    // MARK: - The page

    private mutating func beginPage() {
        maker = PageMaker(index: pages.count)
        maker.size = 8.5
        maker.text(18, 42, "Tidewater Swimming - Site License")
        maker.text(340, 42, "HY-TEK's MEET MANAGER 8.0 - 7:45 PM  2/27/2026  Page \(pages.count + 1)")
        maker.text(180, 55, "Tidewater Classic - 3/6/2026 to 3/8/2026")
        maker.text(200, 67, "Meet Program - Friday Prelims")
        maker.size = style.grid.size
        column = 0
        y = 95
    }

    /// Goes on in the next column when the rows do not fit, under a heading that says what goes on there.
    private mutating func room(for rows: Int, isNewHeat: Bool = false) {
        guard y + Float(rows) * style.pitch > style.bottom else { return }
        if column + 1 < style.grid.lefts.count {
            column += 1
            y = 95
        } else {
            pages.append(maker.page)
            beginPage()
        }
        guard let current else { return }
        if isNewHeat {
            line(0, "Event  \(current.event)  ...(\(current.title))")
        } else {
            let round = current.round.isEmpty ? "" : current.round + " "
            line(0, "Heat  \(current.heat) \(round)(\(style.repeatsWithNumber ? "#" : "Event ")\(current.event) \(current.title))")
        }
    }

    private mutating func line(_ x: Float, _ text: String) {
        self.text(style.grid.lefts[column] + x, text)
        y += style.pitch
    }

    private mutating func textEnding(_ x: Float, _ text: String) {
        self.text(x - Float(text.unicodeScalars.count) * maker.size / 2, text)
    }

    /// Draws text, cut into runs wherever the style's producer cuts them.
    private mutating func text(_ x: Float, _ text: String) {
        var x = x
        var rest = text[...]
        while style.cutsRuns, rest.count > 3, Bool.random(using: &random) {
            let part = rest.prefix(Int.random(in: 1..<rest.count, using: &random))
            x = maker.text(x, y, String(part), drawsSpaces: style.drawsSpaces)
            rest = rest.dropFirst(part.count)
        }
        maker.text(x, y, String(rest), drawsSpaces: style.drawsSpaces)
    }
}
