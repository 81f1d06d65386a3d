import Testing

@testable import SheetLayout

@Suite("Broken glyphs")
struct GlyphRepairTests {
    @Test(
        "Ligatures and what stands for them become letters again",
        arguments: [
            ("Butter\u{3D0}ly", "Butterfly"), ("Gri\u{FB03}n", "Griffin"), ("Sa\u{FB01}ra", "Safira"),
            ("Butter\u{FB02}oway", "Butterfloway"),
            ("Ho\u{FB00}en", "Hoffen"), ("E\u{FB06}er", "Ester"), ("Butter(cid:976)ly", "Butterfly"), ("Gri(cid:4211)in", "Grifin"),
            ("Butter\u{FFFD}ly", "Butterfly"),
        ])
    func ligatures(_ printed: String, _ expected: String) { #expect(GlyphRepair.repaired(Array(printed.unicodeScalars)) == expected) }

    @Test(
        "Characters without width vanish, typographic quotes and hyphens are plain",
        arguments: [
            ("Cor\u{AD}vetti", "Corvetti"), ("\u{FEFF}Gus\u{200B}", "Gus"), ("O\u{2019}Zell", "O'Zell"), ("Jo\u{2010}Ann", "Jo-Ann"),
        ])
    func invisible(_ printed: String, _ expected: String) { #expect(GlyphRepair.repaired(Array(printed.unicodeScalars)) == expected) }

    @Test(
        "What is no broken glyph stays as it is",
        arguments: ["Corvetti,", "(cid:", "(cid:x)", "(A", "Zoë", "Muñenko", "Œuvrard-Straßwick", "(Bo)"])
    func untouched(_ printed: String) { #expect(GlyphRepair.repaired(Array(printed.unicodeScalars)) == printed) }

    @Test(
        "A lost glyph at the edge of a word is nothing: no letter is guessed there",
        arguments: ["\u{FFFD}Gus", "Gus\u{FFFD}", "A\u{FFFD}B"])
    func edges(_ printed: String) {
        #expect(!GlyphRepair.repaired(Array(printed.unicodeScalars)).contains("f"))
    }
}
