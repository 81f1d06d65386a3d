import Testing

@testable import PDFPages

@Suite("Documents that cannot be read")
struct DocumentErrorTests {
    let pool = ReaderPool(configuration: .init(processes: 1))

    private func error(reading bytes: [UInt8], _ pool: ReaderPool? = nil) async -> PDFError? {
        do throws(PDFError) {
            _ = try await (pool ?? self.pool).read(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("An empty file is empty")
    func emptyFile() async {
        #expect(await error(reading: [])?.code == .empty)
    }

    @Test("A text file, a web page and a picture are no PDFs", arguments: ["Lane 4\n", "<!DOCTYPE html><p>%PDF", "\u{89}PNG\r\n"])
    func otherFile(_ text: String) async {
        let error = await error(reading: Array(text.utf8))
        #expect(error?.code == .notAPDF)
        #expect(error?.message.contains("not a PDF") == true)
    }

    @Test("A PDF may have up to 1,024 bytes of something else before it, and no more")
    func bytesBeforeTheHeader() async throws {
        let document = HandmadePDF(content: "BT /F 12 Tf 72 700 Td (Lane 4) Tj ET").bytes
        let junk = [UInt8](repeating: 0x20, count: 1024)
        #expect(try await pool.read(junk.dropLast(124) + document).map(\.text) == ["Lane 4"])
        #expect(await error(reading: junk + [0x20] + document)?.code == .notAPDF)
    }

    @Test("A document with a password is encrypted")
    func password() async {
        let error = await error(reading: HandmadePDF.locked)
        #expect(error?.code == .encrypted)
        #expect(error?.message.contains("password") == true)
    }

    @Test("A document that is encrypted but has no password is read")
    func emptyPassword() async throws {
        #expect(try await pool.read(HandmadePDF.protectedFromChanges).map(\.text) == ["Lane 4 Testova, Nina"])
    }

    @Test("A header without a document, half a document and noise are damaged")
    func damaged() async {
        let document = HandmadePDF(content: "BT ET").bytes
        let noise = Array("%PDF-1.4\n".utf8) + (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for bytes in [Array("%PDF-1.7\n".utf8), Array(document.prefix(document.count / 2)), noise] {
            #expect(await error(reading: bytes)?.code == .damaged)
        }
    }

    @Test("A document without pages is empty")
    func noPages() async {
        #expect(await error(reading: HandmadePDF(pages: 0).bytes)?.code == .empty)
    }

    @Test("A page tree that leads back to itself is damaged")
    func loopingPageTree() async {
        let direct = HandmadePDF(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])
        let indirect = HandmadePDF([
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 400>>",
            "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 400>>",
        ])
        #expect(await error(reading: direct.bytes)?.code == .damaged)
        #expect(await error(reading: indirect.bytes)?.code == .damaged)
    }

    @Test("Cross-reference tables that lead back to each other are read once")
    func loopingTables() async throws {
        var document = HandmadePDF(content: "BT /F 12 Tf 72 700 Td (Lane 4) Tj ET")
        let plain = document.bytes
        let table = try #require(plain.indices.first { plain[$0...].starts(with: Array("xref\n0".utf8)) })
        document.trailer = "/Prev \(table)"
        #expect(try await pool.read(document.bytes).map(\.text) == ["Lane 4"])
    }

    @Test("A page that is missing is marked as damaged, and the others are read")
    func missingPage() async throws {
        var document = HandmadePDF(content: "BT /F 12 Tf 72 700 Td (Lane 4) Tj ET")
        document.objects[1] = Array("<</Type/Pages/Kids[3 0 R]/Count 3>>".utf8)
        let pages = try await pool.read(document.bytes)
        #expect(pages.map(\.text) == ["Lane 4", "", ""])
        #expect(pages.map(\.isDamaged) == [false, true, true])
    }

    @Test("A page of a thousand kilometres is damaged")
    func hugePage() async {
        let document = HandmadePDF(content: "BT ET", page: "/MediaBox[0 0 3000000000 3000000000]")
        #expect(await error(reading: document.bytes)?.code == .damaged)
    }

    @Test("500 pages are read, 501 are too many")
    func tooManyPages() async throws {
        #expect(try await pool.read(HandmadePDF(pages: 500).bytes).count == 500)
        let error = await error(reading: HandmadePDF(pages: 501).bytes)
        #expect(error?.code == .tooManyPages)
        #expect(error?.message.contains("501 pages; 500 is") == true)
    }

    @Test("50 MB are read, one byte more is too large")
    func tooLarge() async throws {
        let document = HandmadePDF(content: "BT ET").bytes
        let padding = [UInt8](repeating: 0x0A, count: 50_000_000 - document.count)
        #expect(try await pool.read(document + padding).count == 1)
        #expect(await error(reading: document + padding + [0x0A])?.code == .tooLarge)
    }

    @Test("Arrays nested 100,000 deep do no harm")
    func deepNesting() async throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        var inObject = HandmadePDF(content: "BT /F 12 Tf 72 700 Td (Lane 4) Tj ET")
        inObject.objects[3] = Array("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/X \(deep)>>".utf8)
        let inContent = HandmadePDF(content: deep + " q".repeated(100_000) + " BT /F 12 Tf 72 700 Td (Lane 4) Tj ET")
        for document in [inObject, inContent] {
            let error = await error(reading: document.bytes)
            #expect(error == nil || error?.code == .damaged)
        }
    }

    @Test("A document that unpacks to 700 MB runs out of memory, and its error says on which page")
    func decompressionBomb() async {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.timePerPage = .seconds(60)
        let pool = ReaderPool(configuration: configuration)
        let error = await error(reading: HandmadePDF.bomb.bytes, pool)
        await pool.shutdown()
        #expect(error?.code == .outOfMemory)
        #expect(error?.page == 1)
    }

    @Test("A page that takes too long is given up, and the next document is read")
    func tooSlow() async throws {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.memoryLimit = 3 << 30  // or the page would run out of memory first
        configuration.timePerPage = .seconds(1)
        let pool = ReaderPool(configuration: configuration)
        let error = await error(reading: HandmadePDF.doubling(40).bytes, pool)
        #expect(error?.code == .timedOut)
        #expect(error?.page == 1)
        #expect(try await pool.read(HandmadePDF(pages: 1).bytes).count == 1)
        await pool.shutdown()
    }

    @Test("A document that takes too long is given up")
    func tooSlowInAll() async {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.memoryLimit = 3 << 30
        configuration.timePerDocument = .milliseconds(500)
        let pool = ReaderPool(configuration: configuration)
        #expect(await error(reading: HandmadePDF.doubling(40).bytes, pool)?.code == .timedOut)
        await pool.shutdown()
    }

    @Test("Every error tells the user something, and errors are equal when their codes are")
    func messages() {
        #expect(PDFError.damaged(page: 3) == PDFError.damaged())
        #expect(PDFError.damaged() != PDFError.encrypted)
        #expect(PDFError.damaged(page: 3).message.hasPrefix("Page 3 of this PDF is damaged."))
        #expect("\(PDFError.tooLarge(bytes: 50_000_001, limit: 50_000_000))".hasPrefix("This file has 51 MB; 50 MB is the most"))
    }
}

extension String {
    func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}

extension PageText {
    /// All characters in the order they are drawn.
    var text: String {
        var text = ""
        for glyph in glyphs { text.unicodeScalars.append(Unicode.Scalar(glyph.scalar) ?? "\u{FFFD}") }
        return text
    }
}
