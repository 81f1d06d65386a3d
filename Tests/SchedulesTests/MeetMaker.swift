import MeetModel

@testable import Schedules

/// Writes a meet the way a sheet prints it, line by line: `event`, `heat`, `row`.
struct MeetMaker {
    var meet: Meet
    private var line: Float = 0
    private var heat: (number: Int, round: String?)?

    init(_ kind: DocumentKind, name: String? = "Harbor Spring Open", from start: String? = "2026-05-08", to end: String? = nil) {
        meet = Meet(kind: kind)
        meet.name = name
        meet.start = start.flatMap(Self.date)
        meet.end = end.flatMap(Self.date)
    }

    static func date(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    static func time(_ text: String) -> WallTime? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        return parts.count == 2 ? WallTime(hour: parts[0], minute: parts[1]) : nil
    }

    private mutating func place() -> Place {
        line += 10
        return Place(page: 1 + Int(line) / 700, box: Box(left: 40, top: line, right: 300, bottom: line + 9))
    }

    mutating func printed(_ date: String, _ time: String? = nil) {
        meet.printed = Self.date(date).map { PrintTime(date: $0, time: time.flatMap(Self.time)) }
    }

    mutating func session(
        _ name: String?, number: String? = nil, date: String? = nil, day: Int? = nil, start: String? = nil, interval: Int? = nil,
        back: Int? = nil
    ) {
        var session = Session(name: name, number: number, date: date.flatMap(Self.date), page: 1)
        session.day = day
        session.start = start.flatMap(Self.time)
        session.heatInterval = interval
        session.backstrokeInterval = back
        meet.sessions.append(session)
    }

    /// `12 Girls 11-12 50 LC Meter Butterfly`
    mutating func event(_ text: String, course: Course? = .longMeters) {
        let number = text.prefix { $0.isNumber || $0 == "A" }
        let name = number.isEmpty ? text : String(text.dropFirst(number.count + 1))
        let traits = EventTraits(name: name)
        var event = Event(
            number: number.isEmpty ? nil : String(number), name: name, session: meet.sessions.isEmpty ? nil : meet.sessions.count - 1,
            isRelay: traits.isRelay, page: 1)
        (event.sex, event.ages, event.distance, event.stroke) = (traits.sex, traits.ages, traits.distance, traits.stroke)
        event.course = course
        meet.events.append(event)
        heat = nil
    }

    mutating func heat(_ number: Int, of count: Int? = nil, _ round: String? = nil, start: String? = nil, withFinals: Bool = false) {
        var heat = Heat(
            event: meet.events.count - 1, number: number, count: count, round: round, start: start.flatMap(Self.time), place: place())
        heat.swimsWithFinals = withFinals
        meet.heats.append(heat)
        self.heat = (number, round)
    }

    /// `4 Sandoval, Mira J|11|ABC-CA|1:07.78Y|2015`: lane (rank where there is no heat), name, age, team, seed, birth.
    mutating func row(_ text: String, alternate: Bool = false) {
        let number = Int(text.prefix { $0.isNumber })
        let fields = text.drop { $0.isNumber }.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
        var entry = Entry(event: meet.events.count - 1, name: fields.first ?? "", place: place())
        entry.round = heat?.round
        if heat == nil || alternate { entry.rank = number } else { (entry.heat, entry.lane) = (heat?.number, number) }
        entry.age = fields.dropFirst().first.flatMap(\.nonEmpty)
        entry.team = fields.dropFirst(2).first.flatMap(\.nonEmpty)
        entry.seed = fields.dropFirst(3).first.flatMap(\.nonEmpty)
        entry.birth = fields.dropFirst(4).first.flatMap(\.nonEmpty)
        if alternate { meet.alternates.append(entry) } else { meet.entries.append(entry) }
    }

    /// `4 ABC-CA|A|2:05.50|Sandoval, Mira/11|Vale, Noor`
    mutating func relay(_ text: String) {
        let number = Int(text.prefix { $0.isNumber })
        let fields = text.drop { $0.isNumber }.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
        var relay = RelayEntry(event: meet.events.count - 1, team: fields.first ?? "", place: place())
        relay.round = heat?.round
        if heat == nil { relay.rank = number } else { (relay.heat, relay.lane) = (heat?.number, number) }
        relay.letter = fields.dropFirst().first.flatMap(\.nonEmpty)
        relay.seed = fields.dropFirst(2).first.flatMap(\.nonEmpty)
        relay.legs = fields.dropFirst(3).map { leg in
            let parts = leg.split(separator: "/").map(String.init)
            return RelayLeg(name: parts.first ?? "", age: parts.dropFirst().first)
        }
        meet.relays.append(relay)
    }

    /// `Prelims|3 Girls 13 & Over 200 IM|6|08:30`
    mutating func line(_ text: String, heat: Int? = nil) {
        let fields = text.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
        let event = fields.dropFirst().first ?? ""
        let number = event.prefix { $0.isNumber || $0 == "A" }
        var row = TimelineRow(
            session: meet.sessions.count - 1, event: number.isEmpty ? nil : String(number),
            name: number.isEmpty ? event : String(event.dropFirst(number.count + 1)), place: place())
        row.round = fields.first.flatMap(\.nonEmpty)
        row.heats = fields.dropFirst(2).first.flatMap { Int($0) }
        row.start = fields.dropFirst(3).first.flatMap(Self.time)
        row.heat = heat
        meet.timeline.append(row)
    }

    mutating func pause(_ name: String, start: String? = nil) {
        var row = TimelineRow(session: meet.sessions.count - 1, event: nil, name: name, place: place())
        row.isBreak = true
        row.start = start.flatMap(Self.time)
        meet.timeline.append(row)
    }

    func document(_ file: String = "sheet.pdf") -> SourceDocument {
        var completeness = Completeness()
        completeness.pages = 1
        return SourceDocument(file: file, reading: Reading(meet: meet, completeness: completeness))
    }

    /// A document written in one go.
    static func document(
        _ file: String = "sheet.pdf", _ kind: DocumentKind = .heatSheet, name: String? = "Harbor Spring Open",
        from start: String? = "2026-05-08",
        to end: String? = nil, _ write: (inout MeetMaker) -> Void
    ) -> SourceDocument {
        var maker = MeetMaker(kind, name: name, from: start, to: end)
        write(&maker)
        return maker.document(file)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension Schedule {
    /// One line for each race, as far as a test wants to know it.
    var lines: [String] {
        races.map { race in
            let start = race.start.map { start in
                let range = start.earliest.flatMap { low in start.latest.map { " \(low)-\($0)" } } ?? ""
                return " \(start.source == .estimated ? "~" : start.source == .reported ? "=" : "")\(start.time)\(range)"
            }
            let place = race.heat.map { "h\($0)/\(race.heatCount.map(String.init) ?? "?") l\(race.lane.map(String.init) ?? "?")" }
            let fields = [
                race.displayName, race.eventNumber.map { "#\($0)" } ?? race.eventName, race.round, place, race.sessionName,
                race.date?.description,
                race.state == .seeded ? nil : race.state.rawValue,
            ]
            return fields.compactMap(\.self).joined(separator: " ") + (start ?? "")
        }
    }

    func notes(_ kind: Note.Kind) -> [Note] { notes.filter { $0.kind == kind } }
}

extension Question {
    static func swimmer(_ name: String, age: String? = nil, team: String? = nil) -> Question {
        Question(swimmers: [SwimmerQuery(name: name, age: age, team: team)])
    }
}
