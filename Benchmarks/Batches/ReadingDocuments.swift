import AsyncHTTPClient
import Foundation
import HeatSheets
import MeetModel
import NIOCore
import NIOHTTP1
import PDFPages
import Schedules

/// A batch of fifteen documents, from the request that brings them to the answer that it is completed; and the next swimmer of a
/// document that is known, who brings the document along and gets races and a link. Both by HTTP, as clients see it.
struct ReadingDocuments {
    var port: Int
    var paths: [String]
    private var address: String { "http://127.0.0.1:\(port)" }
    private static let documents = 15
    private static let questions = 1_000

    func print() async throws {
        let longest = try await longest(8)
        var files: [(name: String, bytes: Data)] = []
        var questions: [Question] = []
        var pages = 0
        for number in 0..<Self.documents {
            let document = longest[number % longest.count]
            pages += document.pages
            // Each with a content of its own, so that each is read.
            let bytes = try Data(contentsOf: URL(filePath: document.path)) + Data("\n% \(number)\n".utf8)
            files.append(("\(number)-\(URL(filePath: document.path).lastPathComponent)", bytes))
            questions += document.swimmers.map { Question(document: number, swimmer: $0) }
        }
        try await printBatch(files, pages: pages)
        try printQuestions(Array(questions.prefix(2 * Self.questions)), files.map(\.bytes))
    }

    /// Of one swimmer of a document.
    private struct Question {
        var document: Int
        var swimmer: String
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

    /// Half of them as a client sees it that sends all at once, the other half from the last bytes of the request on. Between those
    /// comes a request for which there is nothing to do: what it takes is the machine's and the connection's share.
    private func printQuestions(_ questions: [Question], _ documents: [Data]) throws {
        let client = try PlainClient(port: port)
        var (whole, atServer, idle): ([Duration], [Duration], [Duration]) = ([], [], [])
        let nothing = ByteBuffer(string: "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n").readableBytesView
        for (index, question) in questions.enumerated() {
            let body = Self.form(question.swimmer, field: "pdf", [("known.pdf", documents[question.document])])
            var request = ByteBuffer(
                string: "POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.readableBytes)\r\n"
                    + "Content-Type: multipart/form-data; boundary=\(Self.boundary)\r\n\r\n")
            request.writeImmutableBuffer(body)
            let isWhole = index < questions.count / 2
            var bytes = request.readableBytesView
            if !isWhole {
                try client.send(bytes.dropLast(8))
                // The server has time to take all but these.
                Thread.sleep(forTimeInterval: 0.02)
                bytes = bytes.suffix(8)
            }
            let start = ContinuousClock.now
            try client.send(bytes)
            let answer = try client.answer()
            let time = ContinuousClock.now - start
            if isWhole { whole.append(time) } else { atServer.append(time) }
            guard answer.head.hasPrefix("HTTP/1.1 200"), answer.body.contains("/result/") else { throw Trouble(answer.head + answer.body) }
            guard !isWhole, index % 2 == 0 else { continue }
            Thread.sleep(forTimeInterval: 0.02)
            let begin = ContinuousClock.now
            try client.send(nothing)
            _ = try client.answer()
            idle.append(ContinuousClock.now - begin)
        }
        Swift.print(
            "the next swimmer of a known document (\(documents[questions.first?.document ?? 0].count / 1_000) KB sent along),",
            "\(questions.count) of them:",
            "p50 \(atServer.milliseconds(at: 0.5)) ms, p99 \(atServer.milliseconds(at: 0.99)) ms at the server (bar 5),",
            "which begins when it has all (and p50 \(idle.milliseconds(at: 0.5)) ms, p99 \(idle.milliseconds(at: 0.99)) ms for an answer",
            "without work); p50 \(whole.milliseconds(at: 0.5)) ms, p99 \(whole.milliseconds(at: 0.99)) ms with the sending")
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

    /// The documents with the most pages, and the names of the swimmers in them.
    private func longest(_ count: Int) async throws -> [(path: String, pages: Int, swimmers: [String])] {
        let pool = ReaderPool()
        var documents: [(path: String, pages: Int, swimmers: [String])] = []
        for path in paths {
            let reading = try await HeatSheetReader.read(Array(try Data(contentsOf: URL(filePath: path))), in: pool)
            let index = MeetIndex([SourceDocument(file: path, reading: reading)])
            let everyone = index.schedule(Schedules.Question(everyone: true)).swimmers.map(\.person.displayName)
            // Of two with one name we would be asked whom we mean.
            let names = Dictionary(grouping: everyone, by: { $0 }).filter { $0.value.count == 1 }.keys.sorted()
            documents.append((path, reading.completeness.pages, names))
        }
        await pool.shutdown()
        return Array(documents.sorted { $0.pages > $1.pages }.prefix(count))
    }
}
