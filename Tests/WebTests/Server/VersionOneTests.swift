import AsyncHTTPClient
import FileStore
import FormsTesting
import Multipart
import NIOCore
import NIOHTTP1
import Testing
import Web

@Suite("Version 1")
struct VersionOneTests {
    @Test func `answers with one document's races, and says that it is on its way out`() async throws {
        try await TestServer.run(.init(hasWorker: true)) { server in
            var part = try SampleMeetFiles.part(SampleMeetFiles.names[0])
            part.head.name = "pdf"
            let answer = try await server.post("/api/extract", form: [part, .init("swimmer", SampleMeetFiles.swimmer)])
            #expect(answer.status == 200)
            #expect(answer.json?["success"].bool == true)
            #expect(answer.json?["data"]["events"].array?.isEmpty == false)
            #expect(answer.json?["cached"].bool == false)
            #expect(answer["x-deprecated"] == "true")
            #expect(answer["deprecation"] == "@1767225600")
            #expect(answer["sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT")
            #expect(answer["link"]?.contains("rel=\"successor-version\"") == true)
            #expect(answer["x-deprecated-message"]?.contains("/api/batch/extract") == true)
            let link = try #require(answer.json?["resultUrl"].text)
            let code = try #require(link.split(separator: "/").last)
            let shared = try await server.request(.GET, "/api/result/\(code)")
            #expect(shared.status == 200)
            #expect(shared.json?["data"]["meetName"].text == "Harbor Lights Invitational")
            let again = try await server.post("/api/extract", form: [part, .init("swimmer", "Nobody Atall")])
            #expect(again.status == 200)
            #expect(again.json?["cached"].bool == true)
            #expect(again.json?["data"]["outcome"].text == "notFound")
            #expect(try await server.store.list(prefix: "", after: nil, limit: 10).objects.isEmpty, "the document itself is not kept")
        }
    }

    @Test func `charges what the request announces, and nothing for a document that it refuses`() async throws {
        let text = FormMaker.Part(MultipartHead(name: "pdf", filename: "a.pdf"), Array("no pdf".utf8))
        var sheet = try SampleMeetFiles.part(SampleMeetFiles.names[0])
        sheet.head.name = "pdf"
        let form = [sheet, FormMaker.Part("swimmer", SampleMeetFiles.swimmer)]
        let size = Int64(FormMaker.body(form).count)
        try await TestServer.run(.init(quota: StorageUsage(files: 5, bytes: 2 * size))) { server in
            for _ in 0..<2 {
                #expect(try await server.post("/api/extract", form: [text, .init("swimmer", "Mira")]).status == 422)
            }
            for _ in 0..<2 { #expect(try await server.post("/api/extract", form: form).status == 200) }
            let refused = try await server.post("/api/extract", form: [text, .init("swimmer", "Mira")])
            #expect(refused.status == 429)
            #expect(refused.json?["code"].text == "QUOTA_EXCEEDED")
        }
    }

    @Test func `charges a request that announces nothing for what it brings`() async throws {
        var sheet = try SampleMeetFiles.part(SampleMeetFiles.names[0])
        sheet.head.name = "pdf"
        let body = FormMaker.body([sheet, FormMaker.Part("swimmer", SampleMeetFiles.swimmer)])
        let options = TestServer.Options(
            configure: { $0.limits.documentSize = 1_000_000 }, quota: StorageUsage(files: 5, bytes: 1_000_000 + Int64(body.count)))
        try await TestServer.run(options) { server in
            for _ in 0..<3 {
                var request = HTTPClientRequest(url: "\(server.address)/api/extract")
                request.method = .POST
                request.headers = ["Content-Type": FormMaker.contentType]
                request.body = .bytes(body, length: .unknown)
                let answer = try await server.client.execute(request, timeout: .seconds(60))
                #expect(answer.status == .ok)
            }
        }
    }

    @Test func `refuses what it cannot read, and stays without its notice while batches are off`() async throws {
        let options = TestServer.Options()
        try await TestServer.run(options) { server in
            let text = FormMaker.Part(MultipartHead(name: "pdf", filename: "a.pdf"), Array("no pdf".utf8))
            let answer = try await server.post("/api/extract", form: [text, .init("swimmer", "Mira")])
            #expect(answer.status == 422)
            #expect(answer.json?["code"].text == "NOT_A_PDF")
            #expect(answer["x-deprecated"] == "true")
            #expect(try await server.post("/api/extract", form: [text]).status == 400)
            #expect(try await server.post("/api/extract", form: [.init("swimmer", "Mira")]).status == 400)
            #expect(try await server.post("/api/extractUrl", json: #"{"url": "https://nowhere.example/a.pdf"}"#).status == 400)
            let unknown = try await server.request(.GET, "/api/result/aaaaaaaa")
            #expect(unknown.status == 404)
            #expect(unknown["x-deprecated"] == "true")
            options.flags.value.isBatchAPIOn = false
            #expect(try await server.request(.GET, "/api/result/aaaaaaaa")["x-deprecated"] == nil)
        }
    }
}
