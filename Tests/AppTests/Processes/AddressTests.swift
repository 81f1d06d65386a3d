import AsyncHTTPClient
import DatabaseTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing

/// Documents that are given by their addresses, fetched by a real server.
@Suite(.serialized) struct AddressTests {
    @Test func `both versions fetch under the rules that are configured`() async throws {
        let sheet = ByteBuffer(bytes: try Documents.samples()[0].bytes)
        let small = sheet.readableBytes
        let handler: LoopbackServer.Handler = { request, _ in
            request.target == "/sheet.pdf" ? [.answer(.ok, [:], sheet)] : [.answer(.ok, [:], ByteBuffer(repeating: 0x20, count: 1_100_000))]
        }
        try await LoopbackServer.run(handler) { site in
            let variables = ["DOWNLOAD_EXCEPTIONS": "127.0.0.1:\(site.port)", "MAX_UPLOAD_MB": "1", "UPLOAD_FILES_PER_DAY": "3"]
            #expect(small < 1_000_000)
            try await ServiceWorld.with(.sqlite, variables) { world in
                let server = try await world.start()
                let client = try ServiceClient(server)
                let address = "http://127.0.0.1:\(site.port)"

                let batch = try await client.end(of: try await client.create(urls: ["\(address)/sheet.pdf", "\(address)/large.pdf"]))
                #expect(batch.jobs.map(\.status) == ["completed", "failed"])
                #expect(batch.jobs[1].errorCode == "TOO_LARGE")

                let first = try await extract("\(address)/sheet.pdf", client)
                #expect(first.status == 200 && first.body.contains("\"resultUrl\""), "\(first.body)")
                let large = try await extract("\(address)/large.pdf", client)
                #expect(large.status == 422 && large.body.contains("TOO_LARGE"), "\(large.body)")

                // The third document of the day, and the one too many.
                #expect(try await extract("\(address)/sheet.pdf", client).status == 200)
                let refused = try await extract("\(address)/sheet.pdf", client)
                #expect(refused.status == 429 && refused.body.contains("QUOTA_EXCEEDED"), "\(refused.body)")
                try await server.stop()
            }
        }
    }

    private func extract(_ url: String, _ client: ServiceClient) async throws -> ServiceClient.Answer {
        var request = HTTPClientRequest(url: client.address + "/api/extractUrl")
        request.method = .POST
        request.headers = ["content-type": "application/json"]
        request.body = .bytes(ByteBuffer(string: #"{"url": "\#(url)", "swimmer": "Yara Brammont"}"#))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 1 << 20)
        return ServiceClient.Answer(status: Int(response.status.code), body: String(buffer: body))
    }
}
