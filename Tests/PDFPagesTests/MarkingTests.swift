import Foundation
import Testing

@testable import PDFPages

@Suite("Marking")
struct MarkingTests {
    let pool = ReaderPool(configuration: .init(processes: 1))

    @Test("A marked document has the same text, and the same marks give the same bytes", arguments: Corpus.documents)
    func marksCorpus(_ document: URL) async throws {
        let bytes = [UInt8](try Data(contentsOf: document))
        let pages = try await pool.read(bytes)
        let boxes = pages.compactMap { page in
            page.runs.first { $0.isUpright }.map { page.box(of: $0) }
        }
        #expect(!boxes.isEmpty)
        let marked = try await pool.mark(bytes, boxes: boxes)
        #expect(marked != bytes)
        #expect(try await pool.read(marked) == pages)
        #expect(try await pool.mark(bytes, boxes: boxes) == marked)
        await pool.shutdown()
    }

    /// The page of `GeometryTests`, and where the box (100, 40, 130, 54) of the displayed page is on the unturned one.
    static let displays = [(0, "130 718 160 732"), (90, "70 140 84 170"), (180, "472 80 502 94"), (270, "548 642 562 672")]

    @Test("The mark is where the page shows the box, whatever its rotation and crop box", arguments: displays)
    func rotated(_ display: (rotation: Int, rectangle: String)) async throws {
        let box = "/MediaBox[10 20 622 812]/CropBox[30 40 602 772]/Rotate \(display.rotation)"
        let document = HandmadePDF(content: "BT ET", page: box).bytes
        let marked = try await pool.mark(document, boxes: [PageBox(page: 0, left: 100, top: 40, right: 130, bottom: 54)])
        let text = String(decoding: marked, as: Unicode.ASCII.self)
        let rectangle = try #require(text.components(separatedBy: "/Rect[").dropFirst().first?.prefix { $0 != "]" })
        #expect(rectangle.split(separator: " ").joined(separator: " ") == display.rectangle)
        #expect(text.contains("/Subtype/Stamp"))
        #expect(text.contains("/Multiply"))
        await pool.shutdown()
    }

    @Test("Boxes on pages that do not exist are left out")
    func noSuchPage() async throws {
        let document = HandmadePDF(pages: 2).bytes
        let boxes = [-1, 2, 99, .max].map { PageBox(page: $0, left: 1, top: 1, right: 2, bottom: 2) }
        #expect(try await pool.mark(document, boxes: boxes) == pool.mark(document, boxes: []))
        await pool.shutdown()
    }

    @Test("A document that is protected from changes keeps its protection and can be read after marking")
    func protected() async throws {
        let box = PageBox(page: 0, left: 20, top: 40, right: 100, bottom: 55)
        let marked = try await pool.mark(HandmadePDF.protectedFromChanges, boxes: [box])
        #expect(String(decoding: marked, as: Unicode.ASCII.self).contains("/Encrypt"))
        #expect(try await pool.read(marked).map(\.text) == ["Lane 4 Testova, Nina"])
        await pool.shutdown()
    }

    @Test("A document that cannot be read cannot be marked, and the error is the same")
    func unreadable() async {
        await #expect(throws: PDFError.encrypted) { try await pool.mark(HandmadePDF.locked, boxes: []) }
        await #expect(throws: PDFError.emptyFile) { try await pool.mark([], boxes: []) }
        await #expect(throws: PDFError.noPages) { try await pool.mark(HandmadePDF(pages: 0).bytes, boxes: []) }
        await pool.shutdown()
    }
}

extension PageText {
    /// The box around a run's glyphs.
    func box(of run: TextRun) -> PageBox {
        PageBox(
            page: index, left: glyphs[run.glyphs.lowerBound].left, top: run.baseline - run.height,
            right: glyphs[run.glyphs.upperBound - 1].right, bottom: run.baseline + run.height / 4)
    }
}
