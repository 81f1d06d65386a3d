import FormsTesting
import Multipart
import NIOCore
import RandomTesting
import Testing

@Suite("Forms")
struct MultipartParserTests {
    private let form: [FormMaker.Part] = [
        .init("swimmer", "Mira Sandoval"),
        .init("empty", ""),
        .init(MultipartHead(name: "files", filename: "friday.pdf", contentType: "application/pdf"), Array("%PDF-1.7\r\n--\r\n\r".utf8)),
        .init(MultipartHead(name: "files", filename: "", contentType: "application/octet-stream"), []),
        .init(MultipartHead(name: "files", filename: "two.pdf"), Array("\r\n------pool7lane\r\n-----pool7lane4\r\r\n--".utf8)),
    ]

    @Test func `are the same however their bytes are cut in two`() throws {
        let body = FormMaker.body(form, preamble: "\r\n")
        for cut in 0...body.count {
            #expect(try FormMaker.parse([Array(body[..<cut]), Array(body[cut...])]) == form, "cut at \(cut)")
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 11, 64, 1000]) func `are the same in pieces of any size`(size: Int) throws {
        let body = FormMaker.body(form)
        let pieces = stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min(body.count, $0 + size)]) }
        #expect(try FormMaker.parse(pieces) == form)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `of random content come out as they went in`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Content of what boundaries are made of comes close to one as often as can be.
        let letters = Array("\r\n-pol74ane ".utf8)
        let parts = (0..<Int.random(in: 1...6, using: &random)).map { number in
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in letters[Int.random(in: letters.indices, using: &random)] }
            return FormMaker.Part(MultipartHead(name: "part\(number)", filename: seed.isMultiple(of: 2) ? "f.pdf" : nil), bytes)
        }
        let boundary = "-ol" + String((0..<8).map { _ in Character(Unicode.Scalar(letters[Int.random(in: 2..<9, using: &random)])) })
        let delimiter = Array("\r\n--\(boundary)".utf8)
        let isPossible = parts.allSatisfy { part in
            let whole = [13, 10] + part.bytes + [13, 10]
            return !whole.indices.contains { whole[$0...].starts(with: delimiter) }
        }
        guard isPossible else { return }
        var rest = FormMaker.body(parts, boundary: boundary)[...]
        var pieces: [[UInt8]] = []
        while !rest.isEmpty {
            let count = Int.random(in: 1...40, using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(try FormMaker.parse(pieces, contentType: "multipart/form-data; boundary=\"\(boundary)\"") == parts)
    }

    @Test func `are incomplete wherever they are cut off`() throws {
        let body = FormMaker.body(form, epilogue: "")
        for end in 0..<body.count {
            #expect(throws: MultipartError(.truncated, offset: 0), "cut off at \(end)") { try FormMaker.parse([Array(body[..<end])]) }
        }
    }

    @Test func `hold back no more of a file than a boundary is long`() throws {
        var parser = try MultipartParser(contentType: FormMaker.contentType)
        let head = "--\(FormMaker.boundary)\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n"
        parser.append(ByteBuffer(string: head))
        _ = try parser.next()
        var given = 0
        var taken = 0
        for _ in 0..<200 {
            parser.append(ByteBuffer(repeating: 13, count: 1000))
            given += 1000
            while case .bytes(let bytes) = try parser.next() { taken += bytes.readableBytes }
            #expect(given - taken < FormMaker.boundary.utf8.count + 4)
        }
    }

    @Test(arguments: [
        ("text/plain", MultipartError.Code.noBoundary), ("multipart/form-data", .noBoundary),
        ("multipart/form-data; boundary=", .noBoundary),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", .noBoundary),
        ("multipart/mixed; boundary=a", .noBoundary),
    ]) func `need a boundary`(type: String, code: MultipartError.Code) {
        #expect(throws: MultipartError(code, offset: 0)) { try MultipartParser(contentType: type) }
    }

    static let hostile: [(String, MultipartError.Code)] = [
        ("--B garbage\r\n\r\n", .malformedBoundary),
        ("--B-x", .malformedBoundary),
        ("--B\(String(repeating: " ", count: 65))\r\n", .malformedBoundary),
        ("--B\nContent-Disposition: form-data; name=a\n\n", .malformedBoundary),
        ("--B\r\nContent-Disposition: form-data; name=a\n\r\n", .malformedHead),
        ("--B\r\n\r\nhello\r\n--B--", .malformedHead),
        ("--B\r\nno colon\r\n\r\n", .unsupportedPart),
        ("--B\r\nContent-Disposition: attachment; name=a\r\n\r\n", .unsupportedPart),
        ("--B\r\nContent-Disposition: form-data\r\n\r\n", .unsupportedPart),
        ("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n", .unsupportedPart),
        ("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n", .unsupportedPart),
        ("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n", .unsupportedPart),
        ("--B\r\nX: \(String(repeating: "x", count: 9000))", .headTooLarge),
        ("--B\r\n\(String(repeating: "X: y\r\n", count: 17))\r\n", .headTooLarge),
        (String(repeating: "x", count: 5000) + "\r\n--B\r\n", .surroundingsTooLarge),
        (String(repeating: "x", count: 5000), .surroundingsTooLarge),
        ("--B--" + String(repeating: "x", count: 5000), .surroundingsTooLarge),
        (String(repeating: "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 201), .tooManyParts),
    ]

    @Test(arguments: hostile) func `that are none are refused`(body: String, code: MultipartError.Code) {
        let whole = Array(body.utf8)
        let type = "multipart/form-data; boundary=B"
        #expect(throws: MultipartError(code, offset: 0)) { try FormMaker.parse([whole], contentType: type) }
        #expect(throws: MultipartError(code, offset: 0)) { try FormMaker.parse(whole.map { [$0] }, contentType: type) }
    }

    @Test(arguments: [
        (#"form-data; name="files"; filename="C:\sheets\friday.pdf""#, "friday.pdf"),
        (#"form-data; name="files"; filename="../../etc/passwd""#, "passwd"),
        (#"form-data; name="files"; filename="a \"b\".pdf""#, #"a "b".pdf"#),
        (#"form-data; name="files"; filename="a %22b%22.pdf""#, #"a "b".pdf"#),
        (#"form-data; name=files; filename=plain.pdf"#, "plain.pdf"),
        (#"form-data; name="files"; filename="semi;colon.pdf"; x=y"#, "semi;colon.pdf"),
        (#"FORM-DATA; FileName="ü.pdf"; NAME="files""#, "ü.pdf"),
        (#"form-data; name="files"; filename="a%0D%0Ab.pdf""#, "a  b.pdf"),
        ("form-data; name=\"files\"; filename=\"a\u{0}\u{7}.pdf\"", "a.pdf"),
        (#"form-data; name="files"; filename="unclosed"#, "unclosed"),
        (#"form-data; name="files"; filename="/""#, ""),
    ]) func `name their files as browsers do`(disposition: String, filename: String) throws {
        let body = "--B\r\nContent-Disposition: \(disposition)\r\n\r\nx\r\n--B--"
        let parts = try FormMaker.parse([Array(body.utf8)], contentType: "multipart/form-data; boundary=B")
        #expect(parts.map(\.head) == [MultipartHead(name: "files", filename: filename)])
    }

    @Test func `are read part by part, and what is not wanted of a part is passed over`() async throws {
        let body = FormMaker.body(form)
        let pieces = AsyncStream { continuation in
            for byte in body { continuation.yield(ByteBuffer(bytes: [byte])) }
            continuation.finish()
        }
        let reader = MultipartReader(pieces, parser: try MultipartParser(contentType: FormMaker.contentType))
        #expect(try await reader.nextPart() == form[0].head)
        #expect(try await reader.text(limit: 100) == "Mira Sandoval")
        #expect(try await reader.nextBytes() == nil)
        #expect(try await reader.nextPart() == form[1].head)
        #expect(try await reader.nextPart() == form[2].head)
        #expect(try await reader.text(limit: 3) == nil)
        #expect(try await reader.nextPart() == form[3].head)
        #expect(try await reader.nextPart() == form[4].head)
        #expect(try await reader.nextPart() == nil)
        #expect(try await reader.nextPart() == nil)
    }
}
