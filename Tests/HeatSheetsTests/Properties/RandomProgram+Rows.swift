extension RandomProgram {
    // MARK: - Events and heats

    mutating func event(_ number: String) {
        let isRelay = Int.random(in: 0...4, using: &random) == 0
        let who = pick(style.printsSex ? ["Mixed"] : ["Girls", "Boys", "Women", "Men"])
        let age = pick(["11-12", "10 & Under", "13 & Over", "Open", ""])
        let what = pick(
            isRelay
                ? ["200 LC Meter Medley Relay", "400 Yard Freestyle Relay"]
                : ["50 LC Meter Freestyle", "100 Yard IM", "200 SC Meter Butterfly", "1500 LC Meter Freestyle"])
        let title = [who, age, what].filter { !$0.isEmpty }.joined(separator: " ")
        let count = Int.random(in: 1...4, using: &random)
        current = nil
        room(for: 9)
        y += style.pitch
        line("\(style.label)\(number)  \(title)")
        if style.printsRecords { records() }
        heading(isRelay: isRelay)
        current = Current(event: number, title: title, round: pick(["Finals", "Prelims", "Timed Finals", ""]), isRelay: isRelay)
        if style.isList { return list(isRelay: isRelay) }
        var minute = Int.random(in: 480...1_300, using: &random)
        for heat in 1...count {
            current?.heat = heat
            room(for: 4, isNewHeat: true)
            heatLine(of: count, minute)
            minute += Int.random(in: 1...12, using: &random)
            for lane in 1...8 { isRelay ? relay(lane) : row(lane) }
        }
        current = nil
    }

    /// Ranks of which some are shared; who has no time has none.
    private mutating func list(isRelay: Bool) {
        let count = Int.random(in: 1...40, using: &random)
        var rank = 1
        for place in 1...count {
            if Int.random(in: 0...6, using: &random) > 0 { rank = place }
            isRelay ? relay(rank) : row(rank)
        }
        current = nil
    }

    private mutating func records() {
        if Bool.random(using: &random) { line("Meet Record:  1:03.31  7/24/2021  Ada Brevquist, KELP-ZZ") }
        if Bool.random(using: &random) { line("        1:20.00   ALL*") }
    }

    mutating func heading(isRelay: Bool) {
        let grid = style.grid
        if !style.isList { text(0, "Lane") }
        if isRelay {
            text(grid.name, "Team")
            text(grid.team, "Relay")
        } else {
            text(grid.name, "Name")
            text(endingAt: grid.age, "Age")
            text(grid.team, "Team")
        }
        text(endingAt: grid.seed, "Seed Time")
        y += style.pitch
    }

    private mutating func heatLine(of count: Int, _ minute: Int) {
        guard let heat = current?.heat, let round = current?.round else { return }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var text = "Heat  \(heat) of \(count)  \(round)"
        if style.printsStarts {
            current?.start = "\(two(minute / 60)):\(two(minute % 60))"
            text += "   Starts at \(two((minute / 60 + 11) % 12 + 1)):\(two(minute % 60)) \(minute < 720 ? "AM" : "PM")"
        }
        line(text)
        heats += 1
    }

    // MARK: - Rows

    /// Whether the lane is empty; draws what the style draws for it.
    private mutating func drewEmpty(_ lane: Int) -> Bool {
        guard !style.isList, Int.random(in: 0...5, using: &random) == 0 else { return false }
        guard let mark = style.emptyLane else { return true }
        room(for: 1)
        text(endingAt: style.grid.lane, String(lane))
        if !mark.isEmpty { text(style.grid.name, mark) }
        y += style.pitch
        return true
    }

    private mutating func row(_ lane: Int) {
        if drewEmpty(lane) { return }
        room(for: 1)
        guard let current else { return }
        let (name, age, seed, grid) = (name(), String(Int.random(in: 6...19, using: &random)), seed(), style.grid)
        let team = team(besides: seed)
        let sex = style.printsSex ? pick(["M", "W"]) : ""
        let mark = style.printsMarks ? pick(["", "", "ALL*", "QUAL", "q"]) : ""
        draw([
            { $0.text(endingAt: grid.lane, String(lane)) }, { $0.text(grid.name, name) }, { $0.text(endingAt: grid.age, sex + age) },
            { $0.text(grid.team, team) }, { $0.text(endingAt: grid.seed, seed) },
            { if !mark.isEmpty, grid.lefts.count < 3 { $0.text(grid.seed + 5, mark) } },
        ])
        var entry = printed(current, lane, seed)
        (entry.name, entry.age, entry.team) = (name, age, team)
        entries.append(entry)
    }

    private mutating func relay(_ lane: Int) {
        if drewEmpty(lane) { return }
        let legs = Bool.random(using: &random) ? (0..<4).map { _ in leg() } : []
        room(for: 1 + (legs.count + style.legsPerLine - 1) / style.legsPerLine)
        guard let current else { return }
        let (team, letter, seed, grid) = (pick(["TIDE-ZZ", "KELP-ZZ", "H2O-ZZ"]), pick(["A", "B", "C"]), seed(), style.grid)
        draw([
            { $0.text(endingAt: grid.lane, String(lane)) }, { $0.text(grid.name, team) }, { $0.text(grid.team + 4, letter) },
            { $0.text(endingAt: grid.seed, seed) },
        ])
        for first in stride(from: 0, to: legs.count, by: style.legsPerLine) {
            for offset in 0..<style.legsPerLine {
                text(12 + Float(offset) * style.grid.leg, "\(first + offset + 1)) \(legs[first + offset].drawn)")
            }
            y += style.pitch
        }
        var relay = printed(current, lane, seed)
        (relay.team, relay.letter, relay.legs) = (team, letter, legs.map(\.name))
        relays.append(relay)
    }

    private mutating func draw(_ fields: [(inout RandomProgram) -> Void]) {
        for field in style.isReversed ? fields.reversed() : fields { field(&self) }
        y += style.pitch
    }

    private func printed(_ current: Current, _ slot: Int, _ seed: String) -> PrintedRow {
        var row = PrintedRow(event: current.event, seed: seed, page: pages.count + 1)
        if style.isList {
            row.rank = slot
        } else {
            (row.heat, row.lane, row.start) = (current.heat, slot, current.start)
            row.round = current.round.isEmpty ? nil : current.round
        }
        return row
    }

    // MARK: - Fields

    private static let firstNames = ["Hana", "Gus", "Bo", "Jo-Ann", "Una", "Maximiliana", "Evan", "J.T.", "Mary Ann", "Zoë"]
    private static let surnames = [
        "Bramquist", "Corvetti", "Li", "de Brevilov", "O'Zelling", "Quill-Ander", "Mc Gandholt", "Lane", "Heath", "May", "Osk Jr.",
        "Wexalba",
    ]

    private mutating func name() -> String {
        var name = "\(pick(Self.surnames)), \(pick(Self.firstNames))"
        if Bool.random(using: &random) { name += " " + pick(["M", "W", "J", "T", "X", "A"]) }
        return name.count <= style.grid.letters - (style.printsSex ? 1 : 0) ? name : "Osk, Bo"
    }

    /// A leg as it is drawn, with its age and perhaps its sex behind the name.
    private mutating func leg() -> (name: String, drawn: String) {
        let name = "\(pick(["Bramquist", "Corvetti", "Li", "Lane"])), \(pick(["Hana", "Gus", "Bo", "Una"]))"
        return (name, "\(name) \(style.printsSex ? pick(["M", "W"]) : "")\(Int.random(in: 7...19, using: &random))")
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
        let seconds = "\(hundredths / 100 % 50 + 10).\(decimals)"
        let time = pick([seconds, "\(Int.random(in: 1...22, using: &random)):\(seconds)"])
        return pick(["", "", "", "X"]) + pick([time, time, time, time, "NT"]) + pick(["", "", "", "Y", "L", "S"])
    }
}
