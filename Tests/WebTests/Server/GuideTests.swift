import Foundation
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

@Suite("The guide of the API") struct GuideTests {
    @Test func `leads with curl from the upload to the calendar`() async throws {
        try await TestServer.run(TestServer.Options(hasWorker: true)) { server in
            let guide = try await Guide(server)
            let created = try await guide.run(commandsWith: "-F 'swimmer=")
            let id = try #require(created.firstMatch(of: /"batchId":\s*"([^"]+)"/)?.1, "\(created)")
            guide.set("the-batchId-of-the-answer", to: String(id))
            #expect(try await guide.run(commandsWith: "/stream").contains("event: batch_completed"))
            #expect(try await guide.run(commandsWith: "api/batch/$ID\n").contains(#""status": "completed""#))
            #expect(try await guide.run(commandsWith: "/results").contains("200 LC Meter"))
            _ = try await guide.run(commandsWith: "calendar.ics")
            let calendar = try String(contentsOf: guide.folder.appending(path: "races.ics"), encoding: .utf8)
            #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n"), "\(calendar.prefix(300))")
            #expect(calendar.contains("TRIGGER:-PT10M"))
        }
    }

    @Test func `leads with curl through an upload in pieces`() async throws {
        try await TestServer.run(TestServer.Options(hasWorker: true)) { server in
            let guide = try await Guide(server)
            // The second command needs what the first one answers: the reader puts it where the guide says.
            let commands = guide.commands(with: "Upload-Complete")
            let begun = try await guide.run(String(try #require(commands.split(separator: "\nUPLOAD=").first)))
            let upload = try #require(begun.firstMatch(of: /"uploadId":\s*"([^"]+)"/)?.1, "\(begun)")
            guide.set("the-uploadId-of-the-answer", to: String(upload))
            let rest = try #require(guide.commands(with: "Upload-Complete").firstRange(of: "UPLOAD="))
            _ = try await guide.run(String(guide.commands(with: "Upload-Complete")[rest.lowerBound...]))
            let state = try await server.request(.HEAD, "/api/uploads/\(upload)")
            #expect(state["upload-offset"] == "\(try SampleMeetFiles.bytes(SampleMeetFiles.names[0]).count)")
        }
    }
}

/// The commands of `/docs/api` as somebody types them who follows it, in a folder with the documents it names.
private final class Guide {
    let folder: URL
    private var blocks: [String]

    init(_ server: TestServer) async throws {
        let page = try await server.request(.GET, "/docs/api").text
        blocks = page.matches(of: /<pre><code>([\s\S]*?)<\/code><\/pre>/).map { match in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(String(match.1)) {
                $0.replacing($1.0, with: $1.1)
            }.replacing("http://heats.example", with: server.address)
        }
        folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-guide-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, sample) in [("heat-sheet.pdf", SampleMeetFiles.names[0]), ("session-report.pdf", SampleMeetFiles.names[1])] {
            try Data(SampleMeetFiles.bytes(sample)).write(to: folder.appending(path: name))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Fills in what the guide leaves to its reader.
    func set(_ placeholder: String, to value: String) { blocks = blocks.map { $0.replacing(placeholder, with: value) } }

    /// The first of the guide's blocks with this text, each of them ending in a line break.
    func commands(with text: String) -> String { blocks.map { $0 + "\n" }.first { $0.contains(text) } ?? "" }

    func run(commandsWith text: String) async throws -> String { try await run(commands(with: text)) }

    /// What the commands print. The variables that the guide has set before are set.
    func run(_ commands: String) async throws -> String {
        try #require(!commands.isEmpty)
        let variables = blocks.flatMap { $0.split(separator: "\n") }.filter { $0.contains(/^[A-Z]+=/) }.joined(separator: "\n")
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-e", "-c", "\(variables)\n\(commands)"], workingDirectory: FilePath(folder.path),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        #expect(result.terminationStatus.isSuccess, "\(commands): \(result.standardError)")
        return result.standardOutput
    }
}
