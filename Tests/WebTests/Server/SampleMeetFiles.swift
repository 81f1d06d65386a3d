import FormsTesting
import Foundation
import Multipart
import NIOHTTP1
import Testing
import Web

/// The meet of `samples/`, whose people are invented.
enum SampleMeetFiles {
    static let swimmer = "Yara Brammont"

    static func bytes(_ name: String) throws -> [UInt8] {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: project.appending(path: "samples/\(name)")))
    }

    static func part(_ name: String) throws -> FormMaker.Part {
        FormMaker.Part(MultipartHead(name: "files", filename: name, contentType: "application/pdf"), try bytes(name))
    }

    static let names = ["harbor-lights-heat-sheet.pdf", "harbor-lights-session-report.pdf", "harbor-lights-psych-sheet.pdf"]

    /// A form with the whole meet.
    static func form(_ others: [FormMaker.Part] = []) throws -> [FormMaker.Part] {
        [.init("swimmer", swimmer)] + others + (try names.map(part))
    }
}

extension TestServer {
    /// Makes a batch of the sample meet, and gives its id.
    func makeBatch(_ others: [FormMaker.Part] = []) async throws -> String {
        let answer = try await post("/api/batch/extract", form: try SampleMeetFiles.form(others))
        return try #require(answer.json?["batchId"].text, "\(answer.text)")
    }

    /// Waits for the batch to end, by its event stream.
    func waitForEnd(_ id: String) async throws {
        _ = try await request(.GET, "/api/batch/\(id)/stream")
    }
}
