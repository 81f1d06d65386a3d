import MeetModel
import Testing

@testable import HeatSheets

@Suite("Rows")
struct RowParserTests {
    private static let heading = TableHeader.parse(
        Line.of([(18, "Lane"), (42, "Name"), (138, "Age"), (162, "Team"), (214, "Seed Time")]).words, origin: 18)

    private func parse(_ fields: (x: Float, text: String)..., isRelay: Bool = false, needsSlot: Bool = true, headed: Bool = true) -> Row? {
        RowParser(header: headed ? Self.heading : nil, isRelay: isRelay, needsSlot: needsSlot).parse(Line.of(fields))
    }

    private func text(_ row: Row?) -> String? {
        guard let row else { return nil }
        let parts = [
            row.slot.map(String.init), row.name, row.age.glued.isEmpty ? nil : "(\(row.age.glued))", row.age.text, row.team, row.letter,
            row.seed,
        ]
        return parts.compactMap(\.self).joined(separator: " | ")
    }

    @Test("A row is lane, name, age, team and seed, with or without a heading above it", arguments: [true, false])
    func swimmer(_ headed: Bool) {
        let row = parse((28, "4"), (42, "Corvetti, Gus M"), (142, "12"), (162, "TIDE-ZZ"), (228, "1:07.78"), headed: headed)
        #expect(text(row) == "4 | Corvetti, Gus M | 12 | TIDE-ZZ | 1:07.78")
    }

    @Test("What is glued in front of the age is handed on with it: the event as a whole decides whose it is")
    func glued() {
        let row = parse((28, "4"), (42, "Corvetti, Gus"), (136, "MW10"), (162, "TIDE-ZZ"), (228, "1:07.78"))
        #expect(text(row) == "4 | Corvetti, Gus | (MW) | 10 | TIDE-ZZ | 1:07.78")
    }

    @Test("A name printed over the age and the team leaves both in their columns")
    func overprinted() {
        let row = parse((28, "4"), (42, "Featheringsby-Quillstrand, Maximiliana"), (142, "12"), (162, "TIDE-ZZ"), (228, "1:07.78"))
        #expect(row?.age.text == "12")
        #expect(row?.seed == "1:07.78")
        #expect(row.map { "\($0.name) \($0.team ?? "")" }?.contains("Featheringsby-Quillstrand, Maximiliana") == true)
    }

    @Test("A team with digits is no age, and an age at the edge of its column is one")
    func teams() {
        #expect(
            text(parse((28, "4"), (42, "Corvetti, Gus"), (142, "12"), (162, "29 Harbor-ZZ"), (228, "31.04")))
                == "4 | Corvetti, Gus | 12 | 29 Harbor-ZZ | 31.04")
        #expect(
            text(parse((28, "4"), (42, "Corvetti, Gus"), (146, "9"), (162, "H2O-ZZ"), (228, "31.04")))
                == "4 | Corvetti, Gus | 9 | H2O-ZZ | 31.04")
    }

    @Test("A seed keeps its X and course letter; marks and blanks behind it are dropped")
    func seeds() {
        #expect(
            text(parse((28, "4"), (42, "Corvetti, Gus"), (142, "12"), (162, "TIDE-ZZ"), (224, "X1:07.78Y"), (268, "ALL*")))
                == "4 | Corvetti, Gus | 12 | TIDE-ZZ | X1:07.78Y")
        #expect(
            text(parse((28, "4"), (42, "Corvetti, Gus"), (142, "12"), (162, "TIDE-ZZ"), (240, "NT"), (260, "_______")))
                == "4 | Corvetti, Gus | 12 | TIDE-ZZ | NT")
        #expect(parse((28, "4"), (42, "Corvetti, Gus"), (142, "12"), (162, "TIDE-ZZ"), (224, "X1:07.78Y"))?.isExhibition == true)
    }

    @Test("A bare lane, a lane with a line or a dash is empty", arguments: ["", "_____", "\u{2014}"])
    func empty(_ text: String) {
        let row = text.isEmpty ? parse((28, "4")) : parse((28, "4"), (42, text))
        #expect(row?.isEmpty == true)
        #expect(row?.slot == 4)
    }

    @Test("A relay is lane, team, letter and seed")
    func relay() {
        #expect(
            text(parse((28, "4"), (42, "Tidewater Swim C"), (162, "A"), (228, "1:59.89"), isRelay: true, headed: false))
                == "4 | Tidewater Swim C | A | 1:59.89")
    }

    @Test("Without a lane a line within a heat is no row", arguments: ["Corvetti, Gus", "Thank you to our sponsors", "ALL* 1:07.78"])
    func noRows(_ text: String) { #expect(parse((42, text)) == nil) }

    @Test("An age is one to three digits, a school year only where a column is headed for it")
    func ages() {
        #expect(AgeField("12", allowsSchoolYear: false)?.text == "12")
        #expect(AgeField("W10", allowsSchoolYear: false)?.glued == "W")
        #expect(AgeField("SR", allowsSchoolYear: true)?.text == "SR")
        #expect(AgeField("SR", allowsSchoolYear: false) == nil)
        #expect(AgeField("2026", allowsSchoolYear: true) == nil)
        #expect(AgeField("H2O-ZZ", allowsSchoolYear: true) == nil)
        #expect(AgeField("", allowsSchoolYear: true) == nil)
    }
}
