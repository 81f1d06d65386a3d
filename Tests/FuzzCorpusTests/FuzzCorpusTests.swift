import Foundation
import FuzzTargets
import PDFPages
import Testing

@Suite("The fuzz targets")
struct FuzzCorpusTests {
    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let folder = project.appending(path: "Fuzz/Corpus")

    static let inputs: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()

    @Test("have inputs to start from")
    func haveInputs() {
        #expect(Self.inputs.count >= 10)
    }

    @Test("keep their promises on every input that is kept", arguments: inputs)
    func keepPromises(_ input: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: input)))
        // As a script, a page is long and says little.
        for target in FuzzTarget.allCases where target != .grammar || !input.hasPrefix("page-") { target.run(bytes) }
    }

    @Test("start from streams that hold pages", arguments: inputs.filter { $0.hasPrefix("page-") })
    func holdPages(_ input: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: input)))
        #expect(AnswerStream.pages(bytes).contains { !$0.runs.isEmpty })
    }

    /// `HEATSYNC_WRITE_FUZZ_CORPUS=1 swift test --filter FuzzCorpusTests` makes the inputs anew, when the protocol or a layout changes:
    /// the beginning of the first page of every fixture.
    @Test("inputs are written", .enabled(if: ProcessInfo.processInfo.environment["HEATSYNC_WRITE_FUZZ_CORPUS"] != nil))
    func writeInputs() async throws {
        let fixtures = Self.project.appending(path: "Tests/Fixtures")
        let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path).filter { $0.hasSuffix(".pdf") }.sorted()
        let pool = ReaderPool()
        for name in names {
            guard let page = try await pool.read([UInt8](try Data(contentsOf: fixtures.appending(path: name)))).first else { continue }
            var beginning = page
            beginning.runs = Array(page.runs.prefix(30))
            beginning.glyphs = Array(page.glyphs.prefix(beginning.runs.last?.glyphs.upperBound ?? 0))
            let target = Self.folder.appending(path: "page-" + name.replacingOccurrences(of: ".pdf", with: ""))
            try Data(AnswerStream.bytes([beginning])).write(to: target)
        }
        await pool.shutdown()
    }
}
