import Batches
import Database
import DatabaseTesting
import FileStore
import FileStoreTesting
import FormsTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing
import Web

@Suite("Resumable uploads")
struct UploadTests {
    private static func patch(
        _ server: TestServer, _ path: String, at offset: Int, _ bytes: ArraySlice<UInt8>, isLast: Bool
    ) async throws -> TestAnswer {
        try await server.request(
            .PATCH, path,
            headers: [
                "Content-Type": "application/partial-upload", "Upload-Offset": "\(offset)", "Upload-Complete": isLast ? "?1" : "?0",
            ], body: ByteBuffer(bytes: bytes))
    }

    private static func begin(_ server: TestServer, length: Int, name: String = "friday.pdf") async throws -> String {
        let answer = try await server.request(
            .POST, "/api/uploads?filename=\(name)", headers: ["Upload-Complete": "?0", "Upload-Length": "\(length)"])
        #expect(answer.status == 201)
        let id = try #require(answer.json?["uploadId"].text)
        #expect(answer["location"] == "http://heats.example/api/uploads/\(id)")
        #expect(answer["upload-limit"] == "max-size=50000000, max-age=86400")
        return id
    }

    @Test(arguments: TestBackend.allCases) func `come in pieces, and make a batch`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend) { server in
            let bytes = try SampleMeetFiles.bytes(SampleMeetFiles.names[0])
            let id = try await Self.begin(server, length: bytes.count)
            let path = "/api/uploads/\(id)"
            #expect(try await Self.patch(server, path, at: 0, bytes[..<1000], isLast: false)["upload-offset"] == "1000")
            let head = try await server.request(.HEAD, path)
            #expect(head.status == 204)
            #expect(head["upload-offset"] == "1000")
            #expect(head["upload-complete"] == "?0")
            #expect(head["upload-length"] == "\(bytes.count)")

            let wrong = try await Self.patch(server, path, at: 0, bytes[..<10], isLast: false)
            #expect(wrong.status == 409)
            #expect(wrong["upload-offset"] == "1000")
            let early = try await server.post("/api/batch/extract", json: "{\"swimmer\": \"Mira\", \"uploads\": [\"\(id)\"]}")
            #expect(early.status == 409)
            #expect(early.json?["code"].text == "UPLOAD_INCOMPLETE")

            #expect(try await Self.patch(server, path, at: 1000, bytes[1000..<3000], isLast: false).status == 200)
            let done = try await Self.patch(server, path, at: 3000, bytes[3000...], isLast: true)
            #expect(done["upload-complete"] == "?1")
            #expect(try await Self.patch(server, path, at: bytes.count, [], isLast: true).status == 409)
            let objects = try await server.store.list(prefix: "", after: nil, limit: 10).objects
            #expect(objects.map(\.size) == [Int64(bytes.count)])

            let key = ["Idempotency-Key": "once"]
            let json = "{\"swimmer\": \"Mira\", \"uploads\": [\"\(id)\"]}"
            let made = try await server.post("/api/batch/extract", json: json, headers: key)
            #expect(made.status == 202)
            #expect(made.json?["jobs"][0]["filename"].text == "friday.pdf")
            let again = try await server.post("/api/batch/extract", json: json, headers: key)
            #expect(again["idempotent-replayed"] == "true")
            let other = try await server.post("/api/batch/extract", json: json)
            #expect(other.status == 409)
            #expect(other.json?["code"].text == "UPLOAD_TAKEN")
            let batch = try #require(made.json?["batchId"].text)
            let job = try #require(made.json?["jobs"][0]["id"].text)
            let document = try await server.request(.GET, "/api/batch/\(batch)/documents/\(job)")
            #expect(Array(document.body.readableBytesView) == bytes)
            // What a batch has stays when the upload itself is forgotten.
            #expect(try await server.request(.DELETE, path).status == 204)
            #expect(try await server.request(.GET, path).status == 404)
            #expect(try await server.request(.GET, "/api/batch/\(batch)/documents/\(job)").status == 200)
        }
    }

    @Test func `in one request are complete at once`() async throws {
        try await TestServer.run { server in
            let answer = try await server.request(
                .POST, "/api/uploads", headers: ["Content-Disposition": "attachment; filename=\"C:\\a\\b.pdf\""],
                body: ByteBuffer(string: "%PDF-1.7"))
            #expect(answer.status == 201)
            #expect(answer.json?["complete"].bool == true)
            #expect(answer.json?["filename"].text == "b.pdf")
            let form = try await server.post(
                "/api/batch/extract", form: [.init("swimmer", "Mira"), .init("uploads", answer.json?["uploadId"].text ?? "")])
            #expect(form.status == 202)
        }
    }

    @Test(arguments: TestBackend.allCases) func `may have names of whatever letters and length`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend) { server in
            let name = String(repeating: "e%CC%81", count: 200)
            let answer = try await server.request(.POST, "/api/uploads?filename=\(name)", headers: ["Upload-Complete": "?0"])
            #expect(answer.status == 201)
            #expect(answer.json?["filename"].text?.unicodeScalars.count == 255)
        }
    }

    @Test func `cannot be cancelled once a request has taken them`() async throws {
        try await TestServer.run { server in
            let upload = try await server.request(.POST, "/api/uploads", body: ByteBuffer(string: "%PDF-1.7"))
            let id = try #require(upload.json?["uploadId"].text)
            _ = try await server.batches.uploads.take(try #require(UploadID(id)), for: "a request on its way")
            let refused = try await server.request(.DELETE, "/api/uploads/\(id)")
            #expect(refused.status == 409)
            #expect(refused.json?["code"].text == "UPLOAD_TAKEN")
            #expect(try await server.request(.GET, "/api/uploads/\(id)").status == 200)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `are given back and refunded after a request was refused, even if its files cannot be removed`(
        backend: TestBackend
    ) async throws {
        let log = CapturedLog()
        let options = TestServer.Options(
            adjust: { context in
                context.logger = log.logger
                context.store = StagedStore(context.store, beforeDelete: { _ in throw StoreError(.unavailable, "") })
            }, quota: StorageUsage(files: 2, bytes: 1000))
        try await TestServer.run(on: backend, options) { server in
            let upload = try await server.request(.POST, "/api/uploads", body: ByteBuffer(string: "%PDF-1.7"))
            let id = try #require(upload.json?["uploadId"].text)
            let parts: [FormMaker.Part] = [CreationTests.file("friday.pdf"), .init("uploads", id)]
            #expect(try await server.post("/api/batch/extract", form: parts + [.init("swimmer", "0")]).status == 400)
            let made = try await server.post("/api/batch/extract", form: parts + [.init("swimmer", "Mira")])
            #expect(made.status == 202, "\(made.text)")
            let failures = log.messages.value.filter { $0.hasPrefix("Uploads that no batch has") }
            #expect(failures == ["Uploads that no batch has could not be removed"])
        }
    }

    @Test func `keep what had come when a request broke off`() async throws {
        try await TestServer.run { server in
            let bytes = try SampleMeetFiles.bytes(SampleMeetFiles.names[0])
            let id = try await Self.begin(server, length: bytes.count)
            try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    "PATCH /api/uploads/\(id) HTTP/1.1\r\nHost: a\r\nContent-Type: application/partial-upload\r\nUpload-Offset: 0\r\n"
                        + "Upload-Complete: ?1\r\nContent-Length: \(bytes.count)\r\n\r\n")
                try await exchange.send(ByteBuffer(bytes: bytes[..<2500]))
            }
            var offset = 0
            while offset == 0 {
                offset = try await server.request(.HEAD, "/api/uploads/\(id)")["upload-offset"].flatMap { Int($0) } ?? 0
            }
            #expect(offset == 2500)
            let done = try await Self.patch(server, "/api/uploads/\(id)", at: offset, bytes[offset...], isLast: true)
            #expect(done.json?["complete"].bool == true)
        }
    }

    @Test func `of the wrong length, or too long, are refused`() async throws {
        try await TestServer.run { server in
            let short = try await Self.begin(server, length: 10)
            #expect(
                try await Self.patch(server, "/api/uploads/\(short)", at: 0, [1, 2, 3], isLast: true).json?["code"].text == "WRONG_LENGTH")
            #expect(try await Self.patch(server, "/api/uploads/\(short)", at: 3, [4, 5, 6, 7, 8, 9, 10], isLast: true).status == 200)
            let long = try await Self.begin(server, length: 2)
            #expect(try await Self.patch(server, "/api/uploads/\(long)", at: 0, [1, 2, 3], isLast: true).status == 400)
            let empty = try await Self.begin(server, length: 0)
            #expect(try await Self.patch(server, "/api/uploads/\(empty)", at: 0, [], isLast: true).json?["code"].text == "WRONG_LENGTH")
            let large = try await server.request(
                .POST, "/api/uploads", headers: ["Upload-Complete": "?0", "Upload-Length": "50000001"])
            #expect(large.status == 413)
            for (name, value) in [("Upload-Complete", "yes"), ("Upload-Offset", "-1"), ("Upload-Length", "1e9")] {
                #expect(try await server.request(.POST, "/api/uploads", headers: [name: value]).status == 400)
            }
            let typed = try await server.request(
                .PATCH, "/api/uploads/\(long)", headers: ["Content-Type": "application/pdf", "Upload-Offset": "0"],
                body: ByteBuffer(string: "x"))
            #expect(typed.status == 415)
        }
    }

    @Test(arguments: [(Int64(1), Int64.max), (999_999_999_999_999, 1), (999_999_999_999_999, .max)])
    func `of a length that no number holds are refused like others`(offset: Int64, length: Int64) async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { connection in
                try await connection.send(
                    "PATCH /api/uploads/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/partial-upload\r\n"
                        + "Upload-Offset: \(offset)\r\nContent-Length: \(length)\r\n\r\n")
                return try await connection.read(until: "\r\n\r\n")
            }
            #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
            #expect(try await server.request(.GET, "/api/health").status == 200)
        }
    }

    @Test func `are forgotten with their bytes after a day`() async throws {
        try await TestServer.run { server in
            let id = try await Self.begin(server, length: 10)
            #expect(try await Self.patch(server, "/api/uploads/\(id)", at: 0, [1, 2, 3], isLast: false).status == 200)
            #expect(try await server.batches.uploads.removeExpired(limit: 10) == 0)
            try await server.database.execute("UPDATE resumable_uploads SET expires_at = \(Date(timeIntervalSince1970: 0))")
            #expect(try await server.request(.GET, "/api/uploads/\(id)").status == 404)
            #expect(try await server.batches.uploads.removeExpired(limit: 10) == 1)
            #expect(try await server.store.list(prefix: "", after: nil, limit: 10).objects.isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `stay with their batch when its idempotency key comes with another request`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend) { server in
            let upload = try await server.request(.POST, "/api/uploads", body: ByteBuffer(string: "%PDF-1.7"))
            let id = try #require(upload.json?["uploadId"].text)
            let json = "{\"swimmer\": \"Mira\", \"uploads\": [\"\(id)\"]}"
            let key = ["Idempotency-Key": "once"]
            #expect(try await server.post("/api/batch/extract", json: json, headers: key).status == 202)
            let other = try await server.post("/api/batch/extract", json: json.replacing("Mira", with: "Odile"), headers: key)
            #expect(other.json?["code"].text == "IDEMPOTENCY_KEY_REUSED")
            let stranger = try await server.post("/api/batch/extract", json: json)
            #expect(stranger.json?["code"].text == "UPLOAD_TAKEN")
        }
    }

    @Test func `can be used again after a request with them was refused`() async throws {
        try await TestServer.run { server in
            let upload = try await server.request(.POST, "/api/uploads", body: ByteBuffer(string: "%PDF-1.7"))
            let id = try #require(upload.json?["uploadId"].text)
            #expect(try await server.post("/api/batch/extract", json: "{\"swimmer\": \"\", \"uploads\": [\"\(id)\"]}").status == 400)
            #expect(try await server.post("/api/batch/extract", json: "{\"swimmer\": \"Mira\", \"uploads\": [\"\(id)\"]}").status == 202)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `count as one file of the day however many their pieces, and their bytes once`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend, .init(quota: StorageUsage(files: 1, bytes: 6000))) { server in
            let bytes = try SampleMeetFiles.bytes(SampleMeetFiles.names[0])
            let path = try await "/api/uploads/\(Self.begin(server, length: 6000))"
            #expect(try await Self.patch(server, path, at: 0, bytes[..<1000], isLast: false).status == 200)
            #expect(try await Self.patch(server, path, at: 1000, bytes[1000..<3000], isLast: false).status == 200)
            // What is refused costs nothing.
            #expect(try await Self.patch(server, path, at: 0, bytes[..<3000], isLast: false).status == 409)
            let done = try await Self.patch(server, path, at: 3000, bytes[3000..<6000], isLast: true)
            #expect(done.json?["complete"].bool == true, "\(done.text)")
            let second = try await "/api/uploads/\(Self.begin(server, length: 10))"
            let refused = try await Self.patch(server, second, at: 0, bytes[..<1], isLast: false)
            #expect(refused.status == 429)
            #expect(refused.json?["code"].text == "QUOTA_EXCEEDED")
        }
    }

    @Test func `give back what a piece was charged that went over the quota`() async throws {
        try await TestServer.run(.init(quota: StorageUsage(files: 1, bytes: 6000))) { server in
            let bytes = try SampleMeetFiles.bytes(SampleMeetFiles.names[0])
            let path = try await "/api/uploads/\(Self.begin(server, length: bytes.count))"
            #expect(try await Self.patch(server, path, at: 0, bytes[...], isLast: true).status == 429)
            #expect(try await Self.patch(server, path, at: 0, bytes[..<4000], isLast: false).status == 200)
            #expect(try await Self.patch(server, path, at: 4000, bytes[4000...], isLast: true).status == 429)
            #expect(try await Self.patch(server, path, at: 4000, bytes[4000..<6000], isLast: false).status == 200)
            #expect(try await Self.patch(server, path, at: 6000, bytes[6000..<6001], isLast: false).status == 429)
        }
    }
}
