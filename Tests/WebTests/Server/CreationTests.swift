import Batches
import DatabaseTesting
import NIOCore
import NIOHTTP1
import Testing
import Web

@Suite("Making batches")
struct CreationTests {
    static func file(_ name: String, _ text: String = "%PDF-1.7 \(UInt64.random(in: 0 ... .max))") -> FormMaker.Part {
        FormMaker.Part(MultipartHead(name: "files", filename: name, contentType: "application/pdf"), Array(text.utf8))
    }

    @Test(arguments: TestBackend.allCases) func `a form with files and addresses makes a batch that can be asked for`(
        backend: TestBackend
    ) async throws {
        try await TestServer.run(on: backend) { server in
            let answer = try await server.post(
                "/api/batch/extract",
                form: [
                    .init("swimmer", "Mira Sandoval"), .init("swimmer", #"{"name": "Tobin Ashgrove", "age": 12, "team": "WAVE"}"#),
                    Self.file("friday.pdf"), .init("urls", "https://heats.example/saturday.pdf"), Self.file("sunday.pdf"),
                    .init("timezone", "America/Los_Angeles"),
                ])
            #expect(answer.status == 202)
            let id = try #require(answer.json?["batchId"].text)
            #expect(answer["location"] == "http://heats.example/api/batch/\(id)")
            #expect(answer.json?["jobs"].array?.map { $0["sequence"].int } == [0, 1, 2])
            #expect(answer.json?["jobs"].array?.map { $0["sourceType"].text } == ["file", "url", "file"])
            #expect(answer.json?["streamUrl"].text == "http://heats.example/api/batch/\(id)/stream")

            let status = try await server.request(.GET, "/api/batch/\(id)")
            #expect(status.status == 200)
            let batch = try #require(status.json?["batch"])
            #expect(batch["swimmers"].array?.map { $0["name"].text } == ["Mira Sandoval", "Tobin Ashgrove"])
            #expect(batch["swimmers"][1]["age"].text == "12")
            #expect(batch["jobs"][0]["filename"].text == "friday.pdf")
            #expect(batch["timezone"].text == "America/Los_Angeles")
        }
    }
}
