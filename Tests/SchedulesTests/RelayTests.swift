import MeetModel
import Testing

@testable import Schedules

@Suite struct RelayTests {
    private let sheet = MeetMaker.document { sheet in
        sheet.session("Friday", date: "2026-05-08", start: "09:00")
        sheet.event("1 Girls 11-12 50 LC Meter Freestyle")
        sheet.heat(1, of: 1)
        sheet.row("1 Sandoval, Mira J|11|GP-CA|35.00")
        sheet.row("2 Vale, Noor|12|GP-CA|36.00")
        sheet.event("2 Girls 11-12 200 LC Meter Medley Relay")
        sheet.heat(1, of: 2)
        sheet.relay("3 Garrett Park|B|2:50.00|Quill, Ada/12|Vale, Noor/12|Holm, Liv/11|Dale, Bea/11|Sandoval, Mira/11")
        sheet.heat(2, of: 2)
        sheet.relay("4 Garrett Park|A|2:30.00|Quill, Eve|Sandoval, Mira|Holm, Mia|Dale, Gry")
        sheet.relay("5 Lakeside|A|2:31.00")
    }

    @Test("A leg is a race, with its number, letter and members; the fifth swimmer is an alternate")
    func legs() {
        let found = ScheduleBuilder.schedule([sheet], .swimmer("Mira Sandoval"))
        #expect(
            found.lines == [
                "Mira J Sandoval #1 h1/1 l1 Friday 2026-05-08 =09:00",
                "Mira J Sandoval #2 h1/2 l3 Friday 2026-05-08 alternate ~09:01 09:00-09:02",
                "Mira J Sandoval #2 h2/2 l4 Friday 2026-05-08 ~09:04 09:04-09:05",
            ])
        #expect(found.races.map { $0.relay?.leg } == [nil, 5, 2] && found.races.map { $0.relay?.letter } == [nil, "B", "A"])
        #expect(found.races[2].relay?.members == ["Quill, Eve", "Sandoval, Mira", "Holm, Mia", "Dale, Gry"])
        #expect(found.races[2].seed == "2:30.00" && found.races[2].printedName == "Sandoval, Mira")
        #expect(found.swimmers[0].person.teams == ["GP-CA", "Garrett Park"])
    }

    @Test("Relays without names are listed for their team only, and pointed out")
    func nameless() {
        let team = ScheduleBuilder.schedule([sheet], Question(team: "Lakeside"))
        #expect(team.lines == ["Lakeside #2 h2/2 l5 Friday 2026-05-08 ~09:04 09:04-09:05"])
        #expect(team.races.map { $0.relay?.leg } == [nil] && team.swimmers.map(\.races) == [[0]])
        #expect(team.notes(.relaysWithoutNames).count == 1)
        #expect(!ScheduleBuilder.schedule([sheet], Question(everyone: true)).races.contains { $0.displayName == "Lakeside" })
    }

    @Test("A leg without an age goes to the only one of the name in the event's age group")
    func legsWithoutAge() {
        let document = MeetMaker.document { sheet in
            sheet.event("1 Mixed 50 LC Meter Freestyle")
            sheet.heat(1)
            sheet.row("1 Vale, Noor|11|ABC|35.00")
            sheet.row("2 Vale, Noor|15|ABC|31.00")
            sheet.event("2 Mixed 11-12 200 LC Meter Medley Relay")
            sheet.heat(1)
            sheet.relay("3 ABC|A|2:50.00|Vale, Noor|Quill, Ada")
        }
        #expect(ScheduleBuilder.schedule([document], .swimmer("Noor Vale", age: "11")).races.map(\.eventNumber) == ["1", "2"])
        #expect(ScheduleBuilder.schedule([document], .swimmer("Noor Vale", age: "15")).races.map(\.eventNumber) == ["1"])
    }

    @Test("A team's sheet has everybody of the team in heat order")
    func team() {
        let found = ScheduleBuilder.schedule([sheet], Question(team: "GP"))
        #expect(
            found.swimmers.map(\.person.displayName) == [
                "Bea Dale", "Gry Dale", "Liv Holm", "Mia Holm", "Ada Quill", "Eve Quill", "Mira J Sandoval", "Noor Vale",
            ])
        #expect(found.races.prefix(2).map(\.displayName) == ["Mira J Sandoval", "Noor Vale"] && found.races.count == 11)
        #expect(ScheduleBuilder.schedule([sheet], Question(team: "XYZ")).races.isEmpty)
        #expect(ScheduleBuilder.schedule([sheet], Question(team: "!")).races.isEmpty)
    }
}
