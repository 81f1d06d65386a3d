import MeetModel
import Testing

@Suite("Columns and pages")
struct ColumnTrapTests {
    @Test("A column that begins with Heat 4 (#12 ...) goes on with event 12")
    func number() async throws {
        let sheet = try await Sheet("trap-continued-hash")
        #expect(sheet.meet.events.map(\.number) == ["12", "13", "14", "15", "16", "17"])
        #expect(sheet.heats(event: "12") == [1, 2, 3, 4])
        #expect(sheet.lanes(event: "12", heat: 3).last == "8 Corvetti, June")
        #expect(sheet.lanes(event: "12", heat: 4).first == "1 Raskingsby, Willa H")
        #expect(sheet.lanes(event: "12", heat: 4).count == 8)
    }

    @Test("A page that begins with Heat 3 (#13 ...) goes on with event 13, though event 12 stood at the top of the page before")
    func page() async throws {
        let sheet = try await Sheet("trap-continued-hash")
        let first = try sheet.entry(event: "13", heat: 3, lane: 1)
        #expect(first.name == "Jarnell, Yan E")
        #expect(first.place.page == 2)
        #expect(sheet.heats(event: "13") == [1, 2, 3, 4])
    }

    @Test("The heading may say Event instead of #, and stand in the second or third of three columns")
    func word() async throws {
        let sheet = try await Sheet("trap-continued-event-in-brackets")
        #expect(sheet.lanes(event: "12", heat: 5).first == "1 Caldilov, Zoe T")
        #expect(sheet.lanes(event: "13", heat: 4).first == "1 Oskalba, Jude H")
        #expect(sheet.meet.events.count == 8)
    }

    @Test("A line Event 12 ...(Girls 11-12 50 Free) goes on with event 12 and does not rename it")
    func line() async throws {
        let sheet = try await Sheet("trap-continued-event-line")
        #expect(sheet.meet.events.map(\.name) == ["Girls 11-12 50 LC Meter Freestyle", "Boys 11-12 50 LC Meter Freestyle"])
        #expect(sheet.lanes(event: "12", heat: 4).first == "1 Kestaray, Zoe G")
        #expect(sheet.heats(event: "12") == [1, 2, 3, 4, 5, 6])
    }

    @Test("A heat that the end of a column cuts is one heat: lanes 7 and 8 follow under its repeated heading")
    func cutHeat() async throws {
        let sheet = try await Sheet("trap-continued-inside-heat")
        #expect(sheet.heats(event: "31") == [1, 2, 3, 4])
        #expect(sheet.lanes(event: "31", heat: 4).suffix(3) == ["6 Lornessa, Pia J", "7 Brevwick, Suri L", "8 Osketti, Cleo N"])
        #expect(try sheet.entry(event: "32", heat: 4, lane: 4).place.page == 2)
        #expect(sheet.reading.completeness.failedChecks.isEmpty)
    }

    @Test("The ranks of a psych sheet go on in the next column, and two swimmers may share one")
    func ranks() async throws {
        let sheet = try await Sheet("trap-continued-psych")
        let ranks = sheet.ranks(event: "12")
        #expect(ranks.count == 61)
        #expect(ranks[8...10] == ["9 Yarralba, Elin D", "9 Harlwick, Nell E", "11 Jarnurne, Nell"])
        #expect(ranks[27] == "28 Farnholt, Una")
        #expect(sheet.meet.events.count == 2)
    }

    @Test("Columns are read one after the other, not across, even without a line between them")
    func order() async throws {
        let sheet = try await Sheet("trap-no-rules-between-columns")
        #expect(sheet.lanes(event: "1", heat: 1).first == "2 Yarrell, Willa")
        #expect(sheet.heats(event: "1") == [1, 2, 3, 4])
        let slots = sheet.meet.entries.map { [$0.event, $0.heat ?? 0, $0.lane ?? 0] }
        #expect(slots == slots.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test(
        "A page may be turned, and be of any size: what counts is how it is shown",
        arguments: [
            "trap-page-rotated", "trap-page-rotated-270", "trap-page-a4", "trap-page-tabloid", "trap-page-landscape",
        ])
    func pageForms(_ fixture: String) async throws {
        let sheet = try await Sheet(fixture)
        #expect(sheet.reading.completeness.isComplete)
        let width: Float = fixture == "trap-page-tabloid" || fixture == "trap-page-landscape" ? 792 : 612
        #expect(
            sheet.meet.entries.allSatisfy { $0.place.box.left > 0 && $0.place.box.right < width && $0.place.box.top < $0.place.box.bottom })
    }

    @Test("A page without text is reported, and the pages around it are read")
    func pictures() async throws {
        let sheet = try await Sheet("trap-page-without-text")
        #expect(sheet.reading.completeness.pagesWithoutText == [2])
        #expect(!sheet.reading.completeness.isComplete)
        #expect(Set(sheet.meet.entries.map(\.place.page)) == [1, 3])
    }

    @Test("A heading of a table is not needed to tell name, age, team and seed apart")
    func noHeading() async throws {
        let sheet = try await Sheet("trap-no-column-heads")
        #expect(sheet.meet.entries.count == 26)
        #expect(sheet.meet.entries.allSatisfy { $0.age != nil && $0.team?.hasSuffix("-ZZ") == true && $0.seed != nil })
    }

    @Test("Slanted watermarks and stamps in the margin are drawn over the rows and are no part of them")
    func watermark() async throws {
        let sheet = try await Sheet("trap-watermark")
        #expect(sheet.reading.completeness.isComplete)
        #expect(!sheet.names.contains { $0.contains("DRAFT") })
    }
}
