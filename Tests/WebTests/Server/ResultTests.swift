import Database
import DatabaseTesting
import FormsTesting
import Foundation
import Multipart
import NIOCore
import NIOHTTP1
import Testing
import Web

@Suite("Results")
struct ResultTests {
    private static let working = TestServer.Options(hasWorker: true)

    @Test(arguments: TestBackend.allCases) func `come by session and by source, with evidence and completeness`(
        backend: TestBackend
    ) async throws {
        try await TestServer.run(on: backend, Self.working) { server in
            let id = try await server.makeBatch()
            try await server.waitForEnd(id)
            let answer = try await server.request(.GET, "/api/batch/\(id)/results")
            #expect(answer.status == 200)
            let results = try #require(answer.json)
            #expect(results["complete"].bool == true)
            #expect(results["status"].text == "completed")
            #expect(results["answers"][0]["outcome"].text == "found")
            let races = try #require(results["races"].array)
            #expect(!races.isEmpty)
            #expect(races.allSatisfy { $0["swimmer"].text?.hasPrefix("Yara") == true && $0["evidence"][0]["page"].int != nil })
            #expect(Set(races.compactMap { $0["id"].text }).count == races.count)
            #expect(results["sessions"].array?.flatMap { $0["races"].array?.compactMap(\.int) ?? [] }.sorted() == Array(races.indices))
            #expect(results["sources"].array?.map { $0["file"].text } == SampleMeetFiles.names)
            #expect(results["sources"].array?.map { $0["kind"].text } == ["heat-sheet", "timeline", "psych-sheet"])

            let tag = try #require(answer["etag"])
            let same = try await server.request(.GET, "/api/batch/\(id)/results", headers: ["If-None-Match": "\"x\", \(tag)"])
            #expect(same.status == 304)
            #expect(same.body.readableBytes == 0)
            let status = try await server.request(.GET, "/api/batch/\(id)")
            let statusTag = try #require(status["etag"])
            #expect(try await server.request(.GET, "/api/batch/\(id)", headers: ["If-None-Match": statusTag]).status == 304)
            let chosen = try await server.request(.GET, "/api/batch/\(id)/results?choice0.age=99")
            #expect(chosen.json?["answers"][0]["age"].text == "99")
            #expect(chosen.json?["answers"][0]["outcome"].text == "notFound")
            let typed = try await server.request(.GET, "/api/batch/\(id)/results?choice0=Yara%20Brammont%20(17,%20KELP)")
            #expect(typed.json?["answers"][0]["outcome"].text == "found")
            let other = try await server.request(.GET, "/api/batch/\(id)/results?choice0=Yara%20Brammont%20(1999)")
            #expect(other.json?["answers"][0]["birth"].text == "1999")
            #expect(other.json?["answers"][0]["suggestions"][0]["choice"].text == "Yara T Brammont (17, KELP-ZZ)")
            #expect(try await server.request(.GET, "/api/batch/\(id)/results?choice7.team=X").status == 400)
            #expect(try await server.request(.GET, "/api/batch/\(id)/results?choice7=X").status == 400)
        }
    }

