import Batches
import FormsTesting
import Foundation
import Hummingbird
import Multipart
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

@testable import Web

@Suite("The API's description")
struct DescriptionTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func `lacks no endpoint that there is`() async throws {
        let (configuration, context) = (Mutable<WebConfiguration?>(nil), Mutable<WebContext?>(nil))
        var options = TestServer.Options()
        options.configure = { configuration.value = $0 }
        options.adjust = { context.value = $0 }
        try await TestServer.run(options) { server in
            let answer = try await server.request(.GET, "/openapi.json")
            let paths = (try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any])?["paths"]
            let described = try #require(paths as? [String: [String: Any]])
            let router = WebRoutes.router(configuration: try #require(configuration.value), context: try #require(context.value))
            // As "GET /api/health"; HEAD is there with every GET.
            let routes = router.routes.map { String(describing: $0) }.filter { $0.contains(" /api/") && !$0.hasPrefix("HEAD ") }
            #expect(routes.count > 20)
            let endpoints = Set(described.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
            #expect(Set(routes).subtracting(endpoints) == [], "endpoints that are there, but not described")
        }
    }

    @Test func `names no endpoint that there is not`() async throws {
        try await TestServer.run { server in
            let answer = try await server.request(.GET, "/openapi.json")
            #expect(answer.status == 200)
            #expect(try await server.request(.GET, "/openapi.json", headers: ["If-None-Match": answer["etag"] ?? ""]).status == 304)
            let paths = try #require(
                (try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any])?["paths"])
            let described = try #require(paths as? [String: [String: Any]])
            #expect(described.count > 15)
            for (path, methods) in described {
                let example = path.replacingOccurrences(
                    of: #"\{[a-z]+\}"#, with: "11111111-2222-3333-4444-555555555555", options: .regularExpression)
                let allowed = try await server.request(.OPTIONS, example)
                #expect(allowed.status == 204, "\(path) is described, but not there")
                let there = Set((allowed["allow"] ?? "").split(separator: ", ").map { $0.lowercased() }).subtracting(["options"])
                // HEAD is there with every GET; it is described where it is an endpoint of its own.
                #expect(there.subtracting(["head"]) == Set(methods.keys).subtracting(["head"]), "\(path)")
            }
        }
    }

    @Test func `is a page that leads from the upload to the calendar`() async throws {
        try await TestServer.run { server in
            let page = try await server.request(.GET, "/docs/api")
            #expect(page.status == 200)
            #expect(page["content-type"] == "text/html; charset=utf-8")
            for text in [
                "curl -F", "http://heats.example/api/batch/extract", "$ID/stream", "calendar.ics?reminder=10", "POST /api/batch/extract",
                "Idempotency-Key", "id=\"value-batch\"", "429",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("<script"))
            // Commands over several lines stay so.
            #expect(page.text.contains("\\\n     -F"))
        }
    }

    @Test(.timeLimit(.minutes(5))) func `holds for everything that schemathesis tries`() async throws {
        let program = Self.project.appending(path: ".venv/bin/schemathesis").path
        try #require(FileManager.default.fileExists(atPath: program), "Run scripts/bootstrap: schemathesis is missing.")
        let tests = Self.project.appending(path: "Tests/WebTests")
        let sample = try SampleMeetFiles.names.map { SampleMeet.Document(filename: $0, bytes: try SampleMeetFiles.bytes($0)) }
        var options = TestServer.Options(hasWorker: true, isUnlimited: true)
        options.adjust = { $0.sample = SampleMeet(swimmers: [SampleMeetFiles.swimmer], documents: sample) }
        try await TestServer.run(options) { server in
            let id = try await server.makeBatch()
            try await server.waitForEnd(id)
            let job = try #require(try await server.request(.GET, "/api/batch/\(id)").json?["batch"]["jobs"][0]["id"].text)
            var document = try SampleMeetFiles.part(SampleMeetFiles.names[0])
            document.head.name = "pdf"
            let one = try await server.post("/api/extract", form: [document, .init("swimmer", SampleMeetFiles.swimmer)])
            let code = try #require(one.json?["resultUrl"].text?.split(separator: "/").last.map(String.init))
            let upload = try await server.request(
                .POST, "/api/uploads", headers: ["Upload-Complete": "?0"], body: ByteBuffer(string: "%PDF-1.7"))
            let report = try await Subprocess.run(
                .path(FilePath(program)),
                arguments: [
                    "--config-file", tests.appending(path: "schemathesis.toml").path, "run", "\(server.address)/openapi.json", "--phases",
                    "examples,coverage,fuzzing", "--max-examples", "6", "--seed", "7", "--request-timeout", "20", "--no-color",
                ],
                environment: .inherit.updating([
                    "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "HEATSYNC_BATCH": id, "HEATSYNC_JOB": job, "HEATSYNC_CODE": code,
                    "HEATSYNC_UPLOAD": upload.json?["uploadId"].text ?? "", "PYTHONDONTWRITEBYTECODE": "1",
                    "PYTHONPATH": tests.path,
                ]), workingDirectory: FilePath(FileManager.default.temporaryDirectory.path),
                output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
            let text = report.standardOutput + report.standardError
            #expect(report.terminationStatus.isSuccess, "\(text.suffix(6000))")
            #expect(text.contains("Tested: "))
        }
    }
}
