import Foundation
import Testing

@testable import PDFPages

@Suite("The corpus")
struct CorpusTests {
    @Test("is there, in continuous integration")
    func isThere() {
        let mustBeThere = ProcessInfo.processInfo.environment["CI"] != nil
        #expect(!Corpus.documents.isEmpty || !mustBeThere, "no PDFs in \(Corpus.folder.path)")
    }

    @Test("Every page of every document is read, each time the same", arguments: Corpus.documents)
    func reads(_ document: URL) async throws {
        let pool = ReaderPool()
        let bytes = [UInt8](try Data(contentsOf: document))
        let pages = try await pool.read(bytes)
        #expect(!pages.isEmpty)
        #expect(pages.map(\.index) == Array(pages.indices))
        #expect(pages.allSatisfy { !$0.runs.isEmpty && $0.runs.last?.glyphs.upperBound == $0.glyphs.count })
        #expect(try await pool.read(bytes) == pages)
        await pool.shutdown()
    }

    @Test("A glyph that the font does not name keeps its code", arguments: Corpus.documents.filter { $0.path.contains("icebreaker") })
    func namelessGlyph(_ document: URL) async throws {
        let pool = ReaderPool()
        let pages = try await pool.read([UInt8](try Data(contentsOf: document)))
        #expect(pages.contains { $0.text.contains("Butter\u{3D0}ly") })
        await pool.shutdown()
    }
}
