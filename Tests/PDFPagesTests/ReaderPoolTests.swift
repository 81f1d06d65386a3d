import Foundation
import PDFReaderProtocol
import Testing

@testable import PDFPages

@Suite("The pool of readers")
struct ReaderPoolTests {
    private static func document(_ text: String, pages: Int) -> [UInt8] {
        let kids = (0..<pages).map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        let head = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[\(kids)]/Count \(pages)>>", HandmadePDF.helvetica]
        var objects = head.map { Array($0.utf8) }
        for page in 0..<pages {
            let entries = "/Type/Page/Parent 2 0 R\(HandmadePDF.letter)/Resources<</Font<</F 3 0 R>>>>/Contents \(5 + 2 * page) 0 R"
            objects.append(Array("<<\(entries)>>".utf8))
            objects.append(HandmadePDF.stream(Array("BT /F 12 Tf 72 700 Td (\(text) \(page)) Tj ET".utf8)))
        }
        return HandmadePDF(objects).bytes
    }

    @Test("reads the pages of a document in order, by however many processes", arguments: [1, 2, 5])
    func order(_ processes: Int) async throws {
        let pool = ReaderPool(configuration: .init(processes: processes))
        for pages in [1, 2, 3, 40] {
            for _ in 0..<3 {
                let read = try await pool.read(Self.document("Lane", pages: pages))
                #expect(read.map(\.text) == (0..<pages).map { "Lane \($0)" })
                #expect(read.map(\.index) == Array(0..<pages))
            }
        }
        await pool.shutdown()
    }

    @Test("makes something of every page while others are read, and keeps their order")
    func transform() async throws {
        let pool = ReaderPool(configuration: .init(processes: 3))
        let texts = try await pool.read(Self.document("Lane", pages: 30)) { "\($0.index): \($0.text)" }
        #expect(texts == (0..<30).map { "\($0): Lane \($0)" })
        await pool.shutdown()
    }

    /// A document of its own for every number, and what reading it must give.
    private static func sample(_ number: Int) -> (bytes: [UInt8], expected: Result<[String], PDFError>) {
        switch number % 10 {
        case 3: (HandmadePDF.locked, .failure(.encrypted))
        case 6: (Array("%PDF-1.7\n".utf8), .failure(.damaged()))
        case 9 where number < 20: (HandmadePDF.bomb.bytes, .failure(.outOfMemory()))
        default: (document("Document \(number), page", pages: 5), .success((0..<5).map { "Document \(number), page \($0)" }))
        }
    }

