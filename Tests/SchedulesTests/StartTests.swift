import MeetModel
import Testing

@testable import Schedules

@Suite struct StartTests {
    private func starts(_ documents: [SourceDocument], _ name: String = "Mira Sandoval") -> [String] {
        ScheduleBuilder.schedule(documents, .swimmer(name)).races.map { race in
            guard let start = race.start else { return "-" }
            let range = start.earliest.flatMap { low in start.latest.map { " \(low)-\($0)" } } ?? ""
            return "\(start.source.rawValue) \(start.time)\(range)"
        }
    }

    /// One event; heats of the seeds given, the swimmer in the last.
    private func sheet(
        _ event: String = "1 Girls 200 LC Meter Freestyle", course: Course? = .longMeters, session: String? = "Friday",
        start: String? = nil,
        interval: Int? = nil, back: Int? = nil, heats: [[String]]
    ) -> SourceDocument {
        MeetMaker.document { sheet in
            sheet.session(session, date: "2026-05-08", start: start, interval: interval, back: back)
            sheet.event(event, course: course)
            for (index, seeds) in heats.enumerated() {
                sheet.heat(index + 1, of: heats.count)
                for (lane, seed) in seeds.enumerated() { sheet.row("\(lane + 1) Lane\(index)x, Noor\(lane)|11|ABC|\(seed)") }
                if index == heats.count - 1 { sheet.row("8 Sandoval, Mira|11|ABC|2:00.00") }
            }
        }
    }

    @Test("Nothing is made up where no start is known")
    func unknown() {
        #expect(starts([sheet(heats: [["3:00.00"], ["2:30.00"]])]) == ["-"])
    }

    @Test("A printed start stands before every other")
    func printed() {
        let sheet = MeetMaker.document { sheet in
            sheet.session("Friday", date: "2026-05-08", start: "08:00")
            sheet.event("1 Girls 50 LC Meter Freestyle")
            sheet.heat(1, of: 1, start: "09:17")
            sheet.row("1 Sandoval, Mira|11|ABC|35.00")
        }
        let report = MeetMaker.document("report.pdf", .timeline) { report in
            report.session("Friday", day: 1)
            report.line("Finals|1 Girls 50 Freestyle|1|09:10")
        }
        #expect(starts([sheet, report]) == ["printed 09:17"])
    }

    @Test("A start printed with the entry is one of its heat")
    func printedWithEntry() {
        var maker = MeetMaker(.heatSheet)
        maker.event("1 Girls 50 LC Meter Freestyle")
        maker.heat(1)
        maker.row("1 Vale, Noor|11|ABC|35.00")
        maker.row("2 Sandoval, Mira|11|ABC|34.00")
        maker.meet.entries[0].start = MeetMaker.time("10:30")
        #expect(starts([maker.document()]) == ["printed 10:30"])
    }

    @Test(
        "A heat is reckoned from the heats before: slowest seed and interval",
        arguments: [
            // 9:00 + 2 x (3:00 + 0:30)
            ([["3:00.00", "2:50.00"], ["3:00.00"], []], nil, "estimated 09:07 09:06-09:08"),
            // 9:00 + 2 x (3:00 + 1:00)
            ([["3:00.00", "2:50.00"], ["3:00.00"], []], 60, "estimated 09:08 09:07-09:10"),
            // 9:00 + (3:00 + 0:30)
            ([["2:50.00", "X3:00.00", "NT"], []], nil, "estimated 09:03 09:03-09:04"),
            // A heat without a time takes as long as the slowest of the event.
            ([["NT", "NT"], ["3:00.00"], []], nil, "estimated 09:07 09:05-09:09"),
            // Without any time: 200 m at the freestyle pace of 0.8 s/m, 2:40, for both.
            ([["NT"], ["NT"], []], nil, "estimated 09:06 09:04-09:09"),
            // 3:00.00Y x 1.11 = 3:19.8
            ([["3:00.00Y"], ["3:00.00Y"], []], nil, "estimated 09:07 09:07-09:09"),
        ] as [([[String]], Int?, String)])
    func reckoned(heats: [[String]], interval: Int?, expected: String) {
        // The swimmer's own seed of 2:00.00 decides nothing: the swimmer is in the last heat.
        let noTimes = heats.dropLast().joined().allSatisfy { $0 == "NT" }
        let document = sheet(start: "09:00", interval: interval, heats: heats)
        guard noTimes else { return #expect(starts([document]) == [expected]) }
        var reading = document.reading
        for index in reading.meet.entries.indices { reading.meet.entries[index].seed = "NT" }
        #expect(starts([SourceDocument(file: "sheet.pdf", reading: reading)]) == [expected])
    }

    @Test(
        "Backstroke takes longer between heats, as stated or 15 seconds",
        arguments: [
            (nil, nil, "estimated 09:15 09:14-09:17"), (60, 0, "estimated 09:16 09:14-09:19"), (20, 40, "estimated 09:16 09:14-09:19"),
        ] as [(Int?, Int?, String)])
    func backstroke(interval: Int?, back: Int?, expected: String) {
        let heats = Array(repeating: ["3:00.00"], count: 4) + [[]]
        #expect(
            starts([sheet("1 Girls 200 LC Meter Backstroke", start: "09:00", interval: interval, back: back, heats: heats)]) == [expected])
    }

