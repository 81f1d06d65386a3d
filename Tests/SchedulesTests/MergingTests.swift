import MeetModel
import Testing

@testable import Schedules

@Suite struct MergingTests {
    private let report = MeetMaker.document("report.pdf", .timeline, to: "2026-05-10") { report in
        report.session("Friday Prelims", number: "1", day: 1, interval: 30, back: 15)
        report.line("Prelims|1 Girls 11-12 200 IM|2|09:00")
        report.line("Prelims|2 Boys 11-12 200 IM|3|09:08")
        report.line("Finals|3 Girls 11-12 400 Freestyle|1|09:20")
        report.session("Friday Finals", number: "2", day: 1)
        report.line("Finals|1 Girls 11-12 200 IM|1|17:00")
        report.line("Finals|2 Boys 11-12 200 IM|1|17:06")
    }

    private func sheet(_ file: String = "sheet.pdf", printed: String? = nil, at time: String? = nil, lane: Int = 4) -> SourceDocument {
        MeetMaker.document(file, to: "2026-05-10") { sheet in
            if let printed { sheet.printed(printed, time) }
            sheet.session("Friday Prelims", date: "2026-05-08")
            sheet.event("1 Girls 11-12 200 LC Meter IM")
            sheet.heat(1, of: 2, "Prelims")
            sheet.row("4 Vale, Noor|11|ABC|3:02.00")
            sheet.heat(2, of: 2, "Prelims")
            sheet.row("\(lane) Sandoval, Mira J|12|ABC|2:40.00")
            sheet.event("3 Girls 11-12 400 LC Meter Freestyle")
            sheet.heat(1, of: 1, "Finals")
            sheet.row("\(lane) Sandoval, Mira J|12|ABC|5:40.00")
        }
    }

    private let psych = MeetMaker.document("psych.pdf", .psychSheet, to: "2026-05-10") { psych in
        psych.session(nil)
        psych.event("1 Girls 11-12 200 LC Meter IM")
        psych.row("1 Sandoval, Mira|12|ABC-CA|2:40.00")
        psych.row("2 Vale, Noor|11|ABC-CA|3:02.00")
        psych.event("2 Boys 11-12 200 LC Meter IM")
        psych.row("1 Vale, Tom|12|ABC-CA|2:41.00")
    }

    private func schedule(_ documents: [SourceDocument], _ name: String) -> Schedule { ScheduleBuilder.schedule(documents, .swimmer(name)) }

