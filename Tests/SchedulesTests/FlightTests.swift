import MeetModel
import Testing

@testable import Schedules

@Suite struct FlightTests {
    private static let surnames = ["Alba", "Brook", "Crest", "Dune", "Elmo", "Ferno", "Glena", "Harto", "Isle"]

    /// Nine heats of one event, a swimmer in each; heat 9 is the fastest unless told otherwise.
    private func sheet(_ seeds: [String]? = nil, starts: [String] = [], count: Int = 9) -> SourceDocument {
        MeetMaker.document("sheet.pdf", from: "2026-06-13") { sheet in
            sheet.session("Saturday", date: "2026-06-13")
            sheet.event("1 Girls 11-12 100 SC Meter Freestyle", course: .shortMeters)
            for heat in 1...count {
                sheet.heat(heat, of: count, "Finals", start: starts.isEmpty ? nil : starts[heat - 1])
                sheet.row("4 \(Self.surnames[heat - 1]), Una|12|REEF|\(seeds?[heat - 1] ?? "1:\(30 - heat).00")")
            }
        }
    }

    private func report(_ rows: [String]) -> SourceDocument {
        MeetMaker.document("report.pdf", .timeline, from: "2026-06-13") { report in
            report.session("Saturday", date: "2026-06-13", start: "08:00")
            for row in rows { report.line(row) }
        }
    }

    private let flights = [
        "Finals|1 Girls 11-12 100 SC Meter Freestyle|5|08:00", "Finals|2 Boys 11-12 100 SC Meter Freestyle|4|08:14",
        "Finals|1 Girls 11-12 100 SC Meter Freestyle|4|10:30", "Finals|2 Boys 11-12 100 SC Meter Freestyle|3|10:44",
    ]

    private func starts(_ documents: [SourceDocument]) -> [Int: RaceStart] {
        let races = ScheduleBuilder.schedule(documents, Question(everyone: true)).races
        return Dictionary(races.compactMap { race in race.heat.flatMap { heat in race.start.map { (heat, $0) } } }) { first, _ in first }
    }

    private func times(_ documents: [SourceDocument]) -> [String] {
        let starts = starts(documents)
        return (1...9).map { starts[$0].map { "\($0.source == .estimated ? "~" : "")\($0.time)" } ?? "-" }
    }