    @Test("The range widens with the distance from the last known start")
    func widens() {
        let widths = (2...12).map { count -> Int in
            let found = ScheduleBuilder.schedule(
                [sheet(start: "09:00", heats: Array(repeating: ["3:00.00"], count: count))], .swimmer("Mira Sandoval"))
            guard let start = found.races[0].start, let low = start.earliest, let high = start.latest else { return -1 }
            #expect(low <= start.time && start.time <= high)
            return high.minutes - low.minutes
        }
        // To whole minutes, a wider range may look a minute narrower.
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $1 >= $0 - 1 })
        #expect(widths[0] >= 0 && widths[10] > widths[5] && widths[5] > widths[0])
    }

    @Test("Every printed or reported start is reckoned from anew, and none is passed by an estimate")
    func anchors() {
        let sheet = MeetMaker.document { sheet in
            sheet.session("Friday", date: "2026-05-08")
            for event in 1...3 {
                sheet.event("\(event) Girls 200 LC Meter Freestyle")
                for heat in 1...2 {
                    sheet.heat(heat, of: 2)
                    sheet.row("\(heat) Vale, Noor|1\(event)|ABC|3:00.00")
                    if heat == 2 { sheet.row("4 Sandoval, Mira|11|ABC|2:59.00") }
                }
            }
        }
        let report = MeetMaker.document("report.pdf", .timeline) { report in
            report.session("Friday", day: 1)
            report.line("Finals|1 Girls 200 Freestyle|2|09:00")
            report.line("Finals|2 Girls 200 Freestyle|2|09:02")
            report.line("Finals|3 Girls 200 Freestyle|2|10:00")
        }
        #expect(
            starts([sheet, report])
                == ["estimated 09:02 09:02-09:02", "estimated 09:05 09:05-09:06", "estimated 10:03 10:03-10:04"])
    }

    @Test("A pause adds its length, and one of unknown length ends the reckoning")
    func pauses() {
        func documents(_ pause: String) -> [SourceDocument] {
            let report = MeetMaker.document("report.pdf", .timeline) { report in
                report.session("Friday", day: 1)
                report.line("Finals|1 Girls 200 Freestyle|2|09:00")
                report.pause(pause)
                report.line("Finals|2 Girls 200 Freestyle|1|")
            }
            let sheet = MeetMaker.document { sheet in
                sheet.session("Friday", date: "2026-05-08")
                sheet.event("1 Girls 200 LC Meter Freestyle")
                for heat in 1...2 {
                    sheet.heat(heat, of: 2)
                    sheet.row("1 Vale, Noor\(heat)|11|ABC|3:00.00")
                }
                sheet.event("2 Girls 200 LC Meter Freestyle")
                sheet.heat(1, of: 1)
                sheet.row("1 Sandoval, Mira|11|ABC|3:00.00")
            }
            return [sheet, report]
        }
        #expect(starts(documents("10 minute break")) == ["estimated 09:17 09:16-09:19"])
        #expect(starts(documents("Awards")) == ["-"])
    }

    @Test("Events that share their heats are reckoned in the order of the sheet")
    func alternatingHeats() {
        var maker = MeetMaker(.heatSheet)
        maker.session("Friday", date: "2026-05-08", start: "09:00")
        maker.event("21 Girls 200 LC Meter Freestyle")
        maker.event("22 Boys 200 LC Meter Freestyle")
        let place = Place(page: 1, box: Box(left: 0, top: 0, right: 1, bottom: 1))
        for heat in 1...4 {
            let event = (heat + 1) % 2
            maker.meet.heats.append(Heat(event: event, number: heat, count: 4, place: place))
            var entry = Entry(event: event, name: heat == 4 ? "Sandoval, Max" : "Vale, Noor\(heat)", place: place)
            (entry.heat, entry.lane, entry.seed) = (heat, 1, "2:30.00")
            maker.meet.entries.append(entry)
        }
        #expect(starts([maker.document()], "Max Sandoval") == ["estimated 09:09 09:08-09:10"])
    }

    @Test("A timeline of single heats is reported heat by heat")
    func heatTimeline() {
        let report = MeetMaker.document("report.pdf", .timeline) { report in
            report.session("Friday", day: 1)
            report.line("|1 Girls 200 Freestyle|2|11:44", heat: 1)
            report.line("|1 Girls 200 Freestyle|2|11:58", heat: 2)
        }
        #expect(starts([sheet(heats: [["3:00.00"], []]), report]) == ["reported 11:58"])
    }

    @Test("Parallel sessions have clocks of their own, and sessions stand in the order they start")
    func parallel() {
        let report = MeetMaker.document("report.pdf", .timeline) { report in
            report.session("Pool A", number: "1", day: 1)
            report.line("Finals|1 Girls 200 Freestyle|1|10:00")
            report.session("Pool B", number: "2", day: 1)
            report.line("Finals|2 Girls 100 Freestyle|1|08:00")
        }
        let psych = MeetMaker.document("psych.pdf", .psychSheet) { psych in
            for event in ["1 Girls 200 LC Meter Freestyle", "2 Girls 100 LC Meter Freestyle"] {
                psych.event(event)
                psych.row("1 Sandoval, Mira|11|ABC|NT")
            }
        }
        let found = ScheduleBuilder.schedule([psych, report], .swimmer("Mira Sandoval"))
        #expect(found.races.map(\.sessionName) == ["Pool B", "Pool A"] && found.races.map(\.sessionOrder) == [0, 1])
    }

    @Test(
        "Days come from the session, else the day of the meet, else the weekday, else the only day",
        arguments: [
            ("2026-05-08", "2026-05-10", "Saturday Finals", "2026-05-09"), ("2026-05-08", "2026-05-10", "Sat AM", "2026-05-09"),
            ("2026-05-08", "2026-05-10", "Evening", nil), ("2026-05-08", nil, "Evening", "2026-05-08"),
            ("2026-05-08", "2026-05-30", "Saturday", nil), (nil, nil, "Saturday", nil),
        ] as [(String?, String?, String, String?)])
    func days(start: String?, end: String?, session: String, expected: String?) {
        let document = MeetMaker.document(from: start, to: end) { sheet in
            sheet.session(session)
            sheet.event("1 Girls 200 LC Meter Freestyle")
            sheet.heat(1)
            sheet.row("1 Sandoval, Mira|11|ABC|NT")
        }
        #expect(ScheduleBuilder.schedule([document], .swimmer("Mira Sandoval")).races.map { $0.date?.description } == [expected])
    }

    @Test(
        "Seeds of another course are converted",
        arguments: [
            ("1:00.00Y", Course.longMeters, 100, 6660), ("1:00.00Y", .shortMeters, 100, 6660), ("1:00.00L", .yards, 100, 5405),
            ("1:00.00S", .longMeters, 100, 6120),
            ("1:00.00L", .shortMeters, 100, 5882), ("1:00.00", .longMeters, 100, 6000), ("5:00.00Y", .longMeters, 400, 26640),
            ("1:00.00L", .longMeters, 100, 6000),
        ] as [(String, Course, Int, Int)])
    func conversion(seed: String, pool: Course, distance: Int, hundredths: Int) throws {
        let event = ProgramEvent(number: "1", name: "", traits: EventTraits(name: "Girls \(distance) Freestyle"), course: pool)
        #expect(HeatDuration.hundredths(try #require(SeedTime(seed)), in: event) == hundredths)
    }
}
