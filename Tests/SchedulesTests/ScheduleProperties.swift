import MeetModel
import RandomTesting
import Testing

@testable import Schedules

/// Documents that no reader would make: indices out of range, numbers without measure, anything missing.
struct WildDocuments {
    var generator: SeededGenerator

    init(seed: Int) { generator = SeededGenerator(seed: UInt64(seed)) }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &generator)] }
    private mutating func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &generator) ? value : nil }
    private mutating func number() -> Int { pick([-1, 0, 1, 1, 2, 2, 3, 3, 4, 8, 10, 99, .min, .max]) }
    private mutating func index(_ count: Int) -> Int {
        count > 0 && Int.random(in: 0..<20, using: &generator) > 0 ? Int.random(in: 0..<count, using: &generator) : number()
    }
    private mutating func place() -> Place {
        let top = Float.random(in: -10...900, using: &generator)
        return Place(page: number(), box: Box(left: 0, top: top, right: 10, bottom: top + 9))
    }

    private mutating func name() -> String {
        pick([
            "Sandoval, Mira", "Sandoval, Mira J", "Mira Sandoval", "Sandoval, M", "SANDOVAL Mira", "Vale, Tom", "Vale, Tom", "Vale", "",
            ",", "de la Cruz, Ana", "Ana de la Cruz",
            "Dale, Gri\u{FFFD}in", "123", "Holm, Kate/Katherine (Kay)", "Quill Jr, Robin", "Robin Quill III", "ÅÄÖ, Ö", "🏊, 🏊",
        ])
    }

    private mutating func date() -> CalendarDate? {
        CalendarDate(year: pick([1900, 2026, 2026, 2199]), month: pick([1, 5, 12]), day: pick([1, 8, 9, 31]))
    }
    private mutating func time() -> WallTime? { WallTime(hour: pick([0, 8, 9, 17, 23]), minute: pick([0, 5, 59])) }
    private mutating func round() -> String? {
        pick([nil, "Prelims", "Finals", "A Final", "Finals - Swimming with Finals", "Semis", "Swim-off", ""])
    }

    private mutating func entry(_ events: Int) -> Entry {
        var entry = Entry(event: index(events), name: name(), place: place())
        (entry.round, entry.heat, entry.lane, entry.rank) = (round(), maybe(number()), maybe(number()), maybe(number()))
        (entry.sex, entry.age) = (pick([nil, nil, .male, .female]), pick([nil, "11", "12", "SR", "", "999999999999999999999", "-1"]))
        (entry.team, entry.seed) = (
            pick([nil, "ABC-CA", "ABC", "Anytown Bluefish", "-", "S9-"]), pick([nil, "NT", "1:02.03Y", "99999:59:59.99", "X30.00L", "SCR"])
        )
        (entry.birth, entry.start, entry.isExhibition) = (
            pick([nil, nil, "2014", "6 JUN 2012"]), pick([nil, nil, time()]), Bool.random(using: &generator)
        )
        return entry
    }

    private mutating func meet() -> Meet {
        var meet = Meet(kind: pick([.heatSheet, .heatSheet, .psychSheet, .timeline, .mixed, .relayRoster, .results, .other]))
        (meet.name, meet.start, meet.end) = (pick([nil, "", "Open", "Open", "Closed"]), date(), maybe(date()).flatMap(\.self))
        meet.printed = date().map { PrintTime(date: $0, time: time()) }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            var session = Session(
                name: pick([nil, "", "Friday Prelims", "Friday Finals", "Sat"]), number: pick([nil, "1", "1B"]),
                date: maybe(date()).flatMap(\.self), page: number())
            (session.day, session.start, session.heatInterval, session.backstrokeInterval) = (
                maybe(number()), maybe(time()).flatMap(\.self), maybe(number()), maybe(number())
            )
            meet.sessions.append(session)
        }
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let name = pick([
                "Girls 11-12 50 LC Meter Freestyle", "Boys 100 Fly", "Mixed 200 Medley Relay", "", "1 m Diving",
                "Girls 4 x 99999999999999999999 Free", "Back 9999999999999999975",
            ])
            var event = Event(
                number: pick([nil, "1", "2", "12A", ""]), name: name, session: maybe(index(meet.sessions.count)),
                isRelay: Bool.random(using: &generator), page: number())
            (event.distance, event.stroke, event.course) = (
                maybe(number()), pick([nil, .freestyle, .backstroke, .diving]), pick([nil, .yards, .longMeters, .shortMeters])
            )
            (event.ages, event.heatCount) = (maybe(AgeGroup(lowest: maybe(number()), highest: maybe(number()))), maybe(number()))
            meet.events.append(event)
        }
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            var heat = Heat(
                event: index(meet.events.count), number: number(), count: maybe(number()), round: round(),
                start: maybe(time()).flatMap(\.self), place: place())
            heat.swimsWithFinals = Int.random(in: 0..<5, using: &generator) == 0
            meet.heats.append(heat)
        }
        for _ in 0..<Int.random(in: 0...20, using: &generator) { meet.entries.append(entry(meet.events.count)) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) { meet.alternates.append(entry(meet.events.count)) }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            var relay = RelayEntry(event: index(meet.events.count), team: pick(["ABC-CA", "", "Anytown Bluefish"]), place: place())
            (relay.round, relay.heat, relay.lane, relay.rank, relay.letter, relay.seed) = (
                round(), maybe(number()), maybe(number()), maybe(number()), maybe("A"), maybe("2:00.00")
            )
            relay.legs = (0..<Int.random(in: 0...6, using: &generator)).map { _ in RelayLeg(name: name(), age: maybe("11")) }
            meet.relays.append(relay)
        }
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            var row = TimelineRow(
                session: index(meet.sessions.count), event: pick([nil, "1", "2", "12A"]),
                name: pick(["Girls 11-12 50 Freestyle", "Boys 100 Fly", "Break 9999999 minutes", ""]), place: place())
            (row.round, row.heats, row.heat, row.start, row.isBreak) = (
                round(), maybe(number()), pick([nil, nil, number()]), maybe(time()).flatMap(\.self),
                Int.random(in: 0..<6, using: &generator) == 0
            )
            meet.timeline.append(row)
        }
        return meet
    }

    mutating func documents() -> [SourceDocument] {
        (0..<Int.random(in: 0...4, using: &generator)).map { index in
            SourceDocument(file: "\(index).pdf", reading: Reading(meet: meet(), completeness: Completeness()))
        }
    }
}

