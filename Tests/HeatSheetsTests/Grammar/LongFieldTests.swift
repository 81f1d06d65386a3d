import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import Testing

@Suite("Fields too long for their columns")
struct LongFieldTests {
    private static let names = ["Bramquist, Hana", "Corvetti, Gus", "Dunstrand, Pia", "Ellsmont, Otis", "Farnholt, Mira", "Grilaray, Tom"]

    private func program(_ title: String, _ draw: (inout PageMaker, Float) -> Void) -> Meet {
        var maker = PageMaker()
        maker.text(18, 90, title)
        maker.text(18, 102, "Heat 1 of 1 Finals")
        draw(&maker, 114)
        return HeatSheetReader.read([maker.page]).meet
    }

    @Test("The initial of a long name that is printed over the team belongs to the name, and the team is whole")
    func initialOverTeam() {
        let meet = program("Event 1 Women 100 LC Meter Freestyle") { maker, top in
            for (index, name) in Self.names.enumerated() {
                let y = top + Float(index) * 12
                maker.row(y, (27, String(index + 1)), (42, name), (130, "31"), (150, "Copper Canyon"), (240, "1:0\(index).44"))
                if index == 3 { maker.text(160, y, "D") }
            }
        }
        #expect(meet.entries.count == 6)
        #expect(meet.entries.map(\.name)[3] == "Ellsmont, Otis D")
        #expect(Set(meet.entries.compactMap(\.team)) == ["Copper Canyon"])
    }

    @Test("A number before the team's place is no part of the name")
    func numberBeforeTeam() {
        let meet = program("Event 1 Women 100 LC Meter Freestyle") { maker, top in
            for (index, name) in Self.names.enumerated() {
                let y = top + Float(index) * 12
                maker.row(y, (27, String(index + 1)), (42, name), (130, "31"), (150, "Copper Canyon"), (240, "1:0\(index).44"))
                if index == 3 { maker.text(143, y, "4") }
            }
        }
        #expect(meet.entries.map(\.name)[3] == "Ellsmont, Otis")
    }

    @Test("A relay's team that goes on in the next line is one team, and nobody swims in it")
    func wrappedTeam() {
        let teams = ["Tidewater Swimming", "Gull Island", "Club of the Two", "Kelp Bay", "Reef Runners", "Harbor Lights"]
        let meet = program("Event 2 Women 4x50 LC Meter Freestyle Relay") { maker, top in
            var y = top
            for (index, team) in teams.enumerated() {
                maker.row(y, (27, String(index + 1)), (42, team), (150, "A"), (240, "2:0\(index).44"))
                y += 12
                if index == 2 {
                    maker.text(42, y, "Rivers")
                    y += 12
                }
            }
        }
        #expect(
            meet.relays.map(\.team) == [
                "Tidewater Swimming", "Gull Island", "Club of the Two Rivers", "Kelp Bay", "Reef Runners", "Harbor Lights",
            ])
        #expect(meet.relays.allSatisfy { $0.legs.isEmpty })
    }

    @Test("Swimmers that stand below most relays, where their teams begin, are swimmers")
    func swimmersBelow() {
        let meet = program("Event 2 Women 4x50 LC Meter Freestyle Relay") { maker, top in
            for (index, team) in ["Tidewater", "Gull Island", "Kelp Bay", "Reef Runners", "Harbor Lights", "Sandbar"].enumerated() {
                let y = top + Float(index) * 24
                maker.row(y, (27, String(index + 1)), (42, team), (150, "A"), (240, "2:0\(index).44"))
                maker.text(42, y + 12, "Hana Bramquist (12), Pia Dunstrand (11), Mira Farnholt (12), Una Kestel (11)")
            }
        }
        #expect(meet.relays.count == 6)
        #expect(meet.relays.allSatisfy { $0.legs.count == 4 })
    }
}
