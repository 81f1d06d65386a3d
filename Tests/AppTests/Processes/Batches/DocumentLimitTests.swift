import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// Batches with more documents than a batch may have.
@Suite struct DocumentLimitTests {
    private static let form = "Content-Type: multipart/form-data; boundary=lane"

    /// A form's part up to where its bytes begin.
    private static func part(_ disposition: String) -> String { "--lane\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n" }

    /// Sends a request as far as `body` goes, and gives the answer.
    private static func answer(_ port: Int, _ fields: String..., body: String = "") async throws -> String {
        let head = "POST /api/batch/extract HTTP/1.1\r\nHost: localhost\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
        return try await RawConnection.run(to: port) { exchange in
            try await exchange.send(head + body)
            return try await exchange.readToEnd()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `16 documents are refused before their bytes have come, and nothing is kept of them`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            let server = try await world.start("web")
            let client = try ServiceClient(server)
            func expectRefusal(_ answer: String, _ code: String, sourceLocation: SourceLocation = #_sourceLocation) {
                #expect(
                    answer.hasPrefix("HTTP/1.1 413 ") && answer.contains("\"code\": \"\(code)\""), "\(answer)",
                    sourceLocation: sourceLocation)
            }

            // One that says how many there are: nothing but the head has been sent, whether or not the client waits to be invited.
            for field in ["Expect: 100-continue", "Accept: */*"] {
                expectRefusal(
                    try await Self.answer(client.port, Self.form, "Content-Length: 48000000", "X-Document-Count: 16", field),
                    "TOO_MANY_DOCUMENTS")
            }
            // One that says how large they are.
            expectRefusal(try await Self.answer(client.port, Self.form, "Content-Length: 800000000"), "TOO_LARGE")
            // One that says neither: the sixteenth begins, and no byte of it has been sent.
            let documents = (1...15).map { Self.part("name=\"files\"; filename=\"\($0).pdf\"") + "%PDF-1.7 \($0)\r\n" }
            let begun =
                Self.part("name=\"swimmer\"") + "Yara Brammont\r\n" + documents.joined() + Self.part("name=\"files\"; filename=\"16.pdf\"")
            for framing in ["Content-Length: 48000000", "Transfer-Encoding: chunked"] {
                let body = framing.hasPrefix("Content") ? begun : "\(String(begun.utf8.count, radix: 16))\r\n\(begun)\r\n"
                expectRefusal(try await Self.answer(client.port, Self.form, framing, body: body), "TOO_MANY_DOCUMENTS")
            }
            // Addresses count like files.
            let addresses = (1...16).map { "\"https://meet.example/\($0).pdf\"" }.joined(separator: ",")
            let json = "{\"swimmer\": \"Yara Brammont\", \"urls\": [\(addresses)]}"
            expectRefusal(
                try await Self.answer(
                    client.port, "Content-Type: application/json", "Content-Length: \(json.utf8.count)", "Connection: close", body: json),
                "TOO_MANY_DOCUMENTS")

            try await world.withDatabase { database in
                let batches: Int? = try await database.value("SELECT count(*) FROM processing_batches")
                let charged: Int? = try await database.value("SELECT sum(amount) FROM rate_counters WHERE scope LIKE 'upload%'")
                #expect(batches == 0 && (charged ?? 0) == 0)
            }
            let folder = world.folder.appending(path: "files/uploads").path
            let kept = FileManager.default.enumerator(atPath: folder)?.filter { "\($0)".hasSuffix(".pdf") } ?? []
            #expect(kept.isEmpty, "\(kept)")

            // One less is welcome.
            let id = try await client.create(files: (1...15).map { ("\($0).pdf", Array("%PDF-1.7 \($0)".utf8)) })
            #expect(try await client.batch(id).totalPdfs == 15)
            try await server.stop()
        }
    }
}
