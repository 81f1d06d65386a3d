import HeatSheetsTesting
import PDFPages
import SheetLayout
import Testing

@Suite("Accents that are glyphs of their own")
struct AccentGlyphTests {
    /// `Maliza` and `rini`, with a narrow glyph over the last letter of the first.
    private func text(_ accent: Unicode.Scalar, width: Float) -> [String] {
        var maker = PageMaker()
        let end = maker.text(48, 95, "Maliza")
        let middle = end - maker.size / 4
        maker.run([TextGlyph(scalar: accent.value, left: middle - width / 2, right: middle + width / 2)], 95)
        maker.text(end, 95, "rini")
        return PageCells(maker.page).rows.flatMap { $0.flatMap { $0.words.map(\.text) } }
    }

    @Test(
        "A glyph no wider than an accent gives the accent of its letter to the letter below",
        arguments: [("é", "Malizárini"), ("è", "Malizàrini"), ("ö", "Malizärini")])
    func transferred(_ accent: String, _ expected: String) throws {
        let scalar = try #require(accent.unicodeScalars.first)
        #expect(text(scalar, width: 1.2) == [expected])
    }

    @Test("A letter of full width is no accent")
    func fullWidth() { #expect(text("é", width: 4) != ["Malizárini"]) }
}