    @Test("A sheet alone has heats and no starts")
    func sheetAlone() {
        #expect(
            schedule([sheet()], "Mira Sandoval").lines == [
                "Mira J Sandoval #1 Prelims h2/2 l4 Friday Prelims 2026-05-08",
                "Mira J Sandoval #3 Finals h1/1 l4 Friday Prelims 2026-05-08",
            ])
    }

    @Test("A session report gives a sheet its starts, and the final that a prelim may lead to")
    func sheetAndReport() {
        let found = schedule([sheet(), report], "Mira Sandoval")
        #expect(
            found.lines == [
                "Mira J Sandoval #1 Prelims h2/2 l4 Friday Prelims 2026-05-08 ~09:03 09:03-09:04",
                "Mira J Sandoval #3 Finals h1/1 l4 Friday Prelims 2026-05-08 =09:20",
                "Mira J Sandoval #1 Finals Friday Finals 2026-05-08 finalIfQualified =17:00",
            ])
        #expect(found.races[0].evidence.map(\.file) == ["sheet.pdf", "report.pdf"])
        #expect(found.races[2].heat == nil && found.races[2].lane == nil && found.races[2].heatCount == 1)
        #expect(found.meets.count == 1 && found.meets[0].files == ["sheet.pdf", "report.pdf"])
        #expect(schedule([report, sheet()], "Mira Sandoval").lines == found.lines)
    }

    @Test("A psych sheet and a session report tell session, day and start of the event")
    func psychAndReport() {
        #expect(
            schedule([psych, report], "Tom Vale").lines == [
                "Tom Vale #2 Prelims Friday Prelims 2026-05-08 notSeeded =09:08",
                "Tom Vale #2 Finals Friday Finals 2026-05-08 finalIfQualified =17:06",
            ])
    }

    @Test("A psych sheet of the whole meet stands in no one session: each event is swum where the report has it")
    func psychOfSeveralDays() {
        let days = MeetMaker.document("report.pdf", .timeline, to: "2026-05-10") { report in
            report.session("Friday Morning", number: "1", day: 1)
            for event in 1...3 { report.line("Finals|\(event) Girls 11-12 200 IM|1|09:0\(event)") }
            report.session("Saturday Morning", number: "2", day: 2)
            report.line("Finals|4 Boys 11-12 200 IM|1|08:30")
        }
        let entries = MeetMaker.document("psych.pdf", .psychSheet, to: "2026-05-10") { psych in
            psych.session(nil)
            for event in 1...3 { psych.event("\(event) Girls 11-12 200 LC Meter IM") }
            psych.event("4 Boys 11-12 200 LC Meter IM")
            psych.row("1 Vale, Tom|12|ABC-CA|2:41.00")
        }
        for documents in [[entries, days], [sheet(), entries, days]] {
            #expect(schedule(documents, "Tom Vale").lines == ["Tom Vale #4 Finals Saturday Morning 2026-05-09 notSeeded =08:30"])
        }
    }

    @Test("A psych sheet alone tells the event only")
    func psychAlone() {
        let found = schedule([psych], "Tom Vale")
        #expect(found.lines == ["Tom Vale #2 notSeeded"])
        #expect(found.races[0].rank == 1 && found.races[0].date == nil && found.races[0].sessionOrder == nil)
    }

    @Test("The psych sheet's entry becomes the seeded race and stays as what it supersedes")
    func psychAndSheet() {
        let found = schedule([psych, sheet()], "Mira Sandoval")
        #expect(
            found.lines == [
                "Mira J Sandoval #1 Prelims h2/2 l4 Friday Prelims 2026-05-08",
                "Mira J Sandoval #3 Finals h1/1 l4 Friday Prelims 2026-05-08",
            ])
        #expect(found.races[0].evidence.map(\.file) == ["sheet.pdf"])
        #expect(found.races[0].supersedes.map(\.file) == ["psych.pdf"])
        #expect(found.swimmers[0].person.printedNames == ["Sandoval, Mira", "Sandoval, Mira J"])
        #expect(schedule([psych, sheet()], "Tom Vale").lines == ["Tom Vale #2 notSeeded"])
    }

    @Test("A swimmer of the psych sheet who is not in the heats is not listed, and that is said")
    func scratched() {
        let late = MeetMaker.document("sheet.pdf", to: "2026-05-10") { sheet in
            sheet.session("Friday Prelims", date: "2026-05-08")
            sheet.event("1 Girls 11-12 200 LC Meter IM")
            sheet.heat(1, of: 1, "Prelims")
            sheet.row("4 Vale, Noor|11|ABC|3:02.00")
        }
        let found = schedule([psych, late], "Mira Sandoval")
        #expect(found.races.isEmpty)
        #expect(found.notes(.scratched).map(\.file) == ["psych.pdf"])
    }

    @Test("The later print counts, whichever is given first", arguments: [false, true])
    func laterPrint(reversed: Bool) {
        let documents = [sheet("old.pdf", printed: "2026-05-06", lane: 2), sheet("new.pdf", printed: "2026-05-07", lane: 7)]
        let found = schedule(reversed ? documents.reversed() : documents, "Mira Sandoval")
        #expect(found.races.map(\.lane) == [7, 7])
        #expect(found.races[0].evidence.map(\.file) == ["new.pdf"] && found.races[0].supersedes.map(\.file) == ["old.pdf"])
        #expect(Set(found.documents.map { [$0.file, $0.supersededBy] }) == [["old.pdf", "new.pdf"], ["new.pdf", nil]])
        #expect(found.notes(.supersededDocument).map(\.file) == ["old.pdf"])
    }

    @Test("Prints of one day are told apart by their hour")
    func laterHour() {
        let found = schedule(
            [
                sheet("noon.pdf", printed: "2026-05-07", at: "12:00", lane: 7),
                sheet("ten.pdf", printed: "2026-05-07", at: "10:00", lane: 2),
            ], "Mira Sandoval")
        #expect(found.races.map(\.lane) == [7, 7])
    }

    @Test("The same sheet twice counts once")
    func twice() {
        let found = schedule([sheet("a.pdf"), sheet("b.pdf")], "Mira Sandoval")
        #expect(found.races.count == 2)
        #expect(found.races[0].evidence.map(\.file) == ["a.pdf"] && found.races[0].supersedes.map(\.file) == ["b.pdf"])
        #expect(found.notes(.conflictingDocuments).isEmpty)
    }

    @Test("Sheets that disagree, of which none is known to be the later, are both shown")
    func conflict() {
        let found = schedule([sheet("a.pdf", lane: 2), sheet("b.pdf", lane: 7)], "Mira Sandoval")
        #expect(found.races.map(\.lane) == [2, 7, 2, 7])
        #expect(found.notes(.conflictingDocuments).count == 2)
    }

    @Test("A swimmer who is in the earlier print only is not listed, and that is said")
    func scratchedLater() {
        var early = MeetMaker(.heatSheet, to: "2026-05-10")
        early.printed("2026-05-01")
        early.session("Friday Prelims", date: "2026-05-08")
        early.event("1 Girls 11-12 200 LC Meter IM")
        early.heat(1, of: 2, "Prelims")
        early.row("4 Quill, Robin|11|ABC|3:02.00")
        let found = schedule([early.document("early.pdf"), sheet(printed: "2026-05-07")], "Robin Quill")
        #expect(found.races.isEmpty && found.notes(.scratched).count == 1)
        #expect(found.answers.map(\.outcome) == [.found(swimmer: 0)])
    }

    @Test("Once finals are seeded, nobody is in them by hope")
    func finals() {
        let finals = MeetMaker.document("finals.pdf", to: "2026-05-10") { sheet in
            sheet.session("Friday Finals", date: "2026-05-08")
            sheet.event("1 Girls 11-12 200 LC Meter IM")
            sheet.heat(1, "A Final")
            sheet.row("5 Vale, Noor|11|ABC|3:00.10")
            sheet.row("1 Sandoval, Mira J|12|ABC|3:01.10", alternate: true)
        }
        #expect(
            schedule([sheet(), report, finals], "Noor Vale").lines == [
                "Noor Vale #1 Prelims h1/2 l4 Friday Prelims 2026-05-08 =09:00",
                "Noor Vale #1 A Final h1/1 l5 Friday Finals 2026-05-08 =17:00",
            ])
        #expect(
            schedule([sheet(), report, finals], "Mira Sandoval").lines.last
                == "Mira J Sandoval #1 A Final Friday Finals 2026-05-08 alternate =17:00")
    }

    @Test("Heats that swim with finals are in the evening's session")
    func withFinals() {
        let sheet = MeetMaker.document(to: "2026-05-10") { sheet in
            sheet.session("Friday Prelims", date: "2026-05-08")
            sheet.event("3 Girls 11-12 400 LC Meter Freestyle")
            sheet.heat(1, of: 2, "Finals")
            sheet.row("4 Vale, Noor|11|ABC|6:02.00")
            sheet.heat(2, of: 2, "Finals", withFinals: true)
            sheet.row("4 Sandoval, Mira|12|ABC|5:40.00")
        }
        let report = MeetMaker.document("report.pdf", .timeline, to: "2026-05-10") { report in
            report.session("Friday Prelims", day: 1)
            report.line("Finals|3 Girls 11-12 400 Freestyle|1|09:20")
            report.session("Friday Finals", day: 1)
            report.line("Finals|3 Girls 11-12 400 Freestyle|1|18:20")
        }
        #expect(
            schedule([sheet, report], "Mira Sandoval").lines == ["Mira Sandoval #3 Finals h2/2 l4 Friday Finals 2026-05-08 =18:20"])
        #expect(schedule([sheet, report], "Noor Vale").lines == ["Noor Vale #3 Finals h1/2 l4 Friday Prelims 2026-05-08 =09:20"])
        #expect(schedule([sheet], "Mira Sandoval").lines == ["Mira Sandoval #3 Finals h2/2 l4 2026-05-08"])
    }

    @Test("A program of all events finds its sessions in the report")
    func spanning() {
        let program = MeetMaker.document("program.pdf", to: "2026-05-10") { sheet in
            sheet.session("All Events")
            for event in ["1 Girls 11-12 200 LC Meter IM", "2 Boys 11-12 200 LC Meter IM", "9 Girls 11-12 100 LC Meter Butterfly"] {
                sheet.event(event)
                sheet.heat(1, of: 1, "Finals")
                sheet.row("4 Vale, \(event.contains("Boys") ? "Tom" : "Noor")|11|ABC|3:02.00")
            }
        }
        let report = MeetMaker.document("report.pdf", .timeline, to: "2026-05-10") { report in
            report.session("Friday", day: 1)
            report.line("Finals|1 Girls 11-12 200 IM|1|09:00")
            report.line("Finals|2 Boys 11-12 200 IM|1|09:08")
            report.session("Saturday", day: 2)
            report.line("Finals|9 Girls 11-12 100 Butterfly|1|08:30")
        }
        #expect(
            schedule([program, report], "Noor Vale").lines == [
                "Noor Vale #1 Finals h1/1 l4 Friday 2026-05-08 =09:00", "Noor Vale #9 Finals h1/1 l4 Saturday 2026-05-09 =08:30",
            ])
    }

    @Test("Documents of different meets stay apart")
    func severalMeets() {
        let other = MeetMaker.document("other.pdf", name: "Lakeside Invitational", from: "2026-06-01") { sheet in
            sheet.event("1 Girls 11-12 200 LC Meter IM")
            sheet.heat(1)
            sheet.row("4 Sandoval, Mira|12|ABC|2:40.00")
        }
        let found = schedule([other, sheet(), report], "Mira Sandoval")
        #expect(found.meets.map(\.name) == ["Harbor Spring Open", "Lakeside Invitational"])
        #expect(found.races.map(\.meetName) == ["Harbor Spring Open", "Harbor Spring Open", "Harbor Spring Open", "Lakeside Invitational"])
        #expect(found.races.last?.start == nil)
        #expect(found.notes(.severalMeets).count == 1)
        #expect(found.documents.map(\.meet) == [1, 0, 0])
    }

    @Test("The same meet a year on is another meet")
    func nextYear() {
        let last = MeetMaker.document("2025.pdf", from: "2025-05-09", to: "2025-05-11") { sheet in
            sheet.session("Friday Prelims", date: "2025-05-09")
            sheet.event("1 Girls 11-12 200 LC Meter IM")
            sheet.heat(1)
            sheet.row("4 Sandoval, Mira|11|ABC|2:50.00")
        }
        let found = schedule([sheet(), last], "Mira Sandoval")
        #expect(found.meets.count == 2 && found.swimmers.count == 1 && found.swimmers[0].person.ages == ["11", "12"])
        #expect(found.races.map { $0.date?.year } == [2025, 2026, 2026])
    }

    @Test("A report without a title is recognised by its events")
    func namelessReport() {
        let nameless = MeetMaker.document("report.pdf", .timeline, name: nil, from: nil) { maker in
            maker.session("Friday Prelims")
            for event in ["1 Girls 11-12 200 IM", "3 Girls 11-12 400 Freestyle", "2 Girls 9-10 200 IM"] {
                maker.event(event, course: nil)
                maker.line("|\(event)|2|09:10")
            }
        }
        let sheet = MeetMaker.document { sheet in
            sheet.session("Friday Prelims", date: "2026-05-08")
            for event in ["1 Girls 11-12 200 LC Meter IM", "2 Girls 9-10 200 LC Meter IM", "3 Girls 11-12 400 LC Meter Freestyle"] {
                sheet.event(event)
                sheet.heat(1)
                sheet.row("4 Quill, Robin|11|ABC|3:02.00")
            }
        }
        #expect(ScheduleBuilder.schedule([sheet, nameless], Question(everyone: true)).meets.count == 1)
        #expect(schedule([sheet, nameless], "Robin Quill").races.first?.start?.source == .reported)
    }

    @Test("What lists no races is of no meet, and that is said")
    func otherDocuments() {
        let results = MeetMaker.document("results.pdf", .results) { maker in
            maker.event("1 Girls 11-12 200 LC Meter IM")
            maker.row("1 Sandoval, Mira|12|ABC|2:40.00")
        }
        let found = schedule([results, MeetMaker(.other).document("empty.pdf")], "Mira Sandoval")
        #expect(found.meets.isEmpty && found.races.isEmpty && found.documents.map(\.meet) == [nil, nil])
        #expect(found.notes(.notAHeatSheet).map(\.file) == ["results.pdf", "empty.pdf"])
        #expect(found.answers.map(\.outcome) == [.notFound([])])
    }
}