    @Test("The faster heats swim in the first flight, as an estimate that admits every flight's time")
    func fasterFirst() throws {
        let documents = [sheet(), report(flights)]
        #expect(
            times(documents)
                == ["~10:30", "~10:31", "~10:33", "~10:35", "~08:00", "~08:01", "~08:03", "~08:05", "~08:07"])
        for start in starts(documents).values {
            #expect(try #require(start.earliest) <= MeetMaker.time("08:00")!)
            #expect(try #require(start.latest) >= MeetMaker.time("10:30")!)
        }
        let note = ScheduleBuilder.schedule(documents, .swimmer("Una Alba")).notes(.eventInParts)
        #expect(
            note.map(\.message) == [
                "Event 1 is swum in 2 parts: at 08:00 (5 heats) and at 10:30 (4 heats). "
                    + "The times take it that the faster heats swim first, as is usual; ask at the pool."
            ])
        #expect(note.first?.file == "report.pdf")
    }

    @Test("Heats that begin with the fastest are divided the other way round")
    func fastestNumberedFirst() {
        let seeds = (1...9).map { "1:\(20 + $0).00" }
        #expect(times([sheet(seeds), report(flights)]).prefix(6) == ["~08:00", "~08:01", "~08:03", "~08:05", "~08:07", "~10:30"])
    }

    @Test("Where the seeds or the numbers of heats do not tell the flights apart, no start is said, and the note has all of them")
    func unknown() {
        let none = Array(repeating: "-", count: 9)
        let mixed = ["1:29.00", "1:21.00", "1:27.00", "1:22.00", "1:25.00", "1:23.00", "1:28.00", "1:24.00", "1:26.00"]
        #expect(times([sheet(mixed), report(flights)]) == none)
        #expect(times([sheet(Array(repeating: "NT", count: 9)), report(flights)]) == none)
        #expect(times([sheet(), report(flights.map { $0.replacing("|5|", with: "|6|") })]) == none)
        #expect(times([sheet(), report(flights.map { $0.replacing("|5|", with: "||") })]) == none)
        let schedule = ScheduleBuilder.schedule([sheet(mixed), report(flights)], .swimmer("Una Alba"))
        #expect(
            schedule.notes(.eventInParts).map(\.message) == [
                "Event 1 is swum in 2 parts: at 08:00 (5 heats) and at 10:30 (4 heats). "
                    + "The documents do not say which heats swim when; ask at the pool."
            ])
        #expect(schedule.races.map(\.heatCount) == [9])
    }

    @Test("A sheet of one flight has that flight's times")
    func oneFlight() {
        #expect(times([sheet(count: 4), report(flights)]).prefix(4) == ["10:30", "~10:31", "~10:33", "~10:35"])
        #expect(times([sheet(count: 5), report(flights)]).prefix(3) == ["08:00", "~08:01", "~08:03"])
        let equal = flights.map { $0.replacing("|5|", with: "|4|") }
        #expect(times([sheet(count: 4), report(equal)]).prefix(4) == ["-", "-", "-", "-"])
    }

    @Test("Times printed with the heats stand, whatever the flights")
    func printed() {
        let printed = ["10:30", "10:32", "10:34", "10:36", "08:00", "08:02", "08:04", "08:06", "08:08"]
        let documents = [sheet(starts: printed), report(flights)]
        #expect(times(documents) == printed)
        #expect(ScheduleBuilder.schedule(documents, .swimmer("Una Alba")).notes(.eventInParts).isEmpty)
    }

    @Test("A row that is printed twice is no second flight")
    func repeated() {
        let rows = [flights[0].replacing("|5|", with: "|9|"), flights[0].replacing("|5|", with: "|9|"), flights[1]]
        #expect(times([sheet(), report(rows)]).prefix(2) == ["08:00", "~08:01"])
    }

    @Test("What is swum between and after the flights is reckoned from the flight before it")
    func anchors() {
        let boys = MeetMaker.document("boys.pdf", from: "2026-06-13") { sheet in
            sheet.session("Saturday", date: "2026-06-13")
            sheet.event("1 Girls 11-12 100 SC Meter Freestyle", course: .shortMeters)
            for heat in 1...9 {
                sheet.heat(heat, of: 9, "Finals")
                sheet.row("4 \(Self.surnames[heat - 1]), Una|12|REEF|1:\(30 - heat).00")
            }
            for event in ["2 Boys 11-12 100 SC Meter Freestyle", "3 Boys 11-12 50 SC Meter Butterfly"] {
                sheet.event(event, course: .shortMeters)
                sheet.heat(1, of: 1, "Finals")
                sheet.row("4 Holm, Per|12|REEF|1:20.00")
            }
        }
        let rows = [
            flights[0], "Finals|2 Boys 11-12 100 SC Meter Freestyle|1|", flights[2], "Finals|3 Boys 11-12 50 SC Meter Butterfly|1|",
        ]
        let races = ScheduleBuilder.schedule([boys, report(rows)], .swimmer("Per Holm")).races
        #expect(races.map { $0.start?.time.description } == ["08:09", "10:37"])
    }

    @Test("One event in two sessions of a day has no start while the sheet does not say which heats swim in which")
    func sessions() {
        let report = MeetMaker.document("report.pdf", .timeline, from: "2026-06-13") { report in
            report.session("Flight A", date: "2026-06-13", start: "08:00")
            report.line(flights[0])
            report.session("Flight B", date: "2026-06-13", start: "10:30")
            report.line(flights[2])
        }
        #expect(times([sheet(), report]) == Array(repeating: "-", count: 9))
        let notes = ScheduleBuilder.schedule([sheet(), report], .swimmer("Una Alba")).notes(.eventInParts)
        #expect(
            notes.map(\.message) == [
                "Event 1 is swum in 2 parts: at 08:00 in Flight A (5 heats) and at 10:30 in Flight B (4 heats). "
                    + "The documents do not say which heats swim when; ask at the pool."
            ])
    }

    @Test("Who is not seeded yet has no flight's start")
    func psychSheet() {
        let psych = MeetMaker.document("psych.pdf", .psychSheet, from: "2026-06-13") { psych in
            psych.event("1 Girls 11-12 100 SC Meter Freestyle", course: .shortMeters)
            psych.row("1 Alba, Una|12|REEF|1:20.00")
        }
        let schedule = ScheduleBuilder.schedule([psych, report(flights)], .swimmer("Una Alba"))
        #expect(schedule.races.map(\.start) == [nil] && schedule.notes(.eventInParts).count == 1)
    }
}