    @Test("reads many documents at once, good and bad ones, each for itself")
    func manyAtOnce() async throws {
        var configuration = ReaderPool.Configuration(processes: 3)
        configuration.memoryLimit = 128 << 20
        configuration.timePerPage = .seconds(60)
        let pool = ReaderPool(configuration: configuration)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let (bytes, expected) = Self.sample(number)
                    do throws(PDFError) {
                        let pages = try await pool.read(bytes)
                        #expect(Result.success(pages.map(\.text)) == expected)
                    } catch {
                        #expect(Result.failure(error) == expected)
                    }
                }
            }
        }
        await pool.shutdown()
    }

    @Test("replaces a process after its share of documents")
    func replacement() async throws {
        var configuration = ReaderPool.Configuration(processes: 2)
        configuration.documentsPerProcess = 2
        let pool = ReaderPool(configuration: configuration)
        for number in 0..<9 {
            #expect(try await pool.read(Self.document("\(number)", pages: 4)).map(\.text) == (0..<4).map { "\(number) \($0)" })
        }
        await pool.shutdown()
    }

    @Test("stops reading when its caller is cancelled, and goes on for others")
    func cancellation() async throws {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.memoryLimit = 3 << 30
        let pool = ReaderPool(configuration: configuration)
        let reading = Task { try await pool.read(HandmadePDF.doubling(40).bytes) }
        let waiting = Task { try await pool.read(Self.document("never", pages: 1)) }
        let next = Task { try await pool.read(Self.document("next", pages: 1)) }
        waiting.cancel()
        reading.cancel()
        await #expect(throws: PDFError.cancelled) { try await reading.value }
        await #expect(throws: PDFError.cancelled) { try await waiting.value }
        #expect(try await next.value.map(\.text) == ["next 0"])
        await pool.shutdown()
    }

    @Test("reads nothing after it was shut down, and ends what it was reading")
    func shutdown() async throws {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.memoryLimit = 3 << 30
        let pool = ReaderPool(configuration: configuration)
        #expect(try await pool.read(Self.document("before", pages: 1)).count == 1)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    await #expect(throws: PDFError.cancelled) { try await pool.read(HandmadePDF.doubling(40).bytes) }
                }
            }
            group.addTask { await pool.shutdown() }
        }
        await #expect(throws: PDFError.cancelled) { try await pool.read(Self.document("after", pages: 1)) }
    }

    @Test("says that the reader is missing when it is")
    func missing() async {
        for path in [nil, "/nowhere/pdf-reader", "/etc/hostname"] {
            let pool = ReaderPool(configuration: .init(executable: path))
            await #expect(throws: PDFError(.readerMissing, "")) { try await pool.read(Self.document("Lane", pages: 3)) }
            await #expect(throws: PDFError(.readerMissing, "")) { try await pool.mark(Self.document("Lane", pages: 3), boxes: []) }
        }
    }

    @Test("A process that dies on a page costs that document, and the error names the page")
    func crash() async throws {
        // Ready; opened, 3 pages; page 0 without text; then it is gone.
        let reader = try FakeReader(
            messages: [[0x80, 0, Int(ReaderProtocol.version)], [0x81, 0, 3], [0x82, 0, 0, 20]], payload: 20, end: "kill -SEGV $$")
        let pool = ReaderPool(configuration: .init(executable: reader.path, processes: 1))
        let error = await #expect(throws: PDFError.self) { try await pool.read(Self.document("Lane", pages: 3)) }
        #expect(error?.code == .readerCrashed)
        #expect(error?.page == 2)
    }

    @Test("A process that answers nonsense, or in another version, is not believed")
    func nonsense() async throws {
        for messages in [
            [[0x80, 0, Int(ReaderProtocol.version)], [0x99, 0, 0]], [[0x80, 0, Int(ReaderProtocol.version)], [0x82, 0, 0]],
            [[0x80, 0, Int(ReaderProtocol.version)], [0x81, 9, 0]],
        ] {
            let reader = try FakeReader(messages: messages, payload: 0, end: "cat > /dev/null")
            let pool = ReaderPool(configuration: .init(executable: reader.path, processes: 1))
            await #expect(throws: PDFError.readerCrashed()) { try await pool.read(Self.document("Lane", pages: 3)) }
        }
        let endless = try FakeReader(messages: [], payload: 0, end: "exec cat /dev/zero | tr '\\0' '\\377'")
        await #expect(throws: PDFError.readerCrashed()) {
            try await ReaderPool(configuration: .init(executable: endless.path)).read(Self.document("Lane", pages: 3))
        }
        let old = try FakeReader(messages: [[0x80, 0, 77]], payload: 0, end: "cat > /dev/null")
        await #expect(throws: PDFError(.readerMissing, "")) {
            try await ReaderPool(configuration: .init(executable: old.path)).read(Self.document("Lane", pages: 3))
        }
    }

    @Test("The reader is found beside the tests, or where the environment says")
    func executable() throws {
        let path = try #require(ReaderExecutable.find())
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }
}

/// A script in place of `pdf-reader` that sends the same messages whatever it is asked.
final class FakeReader {
    let path: String

    /// - Parameters:
    ///   - messages: kind, status, argument and length of each, all below 256.
    ///   - payload: zeros that follow the last message.
    ///   - end: what the script does then.
    init(messages: [[Int]], payload: Int, end: String) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "fake-reader-\(UUID().uuidString)")
        path = url.path
        var script = "#!/bin/sh\n"
        for message in messages {
            let fields = message + [Int](repeating: 0, count: 4 - message.count)
            let bytes = [fields[0], 0, fields[1], 0, fields[2], 0, 0, 0, fields[3], 0, 0, 0, 0, 0, 0, 0]
            script += "printf '" + bytes.map { "\\" + String($0, radix: 8) }.joined() + "'\n"
        }
        script += "printf '" + String(repeating: "\\0", count: payload) + "'\n\(end)\n"
        try Data(script.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