    @Test func `become a calendar, of all races or of some`() async throws {
        try await TestServer.run(Self.working) { server in
            let id = try await server.makeBatch([.init("timezone", "America/Los_Angeles")])
            try await server.waitForEnd(id)
            let path = "/api/batch/\(id)/calendar.ics"
            let all = try await server.request(.GET, path + "?reminder=10&reminder=5")
            #expect(all.status == 200)
            #expect(all["content-type"] == "text/calendar; charset=utf-8")
            #expect(
                all["content-disposition"]?.hasPrefix("attachment; filename=\"yara-t-brammont-harbor-lights-invitational.ics\"") == true)
            #expect(all.text.contains("TZID:America/Los_Angeles"))
            #expect(all.text.contains("TRIGGER:-PT10M"))
            let count = all.text.components(separatedBy: "BEGIN:VEVENT").count - 1
            let race = try #require(try await server.request(.GET, "/api/batch/\(id)/results").json?["races"][0]["id"].text)
            let one = try await server.request(.GET, path + "?race=\(race)&feed=1")
            #expect(count > 1)
            #expect(one.text.components(separatedBy: "BEGIN:VEVENT").count - 1 == 1)
            #expect(one.text.contains("UID:\(race)@heatsync"))
            #expect(one["content-disposition"]?.hasPrefix("inline") == true)
            #expect(try await server.request(.GET, path, headers: ["If-None-Match": all["etag"] ?? ""]).status == 200)
            #expect(try await server.request(.GET, path + "?race=none").status == 404)
            #expect(try await server.request(.GET, path + "?reminder=soon").status == 400)
            #expect(try await server.request(.GET, path + "?timezone=Moon/Base").status == 400)
        }
    }

    @Test(arguments: TestBackend.allCases) func `change in a calendar that is subscribed to only when they have changed`(
        backend: TestBackend
    ) async throws {
        try await TestServer.run(on: backend, Self.working) { server in
            let broken = FormMaker.Part(
                MultipartHead(name: "files", filename: "broken.pdf", contentType: "application/pdf"), Array("%PDF-1.7".utf8))
            let id = try await server.makeBatch([broken])
            try await server.waitForEnd(id)
            let path = "/api/batch/\(id)/calendar.ics"
            // An hour passes.
            let past = SQL.instant(.now, plus: .seconds(-3_600))
            try await server.database.execute("UPDATE batch_events SET created_at = \(past)")
            try await server.database.execute("UPDATE parsed_meets SET created_at = \(past)")
            try await server.database.execute("UPDATE processing_batches SET created_at = \(past)")
            let first = try await server.request(.GET, path)
            let (sequence, stamps) = (try Self.value("SEQUENCE", in: first.text), try Self.value("LAST-MODIFIED", in: first.text))
            #expect(try await server.request(.GET, path).text == first.text)
            let tag = try #require(first["etag"])
            #expect(try await server.request(.GET, path, headers: ["If-None-Match": tag]).status == 304)

            #expect(try await server.request(.POST, "/api/batch/\(id)/retry").status == 202)
            try await server.waitForEnd(id)
            let second = try await server.request(.GET, path, headers: ["If-None-Match": tag])
            #expect(second.status == 200)
            let grown = try #require(Int(try Self.value("SEQUENCE", in: second.text)))
            #expect(grown > (Int(sequence) ?? .max))
            #expect(try Self.value("LAST-MODIFIED", in: second.text) > stamps)
            #expect(try Self.all("UID", in: second.text) == Self.all("UID", in: first.text))

            // A version of the reader that reads a document anew changes the races without an event.
            try await server.database.execute("UPDATE batch_events SET created_at = \(past)")
            try await server.database.execute("UPDATE parsed_meets SET created_at = \(SQL.instant(.now, plus: .seconds(60)))")
            let third = try await server.request(.GET, path)
            #expect(try Self.value("LAST-MODIFIED", in: third.text) > Self.value("LAST-MODIFIED", in: second.text))
        }
    }

    private static func all(_ name: String, in calendar: String) throws -> [String] {
        calendar.components(separatedBy: "\r\n").filter { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// The value that all events agree in.
    private static func value(_ name: String, in calendar: String) throws -> String {
        let values = Set(try all(name, in: calendar))
        #expect(values.count == 1)
        return try #require(values.first)
    }

    @Test func `lead to the documents, whole, in part and marked`() async throws {
        try await TestServer.run(Self.working) { server in
            let id = try await server.makeBatch()
            try await server.waitForEnd(id)
            let job = try #require(try await server.request(.GET, "/api/batch/\(id)").json?["batch"]["jobs"][0]["id"].text)
            let path = "/api/batch/\(id)/documents/\(job)"
            let bytes = try SampleMeetFiles.bytes(SampleMeetFiles.names[0])
            let whole = try await server.request(.GET, path)
            #expect(whole["content-type"] == "application/pdf")
            #expect(Array(whole.body.readableBytesView) == bytes)
            #expect(try await server.request(.GET, path, headers: ["If-None-Match": whole["etag"] ?? ""]).status == 304)
            let part = try await server.request(.GET, path, headers: ["Range": "bytes=10-19"])
            #expect(part.status == 206)
            #expect(part["content-range"] == "bytes 10-19/\(bytes.count)")
            #expect(Array(part.body.readableBytesView) == Array(bytes[10..<20]))
            #expect(Array(try await server.request(.GET, path, headers: ["Range": "bytes=-5"]).body.readableBytesView) == bytes.suffix(5))
            #expect(try await server.request(.GET, path, headers: ["Range": "bytes=\(bytes.count)-"]).status == 416)
            for end in [Int64.max, Int64.max - 1] {
                let rest = try await server.request(.GET, path, headers: ["Range": "bytes=10-\(end)"])
                #expect(rest.status == 206 && rest["content-range"] == "bytes 10-\(bytes.count - 1)/\(bytes.count)")
            }
            #expect(try await server.request(.GET, path, headers: ["Range": "bytes=\(Int64.max)-"]).status == 416)
            #expect(try await server.request(.GET, path, headers: ["Range": "bytes=-\(Int64.max)"]).body.readableBytes == bytes.count)
            #expect(try await server.request(.GET, path, headers: ["Range": "bytes=5-1"]).status == 200)
            let marked = try await server.request(.GET, path + "/marked.pdf")
            #expect(marked.status == 200)
            #expect(marked.text.hasPrefix("%PDF-"))
            #expect(Array(marked.body.readableBytesView) != bytes)
            #expect(try await server.request(.GET, path + "/marked.pdf?race=none").status == 404)
            let anonymized = try await server.request(.GET, path + "/anonymized.pdf")
            #expect(anonymized.status == 200 && anonymized["cache-control"] == "no-store")
            #expect(anonymized["content-disposition"]?.hasPrefix("attachment") == true)
            #expect(anonymized["content-disposition"]?.contains(SampleMeetFiles.names[0]) == false)
            #expect(anonymized.text.hasPrefix("%PDF-"))
            #expect(try await server.request(.GET, path + "/anonymized.pdf?clubs=true").body != anonymized.body)
            #expect(try await server.request(.GET, "/api/batch/\(id)/documents/\(id)/anonymized.pdf").status == 404)
            #expect(try await server.request(.GET, "/api/batch/\(id)/documents/\(id)").status == 404)
        }
    }

    @Test func `can be steered: cancelled, tried again, told by e-mail, withdrawn`() async throws {
        try await TestServer.run { server in
            let id = try await server.makeBatch()
            let cancelled = try await server.request(.POST, "/api/batch/\(id)/cancel")
            #expect(cancelled.json?["batch"]["status"].text == "cancelled")
            let job = try #require(cancelled.json?["batch"]["jobs"][1]["id"].text)
            let one = try await server.request(.POST, "/api/batch/\(id)/jobs/\(job)/retry")
            #expect(one.status == 202)
            #expect(one.json?["batch"]["jobs"][1]["status"].text == "pending")
            #expect(one.json?["batch"]["jobs"][0]["status"].text == "cancelled")
            #expect(try await server.request(.POST, "/api/batch/\(id)/jobs/\(job)/retry").status == 409)
            #expect(try await server.request(.POST, "/api/batch/\(id)/retry").status == 202)
            #expect(try await server.post("/api/batch/\(id)/notify", json: #"{"email": "mira@club.example"}"#).status == 200)
            #expect(try await server.post("/api/batch/\(id)/notify", json: #"{"email": "mira"}"#).status == 422)
            #expect(try await server.request(.GET, "/api/batch/\(id)").json?["batch"]["hasEmail"].bool == true)
            #expect(try await server.request(.DELETE, "/api/batch/\(id)").status == 204)
            #expect(try await server.request(.GET, "/api/batch/\(id)").status == 404)
            #expect(try await server.request(.DELETE, "/api/batch/\(id)").status == 404)
            #expect(try await server.request(.POST, "/api/batch/\(id)/cancel").status == 404)
        }
    }

    @Test func `of the sample meet come at a touch`() async throws {
        var options = Self.working
        let files = try SampleMeetFiles.names.map { SampleMeet.Document(filename: $0, bytes: try SampleMeetFiles.bytes($0)) }
        options.adjust = { $0.sample = SampleMeet(swimmers: [SampleMeetFiles.swimmer], documents: files) }
        try await TestServer.run(options) { server in
            let answer = try await server.request(.POST, "/api/sample")
            #expect(answer.status == 202)
            let id = try #require(answer.json?["batchId"].text)
            try await server.waitForEnd(id)
            #expect(try await server.request(.GET, "/api/batch/\(id)/results").json?["races"].array?.isEmpty == false)
        }
    }
}
