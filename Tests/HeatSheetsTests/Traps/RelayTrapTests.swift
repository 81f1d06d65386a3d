import MeetModel
import Testing

@Suite("Relays")
struct RelayTrapTests {
    @Test("A leg's sex and age stay out of its name, an initial M or W stays in it")
    func sexInLegs() async throws {
        let relay = try await Sheet("trap-relays-sex-in-legs").relay(event: "1", lane: 2)
        #expect(
            relay.legs.map { "\($0.name) | \($0.sex?.rawValue ?? "-") | \($0.age ?? "-")" } == [
                "Bramquist, Hana M | W | 12", "Corvetti, Gus W | M | 11", "Dunstrand-Ellsmont, Philippa M | W | 12",
                "Farnholt, Max | M | 12",
            ])
    }

    @Test("Four legs may stand on one line, and a relay may name three of them")
    func onOneLine() async throws {
        let sheet = try await Sheet("trap-relays-four-legs-in-a-line")
        #expect(sheet.meet.relays.map(\.legs.count) == [4, 4, 3, 4, 4])
        #expect(sheet.meet.relays.allSatisfy { $0.legs.allSatisfy { $0.name.contains(", ") && $0.age != nil } })
    }

    @Test("Teams without named swimmers have a letter, and a club may have two teams")
    func withoutLegs() async throws {
        let sheet = try await Sheet("trap-relays-without-legs")
        #expect(sheet.meet.relays.count == 8)
        #expect(sheet.meet.relays.allSatisfy { $0.legs.isEmpty && $0.letter != nil })
        #expect(try sheet.relay(event: "1", lane: 3).team == "Kelp Bay Swimmin")
    }

    @Test("Up to eight swimmers are named: those after the fourth are alternates, in their order")
    func alternates() async throws {
        let relays = try await Sheet("trap-relays-with-alternates").meet.relays
        #expect(relays.map(\.legs.count) == [8, 8, 5])
        #expect(relays.first?.legs.map(\.name).prefix(2) == ["Briony Yarrovan", "Cleo Fostovan"])
        #expect(relays.first?.legs.last?.name == "June Farnander")
        #expect(relays.allSatisfy { $0.heat == nil && $0.letter == nil })
    }

    @Test("The sum of the swimmers' ages, X160, is neither a seed nor part of the team")
    func ageSum() async throws {
        let sheet = try await Sheet("trap-relays-age-sum")
        #expect(
            sheet.meet.relays.map { "\($0.team) \($0.letter ?? "-") \($0.seed ?? "-")" } == [
                "NUMAR A 2:20,00", "GOLMA A 2:20,00", "NUMAR B 2:20,00",
            ])
        #expect(
            sheet.meet.relays.first?.legs.map(\.name) == ["Ivesurne, Quinn A", "Foststrand, Hal", "Grilstrand, Anders", "Jarnell, Leo H"])
        #expect(sheet.meet.relays.allSatisfy { !$0.isExhibition })
    }

    @Test("Legs that go on in the next column belong to the team above the break")
    func overColumns() async throws {
        let sheet = try await Sheet("trap-relays-legs-over-columns")
        #expect(sheet.meet.relays.count == 12)
        #expect(sheet.meet.relays.allSatisfy { $0.legs.count == 4 })
        #expect(sheet.heats(event: "1") == [1, 2])
    }

    @Test("A swimmer who swims only in a relay is a leg of it, not an entry")
    func legOnly() async throws {
        let sheet = try await Sheet("trap-two-names-one-lane")
        #expect(try sheet.relay(event: "2", lane: 3).legs.map(\.name) == ["Harlstrand, Iris A"])
        #expect(sheet.meet.entries.count == 6)
    }
}
