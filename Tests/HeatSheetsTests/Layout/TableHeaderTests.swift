import HeatSheetsTesting
import Testing

@testable import HeatSheets

@Suite("Headings of tables")
struct TableHeaderTests {
    private func kinds(_ text: String) -> [TableHeader.Kind]? { TableHeader.parse(Line.of(text).words)?.columns.map(\.kind) }

    @Test(
        "The words of a heading say what the columns hold, in any language",
        arguments: [
            ("Lane Name Age Team Seed Time", [TableHeader.Kind.lane, .name, .age, .team, .seed]),
            ("Name Yr School Seed Time", [.name, .age, .team, .seed]),
            ("Lane Team Relay Seed Time", [.lane, .team, .relay, .seed]),
            ("Bahn Name JG Verein Meldezeit", [.lane, .name, .birth, .team, .seed]),
            ("Couloir Nom An Club Temps", [.lane, .name, .birth, .team, .seed]),
            ("Comp# Name Age Team Prelims", [.name, .age, .team, .seed]),
        ])
    func languages(_ text: String, _ expected: [TableHeader.Kind]) {
        #expect(kinds(text)?.filter { $0 != .skipped } == expected)
    }

    @Test(
        "A name, a title or a row is no heading",
        arguments: [
            "Lane, Nelle", "4 Corvetti, Gus 12 TIDE-ZZ 31.04", "Event 12 Girls 11-12 50 LC Meter Freestyle", "Heat 1 of 3 Finals", "Team",
            "Record Name Team Time", "Thank you to our team and its seed sponsors", "",
        ])
    func noHeading(_ text: String) { #expect(kinds(text) == nil) }

    @Test("A column's place is measured from the left edge of the page's column")
    func places() throws {
        let words = Line.of("Lane Name Age Team Seed Time", x: 309.6).words
        let header = try #require(TableHeader.parse(words, origin: 309.6))
        #expect(try #require(header.column(.lane)).left == 0)
        #expect(try #require(header.column(.name)).left == 18)
    }
}
