import Foundation
import Testing

@testable import PDFPages

@Suite("The corpus")
struct CorpusTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus").standardized
    static let documents = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))?
        .filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path } ?? []

    @Test("Every page of every document is read", arguments: documents)
    func reads(_ document: URL) async throws {
        let pool = ReaderPool()
        let bytes = [UInt8](try Data(contentsOf: document))
        let pages = try await pool.read(bytes)
        #expect(!pages.isEmpty)
        #expect(pages.map(\.index) == Array(pages.indices))
        await pool.shutdown()
    }
}
