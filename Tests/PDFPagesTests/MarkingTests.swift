import Foundation
import Testing

@testable import PDFPages

@Suite("Marking")
struct MarkingTests {
    @Test("A marked document has the same text, and the same marks give the same bytes", arguments: Corpus.documents)
    func marksCorpus(_ document: URL) async throws {
        let pool = ReaderPool()
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
}

extension PageText {
    /// The box around a run's glyphs.
    func box(of run: TextRun) -> PageBox {
        PageBox(
            page: index, left: glyphs[run.glyphs.lowerBound].left, top: run.baseline - run.height,
            right: glyphs[run.glyphs.upperBound - 1].right, bottom: run.baseline + run.height / 4)
    }
}
