import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PDFPages
import Synchronization

/// A batch of fifteen documents, from the request that brings them to the answer that it is completed; and the next swimmer on a
/// document that is known, who brings the document along. Both by HTTP, as clients see it.
struct Reading {
    /// Of the server, without a slash at the end.
    var address: String
    var paths: [String]
    private static let documents = 15
    private static let questions = 1_000

    func print() async throws {
        let longest = try await longest(8)
        var files: [(name: String, bytes: Data)] = []
        var pages = 0
        for number in 0..<Self.documents {
            let document = longest[number % longest.count]
            pages += document.pages
            // Each with a content of its own, so that each is read.
            let bytes = try Data(contentsOf: URL(filePath: document.path)) + Data("\n% \(number)\n".utf8)
            files.append(("\(number)-\(URL(filePath: document.path).lastPathComponent)", bytes))
        }
        try await printBatch(files, pages: pages)
        try await printQuestions(about: files[0].bytes, pages: longest[0].pages)
    }

    private func printBatch(_ files: [(name: String, bytes: Data)], pages: Int) async throws {
        struct Created: Decodable { var batchId: String }
        struct Found: Decodable {
            struct Batch: Decodable {
                var status: String
                var completedPdfs: Int
            }
            var batch: Batch
        }
        let body = Self.form("Mina Sol", field: "files", files)
        let start = ContinuousClock.now
        let created = try JSONDecoder().decode(Created.self, from: try await send(.bytes(body), to: "/api/batch/extract", expecting: 202))
        let taken = (ContinuousClock.now - start).inSeconds
        var batch: Found.Batch
        repeat {
            try await ContinuousClock().sleep(for: .milliseconds(5))
            let answer = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "\(address)/api/batch/\(created.batchId)"), timeout: .seconds(30))
            batch = try JSONDecoder().decode(Found.self, from: try await Self.bytes(of: answer)).batch
        } while ["pending", "processing"].contains(batch.status)
        let seconds = (ContinuousClock.now - start).inSeconds
        Swift.print(
            "batch of \(files.count) documents, \(pages) pages, \(body.readableBytes / 1_000) KB, from POST to \(batch.status):",
            String(format: "%.2f s (bar 2), of which %.2f s are the POST;", seconds, taken), "\(batch.completedPdfs) completed")
    }

    private func printQuestions(about bytes: Data, pages: Int) async throws {
        var (whole, atServer): ([Duration], [Duration]) = ([], [])
        for number in 0..<Self.questions {
            let body = Self.form("Mina Sol\(number)", field: "pdf", [("known.pdf", bytes)])
            let begin = ContinuousClock.now
            _ = try await send(.bytes(body), to: "/api/extract", expecting: 200)
            whole.append(ContinuousClock.now - begin)
        }
        for number in 0..<Self.questions {
            let body = LateEnd(Self.form("Mina Moon\(number)", field: "pdf", [("known.pdf", bytes)]))
            _ = try await send(.stream(body, length: .known(Int64(body.bytes.readableBytes))), to: "/api/extract", expecting: 200)
            atServer.append(ContinuousClock.now - body.sent.withLock { $0 })
        }
        Swift.print(
            "the next swimmer on a known document (\(pages) pages, \(bytes.count / 1_000) KB sent along):",
            "p50 \(atServer.milliseconds(at: 0.5)) ms, p99 \(atServer.milliseconds(at: 0.99)) ms at the server (bar 5),",
            "which begins when it has all; p50 \(whole.milliseconds(at: 0.5)) ms, p99 \(whole.milliseconds(at: 0.99)) ms with the sending")
    }

    private func send(_ body: HTTPClientRequest.Body, to path: String, expecting status: UInt) async throws -> Data {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers = ["Content-Type": "multipart/form-data; boundary=\(Self.boundary)"]
        request.body = body
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let text = try await Self.bytes(of: answer)
        guard answer.status.code == status else { throw Trouble("\(answer.status): \(String(decoding: text, as: UTF8.self))") }
        return text
    }

    private static func bytes(of answer: HTTPClientResponse) async throws -> Data {
        Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView)
    }

    private static let boundary = "heatsync-bench-7d4a1f"

    private static func form(_ swimmer: String, field: String, _ files: [(name: String, bytes: Data)]) -> ByteBuffer {
        var body = ByteBuffer(string: "--\(boundary)\r\nContent-Disposition: form-data; name=\"swimmer\"\r\n\r\n\(swimmer)\r\n")
        for file in files {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(file.name)\"\r\n\r\n")
            body.writeBytes(file.bytes)
            body.writeString("\r\n")
        }
        body.writeString("--\(boundary)--\r\n")
        return body
    }

    /// The documents with the most pages.
    private func longest(_ count: Int) async throws -> [(path: String, pages: Int)] {
        let pool = ReaderPool()
        var documents: [(path: String, pages: Int)] = []
        for path in paths {
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            documents.append((path, try await pool.read(bytes) { _ in }.count))
        }
        await pool.shutdown()
        return Array(documents.sorted { $0.pages > $1.pages }.prefix(count))
    }
}

/// A body whose last bytes come when the server has had time to take all others.
private final class LateEnd: AsyncSequence, Sendable {
    let bytes: ByteBuffer
    /// When the last bytes were sent.
    let sent = Mutex(ContinuousClock.now)

    init(_ bytes: ByteBuffer) { self.bytes = bytes }

    struct AsyncIterator: AsyncIteratorProtocol {
        let body: LateEnd
        var step = 0

        mutating func next() async throws -> ByteBuffer? {
            defer { step += 1 }
            let (count, last) = (body.bytes.readableBytes, 8)
            switch step {
            case 0: return body.bytes.getSlice(at: body.bytes.readerIndex, length: count - last)
            case 1:
                try await ContinuousClock().sleep(for: .milliseconds(20))
                body.sent.withLock { $0 = .now }
                return body.bytes.getSlice(at: body.bytes.readerIndex + count - last, length: last)
            default: return nil
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
