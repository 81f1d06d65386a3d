import HeatSheetsTesting
import PDFPages
import Testing

@testable import SheetLayout

@Suite("Words and fields from glyphs")
struct CellBuilderTests {
    /// The page's fields, each as its words with bars between.
    private func cells(_ draw: (inout PageMaker) -> Void) -> [String] {
        var maker = PageMaker()
        draw(&maker)
        return CellBuilder.cells(of: maker.page).map { $0.words.map(\.text).joined(separator: "|") }
    }

    @Test("Spaces part words, and so do the gaps of a producer that draws none")
    func words() {
        #expect(cells { $0.text(40, 100, "Corvetti, Gus M") } == ["Corvetti,|Gus|M"])
        #expect(cells { $0.text(40, 100, "Corvetti, Gus M", drawsSpaces: false) } == ["Corvetti,|Gus|M"])
    }

    @Test("A wide gap within a run begins another field")
    func fields() {
        #expect(cells { $0.text(40, 100, "12      TIDE-ZZ", drawsSpaces: false) } == ["12", "TIDE-ZZ"])
    }

    @Test("A word that is cut into runs is one word")
    func cutWord() {
        let read = cells { maker in
            let end = maker.text(40, 100, "Free")
            maker.text(end, 100, "style")
        }
        #expect(read == ["Freestyle"])
    }

    @Test("Runs on different baselines are different fields, though one ends where the other begins")
    func baselines() {
        let read = cells { maker in
            let end = maker.text(40, 100, "Corvetti")
            maker.text(end, 111, "Gus")
        }
        #expect(read == ["Corvetti", "Gus"])
    }

    @Test("A name printed over the age and the team is one field, and so are they")
    func overprint() {
        let read = cells { maker in
            maker.text(40, 100, "Featheringsby-Quillstrand, Maximiliana J")
            maker.text(143, 100, "14")
            maker.text(162, 100, "REEF-ZZ")
        }
        #expect(read == ["Featheringsby-Quillstrand,|Maximiliana|J", "14", "REEF-ZZ"])
    }

    @Test("A name in two runs goes on exactly where it stopped, though the age is drawn in between")
    func overprintInParts() {
        let read = cells { maker in
            let end = maker.text(40, 100, "Featheringsby-Quillst")
            maker.text(120, 100, "14")
            maker.text(end, 100, "rand, Bo")
        }
        #expect(read == ["Featheringsby-Quillstrand,|Bo", "14"])
    }

    @Test("Letters that are runs of their own make words where they touch")
    func letters() {
        #expect(cells { $0.letters(40, 100, "Corvetti, Gus") }.joined(separator: "|") == "Corvetti,|Gus")
    }

    @Test("A ligature that comes as its letters, each with the whole glyph's extent, is read as the letters")
    func expandedLigature() {
        let read = cells { maker in
            var glyphs: [TextGlyph] = []
            for (offset, scalar) in "Gri".unicodeScalars.enumerated() {
                glyphs.append(TextGlyph(scalar: scalar.value, left: 40 + Float(offset) * 4, right: 44 + Float(offset) * 4))
            }
            glyphs += "ffi".unicodeScalars.map { TextGlyph(scalar: $0.value, left: 52, right: 60) }
            glyphs.append(TextGlyph(scalar: 0x6E, left: 60, right: 64))
            maker.run(glyphs, 100)
        }
        #expect(read == ["Griffin"])
    }

    @Test("The gap of a lost ligature between small letters is an f, where the page draws its spaces")
    func lostGlyph() {
        let read = cells { maker in
            maker.text(40, 80, "100 LC Meter")
            let end = maker.text(40, 100, "Butter")
            maker.text(end + 2.4, 100, "ly")
        }
        #expect(read == ["100|LC|Meter", "Butterfly"])
    }

    @Test("Where one text of a page draws its spaces and another does not, the gap between two small words is no lost letter")
    func spacesInPlaces() {
        let read = cells { maker in
            maker.text(200, 40, "Meet Program - Friday Prelims")
            maker.text(40, 100, "van der Haskenko, Una", drawsSpaces: false)
        }
        #expect(read == ["Meet|Program|-|Friday|Prelims", "van|der|Haskenko,|Una"])
    }

    @Test("An accented letter drawn over its plain one takes its place")
    func overlaidAccent() {
        let read = cells { maker in
            maker.run(
                [
                    TextGlyph(scalar: 0x5A, left: 40, right: 44), TextGlyph(scalar: 0x6F, left: 44, right: 48),
                    TextGlyph(scalar: 0x65, left: 48, right: 52), TextGlyph(scalar: 0xEB, left: 48, right: 52),
                    TextGlyph(scalar: 0x6C, left: 52, right: 56),
                ], 100)
        }
        #expect(read == ["Zoël"])
    }

    @Test("Text that is not level is no part of the rows")
    func slanted() {
        #expect(cells { $0.text(40, 100, "DRAFT", isUpright: false) } == [])
    }

    @Test(
        "A run that refers to glyphs the page does not have gives what there is of it",
        arguments: [-5..<3, 2..<500, 0..<Int.max, Int.min..<Int.max])
    func ranges(_ range: Range<Int>) {
        let read = cells { maker in
            maker.text(40, 100, "Gus")
            maker.append(TextRun(glyphs: range, baseline: 200, height: 8))
        }
        #expect(read.first == "Gus" && read.count == 2)
    }

    @Test("Coordinates that are no numbers, or beyond every page, draw nothing", arguments: [Float.nan, .infinity, -.infinity, 1e30])
    func hostileCoordinates(_ value: Float) {
        let read = cells { maker in
            maker.text(40, 100, "Gus")
            maker.text(40, value, "Una")
            maker.text(value, 100, "Bea")
        }
        #expect(read == ["Gus"])
    }

    @Test("A height that no text has does not tear words apart", arguments: [-8, 0, Float.greatestFiniteMagnitude])
    func hostileHeight(_ height: Float) {
        var maker = PageMaker()
        maker.text(40, 100, "Gus")
        maker.append(TextRun(glyphs: 0..<3, baseline: 120, height: height))
        #expect(CellBuilder.cells(of: maker.page).map { $0.words.map(\.text) } == [["Gus"], ["Gus"]])
    }
}