@Suite struct ScheduleProperties {
    private let question = Question(
        swimmers: ["Mira Sandoval", "Tom Vale", "Vale", "Sandoval", "", "Ana de la Cruz", "Griffin Dale", "Liu Elly"].map {
            SwimmerQuery(name: $0)
        }, everyone: true)

    @Test("Any documents give a schedule, the same every time", arguments: 0..<150)
    func total(seed: Int) {
        var wild = WildDocuments(seed: seed)
        let documents = wild.documents()
        let schedule = ScheduleBuilder.schedule(documents, question)
        #expect(schedule == ScheduleBuilder.schedule(documents, question))
        #expect(schedule.documents.map(\.file) == documents.map(\.file))
        #expect(schedule.answers.map(\.query) == question.swimmers)
        for swimmer in schedule.swimmers {
            #expect(swimmer.races == swimmer.races.sorted())
            #expect(swimmer.races.allSatisfy(schedule.races.indices.contains))
        }
        #expect(schedule.swimmers.flatMap(\.races).sorted() == Array(schedule.races.indices))
        for answer in schedule.answers {
            if case .found(let swimmer) = answer.outcome { #expect(schedule.swimmers.indices.contains(swimmer)) }
        }
        for clash in schedule.clashes { #expect(clash.first < clash.second && clash.second < schedule.races.count) }
        for start in schedule.races.compactMap(\.start) {
            #expect((start.source == .estimated) == (start.earliest != nil) && (start.earliest == nil) == (start.latest == nil))
            if let low = start.earliest, let high = start.latest { #expect(low <= start.time && start.time <= high) }
        }
    }

    @Test("Every seeded row of one document is the evidence of exactly one race", arguments: 0..<150)
    func nothingIsLost(seed: Int) {
        var wild = WildDocuments(seed: 1_000 + seed)
        for document in wild.documents() where document.reading.meet.kind != .results && document.reading.meet.kind != .other {
            let meet = document.reading.meet
            let races = ScheduleBuilder.schedule([document], Question(everyone: true)).races
            var shown: [Place: Int] = [:]
            for race in races where race.relay == nil && race.state == .seeded {
                for evidence in race.evidence.prefix(1) + race.supersedes { shown[evidence.place, default: 0] += 1 }
            }
            for entry in meet.entries where (entry.heat != nil || entry.lane != nil) && !Name(entry.name).readings.isEmpty {
                #expect(shown[entry.place] == 1, "\(entry)")
            }
        }
    }

    @Test("The order of the documents changes no race of a meet that they agree on")
    func orderOfDocuments() {
        let sheet = MeetMaker.document { sheet in
            sheet.session("Friday", date: "2026-05-08")
            for event in 1...4 {
                sheet.event("\(event) Girls 200 LC Meter Freestyle")
                sheet.heat(1, of: 1)
                sheet.row("1 Sandoval, Mira|11|ABC|3:00.00")
            }
        }
        let report = MeetMaker.document("report.pdf", .timeline) { report in
            report.session("Friday", day: 1)
            for event in 1...4 { report.line("Finals|\(event) Girls 200 Freestyle|1|09:0\(event)") }
        }
        let psych = MeetMaker.document("psych.pdf", .psychSheet) { psych in
            for event in 1...4 {
                psych.event("\(event) Girls 200 LC Meter Freestyle")
                psych.row("1 Sandoval, Mira|11|ABC|3:00.00")
            }
        }
        let orders = [
            [sheet, report, psych], [sheet, psych, report], [report, sheet, psych], [report, psych, sheet], [psych, sheet, report],
            [psych, report, sheet],
        ]
        let lines = orders.map { ScheduleBuilder.schedule($0, .swimmer("Mira Sandoval")).lines }
        #expect(Set(lines).count == 1 && lines[0].count == 4)
    }

    @Test("A document that repeats one name without end is answered as well")
    func manyRows() {
        let document = MeetMaker.document { sheet in
            sheet.session("Friday", date: "2026-05-08", start: "00:00")
            sheet.event("1 Mixed 50 LC Meter Freestyle")
            for heat in 1...3_000 {
                sheet.heat(heat)
                sheet.row("1 Vale, Noor|11|ABC|30.00")
                sheet.row("2 Vale, Noor|11|Team \(heat)|30.00")
                sheet.row("3 Vale, No\(String(repeating: "o", count: heat % 40))r|\(heat % 90)|ABC|30.00")
            }
        }
        let schedule = ScheduleBuilder.schedule([document], question)
        #expect(schedule.races.count == 9_000)
        #expect(schedule.races.filter { $0.start != nil }.count > 1_000)
    }
}
