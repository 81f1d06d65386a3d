import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import RandomTesting
import Testing

@testable import Anonymizing

@Suite("Drawn pages")
struct PageDrawingTests {
    private func read(_ pages: [PageText]) async throws -> [PageText] { try await Sheet.pool.read(PageDrawing.pdf(pages)) }

    @Test("A page gives back what was drawn: place, height and character of every glyph")
    func roundTrip() async throws {
        var maker = PageMaker(width: 500, height: 300)
        maker.size = 9
        maker.text(20, 50, "Lane (1) \\ Name")
        maker.text(20.125, 70.5, "Łódź Zoë ß æ Ωμέγα Иван 田中 😀 \u{3D0}\u{FFFD}")
        maker.letters(20, 90, "Letter by letter")
        let page = try #require(try await read([maker.page]).first)
        #expect(page.width == 500 && page.height == 300)
        #expect(page.runs.count == maker.page.runs.count)
        #expect(page.glyphs.map(\.scalar) == maker.page.glyphs.map(\.scalar))
        for (a, b) in zip(maker.page.glyphs, page.glyphs) { #expect(abs(a.left - b.left) < 0.02 && abs(a.right - b.right) < 0.02) }
        for (a, b) in zip(maker.page.runs, page.runs) { #expect(abs(a.baseline - b.baseline) < 0.01 && abs(a.height - b.height) < 0.01) }
    }

    @Test("A letter in very many widths takes more than one font")
    func manyWidths() async throws {
        var page = PageText(index: 0, width: 612, height: 792)
        for index in 0..<700 {
            let (left, top) = (Float(20 + index % 20 * 25), Float(20 + index / 20 * 20))
            page.glyphs.append(TextGlyph(scalar: 0x61, left: left, right: left + 1 + Float(index) * 0.02))
            page.runs.append(TextRun(glyphs: index..<index + 1, baseline: top, height: 11.7))
        }
        let read = try #require(try await read([page]).first)
        #expect(read.glyphs.count == 700)
        #expect(zip(page.glyphs, read.glyphs).allSatisfy { abs($0.right - $1.right) < 0.02 })
    }

    @Test("A run of more different glyphs than a font holds is drawn in parts")
    func longRun() async throws {
        var page = PageText(index: 0, width: 3000, height: 100)
        for index in 0..<400 {
            page.glyphs.append(TextGlyph(scalar: UInt32(0x4E00 + index), left: Float(index) * 7, right: Float(index) * 7 + 6))
        }
        page.runs = [TextRun(glyphs: 0..<400, baseline: 50, height: 9)]
        #expect(try await read([page]).first?.glyphs.map(\.scalar) == page.glyphs.map(\.scalar))
    }

    @Test("What is not upright is not drawn, and a damaged page is empty")
    func leftOut() async throws {
        var maker = PageMaker()
        maker.text(20, 50, "Draft", isUpright: false)
        var damaged = PageText(index: 1, width: 0, height: 0)
        damaged.isDamaged = true
        let pages = try await read([maker.page, damaged])
        #expect(pages.map(\.glyphs.count) == [0, 0])
        #expect(pages.map(\.isDamaged) == [false, false])
    }

    @Test("Numbers are written with three decimals at most, and never as no number")
    func numbers() {
        #expect(PDFContent.text(1.5) == "1.5")
        #expect(PDFContent.text(-0.0004) == "0")
        #expect(PDFContent.text(-12.0456) == "-12.046")
        #expect(PDFContent.text(.nan) == "0")
        #expect(PDFContent.text(.infinity) == "0")
        #expect(PDFContent.text(7) == "7")
    }

    @Test("Any pages give a PDF that can be opened, with as many pages", arguments: 0..<30 as Range<UInt64>)
    func anyPages(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let pages = seed % 2 == 0 ? PageScript.pages(random.bytes(600)) : Self.noise(&random)
        guard !pages.isEmpty else { return }
        let reading = HeatSheetReader.read(pages)
        let document = Anonymizer.anonymize(pages, reading, replacesClubs: seed % 3 == 0, using: &random)
        #expect(try await Sheet.pool.read(document.pdf).count == pages.count)
    }

    private static func noise(_ source: inout SeededGenerator) -> [PageText] {
        let odd: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 0, -1, 99_999, 1e9]
        func coordinate() -> Float {
            source.next() % 8 == 0 ? odd[Int(source.next() % UInt64(odd.count))] : Float.random(in: -50...620, using: &source)
        }
        return (0..<3).map { index in
            var page = PageText(index: index, width: coordinate(), height: coordinate())
            page.glyphs = (0..<200).map { _ in
                let left = coordinate()
                let scalar = source.next() % 4 == 0 ? UInt32(truncatingIfNeeded: source.next()) : UInt32(0x20 + source.next() % 0x60)
                return TextGlyph(scalar: scalar, left: left, right: source.next() % 3 == 0 ? coordinate() : left + 4)
            }
            page.runs = (0..<40).map { _ in
                let start = Int(source.next() % 220) - 10
                return TextRun(glyphs: start..<start + Int(source.next() % 30), baseline: coordinate(), height: coordinate())
            }
            return page
        }
    }
}

@Suite("Accented letters")
struct LatinLetterTests {
    @Test("A letter taken apart gives itself again", arguments: ["ë", "Ł", "ñ", "Ž", "ø", "a", "Q", "ế"])
    func roundTrip(text: Unicode.Scalar) { #expect(LatinLetter(text)?.scalar == text) }

    @Test("What is no plain letter with an accent is none", arguments: ["æ", "ß", "д", "1", "田"])
    func none(text: Unicode.Scalar) { #expect(LatinLetter(text) == nil) }
}
