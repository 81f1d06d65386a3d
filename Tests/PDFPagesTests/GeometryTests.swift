import Testing

@testable import PDFPages

@Suite("Positions of characters")
struct GeometryTests {
    let pool = ReaderPool(configuration: .init(processes: 1))

    private func page(_ document: HandmadePDF) async throws -> PageText {
        let pages = try await pool.read(document.bytes)
        return try #require(pages.first)
    }

    /// Each of them shows a page of 572 by 732 (or, lying, 732 by 572) points with "Hello" 100 from the left, 50 from the top.
    static let displays: [(rotation: Int, textMatrix: String)] = [
        (0, "1 0 0 1 130 722"), (90, "0 1 -1 0 80 140"), (180, "-1 0 0 -1 502 90"), (270, "0 -1 1 0 552 672"),
    ]

    @Test("are those of the displayed page, whatever its rotation and crop box", arguments: displays)
    func rotated(_ display: (rotation: Int, textMatrix: String)) async throws {
        let box = "/MediaBox[10 20 622 812]/CropBox[30 40 602 772]/Rotate \(display.rotation)"
        let page = try await page(HandmadePDF(content: "BT /F 12 Tf \(display.textMatrix) Tm (Hello) Tj ET", page: box))
        let isLying = display.rotation % 180 != 0
        #expect(page.width == (isLying ? 732 : 572))
        #expect(page.height == (isLying ? 572 : 732))
        let run = try #require(page.runs.first)
        #expect(page.runs.count == 1)
        #expect(run.isUpright)
        #expect(abs(run.baseline - 50) < 0.01)
        #expect((11...16).contains(run.height))
        // Widths of Helvetica: H 722, e 556, l 222, l 222, o 556.
        let edges: [Float] = [100, 108.664, 115.336, 118, 120.664, 127.336]
        for (glyph, (left, right)) in zip(page.glyphs, zip(edges, edges.dropFirst())) {
            #expect(abs(glyph.left - left) < 0.01)
            #expect(abs(glyph.right - right) < 0.01)
        }
        #expect(page.text == "Hello")
    }

    @Test("A page read again is the same page, turned or not")
    func readAgain() async throws {
        let document = HandmadePDF(content: "BT /F 12 Tf 0 1 -1 0 80 140 Tm (Hello) Tj ET", page: HandmadePDF.letter + "/Rotate 90")
        #expect(try await page(document) == page(document))
    }

    @Test("Text that runs upwards or askew is not upright, text that is a little askew is")
    func turnedText() async throws {
        let upwards = try await page(HandmadePDF(content: "BT /F 12 Tf 0 1 -1 0 300 300 Tm (Draft) Tj ET"))
        #expect(upwards.runs.map(\.isUpright) == [false])
        #expect(upwards.text == "Draft")
        let askew = try await page(HandmadePDF(content: "BT /F 12 Tf 0.7 0.7 -0.7 0.7 300 300 Tm (Draft) Tj ET"))
        #expect(askew.runs.map(\.isUpright).allSatisfy { !$0 })
        let scanned = try await page(HandmadePDF(content: "BT /F 12 Tf 1 0.02 -0.02 1 300 300 Tm (Draft) Tj ET"))
        #expect(scanned.runs.map(\.isUpright).allSatisfy { $0 })
    }

    @Test("Every text object is a run, and a raised part is a run of its own")
    func runs() async throws {
        let content = "BT /F 12 Tf 72 700 Td (Lane) Tj 40 0 Td (Name) Tj 5 Ts (1st) Tj ET"
        let page = try await page(HandmadePDF(content: content))
        #expect(page.runs.map { page.text(of: $0) } == ["Lane", "Name", "1st"])
        #expect(page.runs.map(\.baseline) == [92, 92, 87])
    }

    @Test("Spaces of the document are glyphs, those PDFium would add are not")
    func spaces() async throws {
        let page = try await page(HandmadePDF(content: "BT /F 12 Tf 72 700 Td [(A B)-5000(C)] TJ 0 -20 Td (D) Tj ET"))
        #expect(page.text == "A BCD")
    }

    @Test("A hyphen at the end of a line stays a hyphen")
    func hyphen() async throws {
        let page = try await page(HandmadePDF(content: "BT /F 12 Tf 72 700 Td (Smith-) Tj 0 -14 Td (Jones, Ada) Tj ET"))
        #expect(page.runs.map { page.text(of: $0) } == ["Smith-", "Jones, Ada"])
    }

    @Test("The characters of a ligature share its width")
    func ligature() async throws {
        let page = try await page(Self.mapped("<41> <FB03> <42> <0066006C>", content: "(ABx)"))
        #expect(page.text == "ffiflx")
        let first = page.glyphs[0]
        for (index, glyph) in page.glyphs.prefix(3).enumerated() {
            #expect(abs(glyph.left - first.left - (first.right - first.left) * Float(index)) < 0.01)
        }
        #expect(page.glyphs[4].left == page.glyphs[3].right)
    }

    @Test("A glyph beyond U+FFFF is one scalar; half of one, and none, are U+FFFD")
    func surrogates() async throws {
        let page = try await page(Self.mapped("<41> <D835DC00> <42> <D835>", content: "<41426300>"))
        #expect(page.glyphs.map(\.scalar) == [0x1D400, 0xFFFD, 0x63, 0xFFFD])
    }

    @Test("What is drawn beyond any page is left out, and the rest stays")
    func farAway() async throws {
        let content = "BT /F 12 Tf 72 700 Td (near) Tj 900000000 0 Td (far) Tj ET"
        #expect(try await page(HandmadePDF(content: content)).text == "near")
    }

    /// Text in a font whose codes stand for the given characters.
    private static func mapped(_ characters: String, content: String) -> HandmadePDF {
        let map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
            1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar \(characters) endbfchar endcmap end end
            """
        let font = """
            <</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 65/LastChar 66/Widths[900 600]/ToUnicode 6 0 R>>
            """
        return HandmadePDF(
            content: "BT /F 12 Tf 72 700 Td \(content) Tj ET", font: font, extra: [HandmadePDF.stream(Array(map.utf8))])
    }
}

extension PageText {
    func text(of run: TextRun) -> String {
        PageText(index: index, width: width, height: height, glyphs: Array(glyphs[run.glyphs])).text
    }
}
