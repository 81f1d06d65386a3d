import Batches
import Database
import DatabaseTesting
import FileStore
import FormsTesting
import LoopbackServer
import Multipart
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

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
                    .init("swimmer", "Wiebke Tamsen (2010, SG Feldheim)"), Self.file("friday.pdf"),
                    .init("urls", "https://heats.example/saturday.pdf"), Self.file("sunday.pdf"),
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
            #expect(batch["swimmers"].array?.map { $0["name"].text } == ["Mira Sandoval", "Tobin Ashgrove", "Wiebke Tamsen"])
            #expect(batch["swimmers"][1]["age"].text == "12")
            #expect(batch["swimmers"][2]["birth"].text == "2010" && batch["swimmers"][2]["team"].text == "SG Feldheim")
            #expect(batch["jobs"][0]["filename"].text == "friday.pdf")
            #expect(batch["timezone"].text == "America/Los_Angeles")
        }
    }

    @Test func `of 16 documents is refused, and what had come is removed`() async throws {
        try await TestServer.run { server in
            let files = (1...16).map { Self.file("\($0).pdf") }
            let form = try await server.post("/api/batch/extract", form: [.init("swimmer", "Mira")] + files)
            #expect(form.status == 413)
            #expect(form.json?["code"].text == "TOO_MANY_DOCUMENTS")
            #expect(form.json?["details"]["limit"].int == 15)
            let urls = (1...16).map { "\"https://a.example/\($0).pdf\"" }.joined(separator: ", ")
            let json = try await server.post("/api/batch/extract", json: "{\"swimmer\": \"Mira\", \"urls\": [\(urls)]}")
            #expect(json.status == 413)
            let announced = try await server.post(
                "/api/batch/extract", form: [.init("swimmer", "Mira")], headers: ["X-Document-Count": "16"])
            #expect(announced.status == 413)
            #expect(try await server.store.list(prefix: "", after: nil, limit: 100).objects.isEmpty)
            let used: Int? = try await server.database.value("SELECT SUM(amount) FROM rate_counters WHERE scope LIKE 'upload%'")
            #expect(used == 0)
        }
    }

    @Test func `with a file without a name reads it, and passes over a field that nothing was chosen in`() async throws {
        try await TestServer.run(.init(hasWorker: true)) { server in
            var nameless = try SampleMeetFiles.part(SampleMeetFiles.names[0])
            nameless.head.filename = ""
            let nothing = FormMaker.Part(MultipartHead(name: "files", filename: ""), [])
            let answer = try await server.post("/api/batch/extract", form: [nothing, nameless, .init("swimmer", SampleMeetFiles.swimmer)])
            let id = try #require(answer.json?["batchId"].text, "\(answer.text)")
            try await server.waitForEnd(id)
            let jobs = try await server.request(.GET, "/api/batch/\(id)").json?["batch"]["jobs"].array
            #expect(jobs?.count == 1 && jobs?[0]["status"].text == "completed")
            let document = try await server.request(.GET, "/api/batch/\(id)/documents/\(jobs?[0]["id"].text ?? "")")
            #expect(Array(document.body.readableBytesView) == (try SampleMeetFiles.bytes(SampleMeetFiles.names[0])))
        }
    }

    @Test func `whose outcome nobody knows keeps what it brought, any other that fails does not`() async throws {
        let context = Mutable<WebContext?>(nil)
        var options = TestServer.Options()
        options.adjust = { context.value = $0 }
        try await TestServer.run(options) { server in
            let context = try #require(context.value)
            for (code, isKept) in [(DatabaseError.Code.outcomeUnknown, true), (.unavailable, false)] {
                let uploads = StoredUploads(context: context, client: ClientIdentity(address: "192.0.2.7"))
                let file = try await uploads.store(SampleMeet.Document(filename: "a.pdf", bytes: Array("%PDF-1.7".utf8)))
                await uploads.settle(after: DatabaseError(code, "A test."))
                let isThere = try await server.store.info(file.key) != nil
                #expect(isThere == isKept)
            }
        }
    }

    @Test func `with a document too large is refused by its name`() async throws {
        try await TestServer.run(.init(configure: { $0.limits.documentSize = 100_000 })) { server in
            let large = FormMaker.Part(MultipartHead(name: "files", filename: "large.pdf"), [UInt8](repeating: 65, count: 100_001))
            let answer = try await server.post("/api/batch/extract", form: [.init("swimmer", "Mira"), Self.file("small.pdf"), large])
            #expect(answer.status == 413)
            #expect(answer.json?["details"]["filename"].text == "large.pdf")
            #expect(try await server.store.list(prefix: "", after: nil, limit: 100).objects.isEmpty)
        }
    }

    static let bad: [(String, Int, String)] = [
        ("{}", 400, "INVALID_REQUEST"), ("[]", 400, "BAD_REQUEST"), ("{", 400, "BAD_REQUEST"), ("null", 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira"}"#, 400, "INVALID_REQUEST"), (#"{"urls": ["https://a.example/x.pdf"]}"#, 400, "INVALID_REQUEST"),
        (#"{"swimmer": "123", "urls": ["https://a.example/x.pdf"]}"#, 400, "INVALID_REQUEST"),
        (#"{"swimmer": 7, "urls": ["https://a.example/x.pdf"]}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": {"age": 7}, "urls": ["https://a.example/x.pdf"]}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira", "urls": "https://a.example/x.pdf"}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira", "urls": ["ftp://a.example/x.pdf"]}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira", "urls": ["https://user:pass@a.example/x.pdf"]}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"], "email": "mira"}"#, 422, "INVALID_EMAIL"),
        (#"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"], "timezone": "../etc"}"#, 400, "BAD_REQUEST"),
        (#"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"], "timezone": "Moon/Base"}"#, 400, "BAD_REQUEST"),
    ]

    @Test(arguments: bad) func `from nonsense is refused with a reason`(json: String, status: Int, code: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/api/batch/extract", json: json)
            #expect(answer.status == status)
            #expect(answer.json?["code"].text == code)
            #expect((answer.json?["error"].text?.count ?? 0) > 20)
        }
    }

    @Test func `takes forms and JSON only`() async throws {
        try await TestServer.run { server in
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/xml"] {
                let answer = try await server.request(
                    .POST, "/api/batch/extract", headers: ["Content-Type": type], body: ByteBuffer(string: "x"))
                #expect(answer.status == 415)
            }
            let torn = try await server.request(
                .POST, "/api/batch/extract", headers: ["Content-Type": FormMaker.contentType],
                body: ByteBuffer(bytes: FormMaker.body([Self.file("a.pdf")]).dropLast(20)))
            #expect(torn.status == 400)
            #expect(try await server.store.list(prefix: "", after: nil, limit: 100).objects.isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases) func `twice with one key makes one batch`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend) { server in
            let parts = [FormMaker.Part("swimmer", "Mira"), Self.file("a.pdf", "%PDF-1.7 same")]
            let key = ["Idempotency-Key": "try-1"]
            let first = try await server.post("/api/batch/extract", form: parts, headers: key)
            let second = try await server.post("/api/batch/extract", form: parts, headers: key)
            #expect(first.status == 202 && second.status == 202)
            #expect(first["idempotent-replayed"] == nil)
            #expect(second["idempotent-replayed"] == "true")
            #expect(first.json?["batchId"].text == second.json?["batchId"].text)
            #expect(try await server.store.list(prefix: "", after: nil, limit: 100).objects.count == 1)
            let other = try await server.post(
                "/api/batch/extract", form: [.init("swimmer", "Tobin"), Self.file("a.pdf", "%PDF-1.7 same")], headers: key)
            #expect(other.status == 409)
            #expect(other.json?["code"].text == "IDEMPOTENCY_KEY_REUSED")
            let bad = try await server.post("/api/batch/extract", form: parts, headers: ["Idempotency-Key": "é"])
            #expect(bad.status == 400)
        }
    }

    @Test(arguments: TestBackend.allCases) func `is possible ten times a minute`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend) { server in
            let json = #"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"]}"#
            for _ in 0..<10 {
                let answer = try await server.post("/api/batch/extract", json: json)
                #expect(answer.status == 202)
            }
            let refused = try await server.post("/api/batch/extract", json: json)
            #expect(refused.status == 429)
            #expect(refused.json?["code"].text == "RATE_LIMIT")
            let pause = try #require(refused["retry-after"].flatMap { Int($0) })
            #expect((1...120).contains(pause))
            server.clock.pass(Double(pause))
            let again = try await server.post("/api/batch/extract", json: json)
            #expect(again.status == 202)
        }
    }

    @Test func `stops at the quota of the day`() async throws {
        try await TestServer.run(.init(quota: StorageUsage(files: 2, bytes: 1 << 30))) { server in
            let form = [FormMaker.Part("swimmer", "Mira"), Self.file("1.pdf"), Self.file("2.pdf")]
            #expect(try await server.post("/api/batch/extract", form: form).status == 202)
            let refused = try await server.post("/api/batch/extract", form: form)
            #expect(refused.status == 429)
            #expect(refused.json?["code"].text == "QUOTA_EXCEEDED")
            #expect(refused["retry-after"] != nil)
        }
    }

    @Test func `is off when its flag is, from one request to the next`() async throws {
        let options = TestServer.Options()
        try await TestServer.run(options) { server in
            let json = #"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"]}"#
            #expect(try await server.post("/api/batch/extract", json: json).status == 202)
            options.flags.value.isBatchAPIOn = false
            let off = try await server.post("/api/batch/extract", json: json)
            #expect(off.status == 503)
            #expect(off.json?["fallback"].text == "/api/extract")
            #expect(try await server.request(.GET, "/api/batch/health").json?["enabled"].bool == false)
            options.flags.value.isBatchAPIOn = true
            #expect(try await server.post("/api/batch/extract", json: json).status == 202)
        }
    }

    @Test func `is for the share of clients that its flag says, and what was made stays within reach`() async throws {
        let options = TestServer.Options()
        try await TestServer.run(options) { server in
            let json = #"{"swimmer": "Mira", "urls": ["https://a.example/x.pdf"]}"#
            let made = try await server.post("/api/batch/extract", json: json)
            let id = try #require(made.json?["batchId"].text)
            options.flags.value.batchTrafficPercent = 0
            #expect(try await server.post("/api/batch/extract", json: json).status == 503)
            #expect(try await server.request(.GET, "/api/batch/\(id)").status == 200)
        }
    }

    @Test func `has a share that is as large as it says, and that only grows when it is raised`() {
        let clients = (0..<5_000).map { ClientIdentity(address: "192.0.\($0 / 250).\($0 % 250)") }
        var before: Set<ClientIdentity> = []
        for percent in [0, 10, 50, 100] {
            var flags = WebFlags()
            flags.batchTrafficPercent = percent
            let inside = Set(clients.filter(flags.offersBatches))
            #expect(before.isSubset(of: inside))
            #expect(abs(inside.count - 50 * percent) < 150)
            before = inside
        }
    }

    @Test func `by a browser's form leads to the batch's page`() async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                let body = FormMaker.body([.init("swimmer", "Mira"), .init("urls", "https://a.example/x.pdf")])
                try await exchange.send(
                    "POST /api/batch/extract HTTP/1.1\r\nHost: a\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
                        + "Content-Type: \(FormMaker.contentType)\r\nContent-Length: \(body.count)\r\n\r\n")
                try await exchange.send(ByteBuffer(bytes: body))
                return try await exchange.read(until: "\r\n\r\n").lowercased()
            }
            #expect(answer.hasPrefix("http/1.1 303 "))
            #expect(answer.contains("\r\nlocation: /batch/"))
        }
    }

    @Test func `of a client that goes away in the middle leaves nothing behind`() async throws {
        try await TestServer.run { server in
            try await RawConnection.run(to: server.port) { exchange in
                let body = FormMaker.body([.init("swimmer", "Mira"), Self.file("a.pdf"), Self.file("b.pdf")])
                try await exchange.send(
                    "POST /api/batch/extract HTTP/1.1\r\nHost: a\r\nContent-Type: \(FormMaker.contentType)\r\n"
                        + "Content-Length: \(body.count)\r\n\r\n")
                try await exchange.send(ByteBuffer(bytes: body.dropLast(60)))
                // The first file is whole by now when it can be seen in the store.
                while try await server.store.list(prefix: "", after: nil, limit: 10).objects.isEmpty { await Task.yield() }
            }
            while try await !server.store.list(prefix: "", after: nil, limit: 10).objects.isEmpty { await Task.yield() }
        }
    }
}
