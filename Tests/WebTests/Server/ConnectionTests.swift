import FormsTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import Web

@Suite("Connections")
struct ConnectionTests {
    private static let fast = TestServer.Options(configure: { configuration in
        configuration.limits.paceInterval = .milliseconds(200)
        configuration.limits.lingering = .milliseconds(300)
        configuration.limits.idleTime = .milliseconds(1500)
    })

    private static func head(_ method: String = "POST", _ path: String = "/api/batch/extract", _ fields: String...) -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: heats.example\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private static func isListening(_ server: TestServer) async -> Bool {
        do {
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(head("GET", "/api/health"))
                return try await exchange.read(until: "}\n")
            }
            return !answer.isEmpty
        } catch {
            return false
        }
    }

    private static let formType = "Content-Type: \(FormMaker.contentType)"

    @Test func `that wait with their body are told to go on when it is wanted`() async throws {
        try await TestServer.run { server in
            let body = String(
                decoding: FormMaker.body([.init("swimmer", "Mira"), .init("urls", "https://a.example/x.pdf")]), as: UTF8.self)
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    Self.head("POST", "/api/batch/extract", Self.formType, "Content-Length: \(body.utf8.count)", "Expect: 100-continue"))
                let interim = try await exchange.read(until: "\r\n\r\n")
                #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
                try await exchange.send(body)
                return try await exchange.read(until: "\r\n\r\n")
            }
            #expect(answer.hasPrefix("HTTP/1.1 202 "))
            #expect(!answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `that wait with a body too large are refused without being told to go on`() async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    Self.head("POST", "/api/batch/extract", Self.formType, "Content-Length: 5000000000", "Expect: 100-continue"))
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("\"code\": \"TOO_LARGE\""))
        }
    }

    @Test func `that go on sending what was refused still get the answer, and are cut off`() async throws {
        try await TestServer.run(Self.fast) { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    Self.head("POST", "/api/batch/extract", Self.formType, "Content-Length: 700000000", "X-Document-Count: 16"))
                let channel = exchange.channel
                let sending = Task {
                    let piece = ByteBuffer(repeating: 65, count: 1 << 16)
                    while true { try await channel.writeAndFlush(piece) }
                }
                let answer = try await exchange.read(until: "\n}\n")
                await #expect(throws: (any Error).self) { try await sending.value }
                return answer
            }
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("TOO_MANY_DOCUMENTS"))
        }
    }

    @Test func `whose body comes too slowly get an answer that says so`() async throws {
        try await TestServer.run(Self.fast) { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(Self.head("POST", "/api/batch/extract", Self.formType, "Content-Length: 10000"))
                try await exchange.send("--")
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("\"code\": \"TIMEOUT\""))
        }
    }

    @Test(arguments: ["", "GET /api/hea"]) func `that say nothing, or not enough, are closed`(beginning: String) async throws {
        try await TestServer.run(Self.fast) { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                if !beginning.isEmpty { try await exchange.send(beginning) }
                return try await exchange.readToEnd()
            }
            #expect(answer.isEmpty)
        }
    }

    @Test(arguments: [
        "GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: LONG\r\n\r\n",
    ]) func `that do not speak HTTP are refused`(request: String) async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(request.replacingOccurrences(of: "LONG", with: String(repeating: "x", count: 70_000)))
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `are answered what was asked before they broke`() async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(Self.head("GET", "/api/batch/11111111-2222-3333-4444-555555555555") + "GARBAGE\r\n\r\n")
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 404 "))
            #expect(answer.contains("HTTP/1.1 400 "))
        }
    }

    @Test func `whose body is cut into pieces wrongly are refused`() async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    Self.head("POST", "/api/batch/extract", Self.formType, "Transfer-Encoding: chunked") + "5\r\n--pool\r\nzz\r\n")
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("\"requestId\""))
        }
    }

    @Test(arguments: ["9223372036854775808", "18446744073709551615"])
    func `that announce more than a number holds are refused without being told to go on`(length: String) async throws {
        try await TestServer.run { server in
            for path in ["/api/batch/extract", "/api/extract", "/api/uploads"] {
                let answer = try await RawConnection.run(to: server.port) { connection in
                    try await connection.send(
                        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n"
                            + "Content-Length: \(length)\r\n\r\n")
                    return try await connection.read(until: "\r\n")
                }
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(path): \(answer)")
            }
        }
    }

    @Test(arguments: ["", "Host: a\r\nHost: b\r\n"])
    func `that do not say which host they mean are refused`(fields: String) async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { connection in
                try await connection.send("GET /api/health HTTP/1.1\r\n\(fields)\r\n")
                return try await connection.read(until: "\r\n\r\n")
            }
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        }
    }

    /// Makes a batch of one document that is larger than what systems hold for a connection, and gives its address.
    private static func largeDocument(_ server: TestServer) async throws -> String {
        let text = "%PDF-1.7 " + String(repeating: "x", count: largeSize - 9)
        let made = try await server.post("/api/batch/extract", form: [.init("swimmer", "Mira"), CreationTests.file("large.pdf", text)])
        let job = try #require(made.json?["jobs"][0]["id"].text)
        return try "/api/batch/\(#require(made.json?["batchId"].text))/documents/\(job)"
    }

    private static let largeSize = 6_000_000

    @Test func `whose client takes nothing of an answer are closed`() async throws {
        let log = CapturedLog()
        let options = TestServer.Options(
            configure: { $0.limits.readerPatience = .milliseconds(300) }, adjust: { $0.logger = log.logger })
        try await TestServer.run(options) { server in
            let path = try await Self.largeDocument(server)
            let length = try await RawConnection.run(to: server.port, window: 4096) { exchange in
                try await exchange.send(Self.head("GET", path))
                while !log.messages.value.contains("A connection is closed: its client takes nothing of an answer") { await Task.yield() }
                return (try? await exchange.readToEnd().utf8.count) ?? 0
            }
            #expect(length < Self.largeSize)
        }
    }

    @Test func `are used again after an answer`() async throws {
        try await TestServer.run { server in
            try await RawConnection.run(to: server.port) { exchange in
                for _ in 0..<3 {
                    try await exchange.send(Self.head("GET", "/api/health"))
                    #expect(try await exchange.read(until: "}\n").hasPrefix("HTTP/1.1 200 OK"))
                }
            }
        }
    }

    @Test func `find short answers on their own event loop, and what is computed for long elsewhere`() async throws {
        let isOnLoop = Mutable<[String: Bool]>([:])
        let options = TestServer.Options(
            adjust: { context in
                let flags = context.flags
                context.flags = {
                    isOnLoop.update { $0["flags"] = MultiThreadedEventLoopGroup.currentEventLoop != nil }
                    return flags()
                }
                context.zoneFile = { name in
                    isOnLoop.update { $0[name] = MultiThreadedEventLoopGroup.currentEventLoop != nil }
                    return nil
                }
            }, hasWorker: true)
        try await TestServer.run(options) { server in
            let id = try await server.makeBatch()
            try await server.waitForEnd(id)
            _ = try await server.request(.GET, "/api/batch/\(id)/calendar.ics?timezone=Europe/Berlin")
            #expect(try await server.request(.GET, "/api/batch/health").status == 200)
            #expect(isOnLoop.value == ["flags": true, "Europe/Berlin": false])
        }
    }

    @Test func `are closed when the server stops, and requests on their way are answered first`() async throws {
        try await TestServer.run { server in
            let body = String(
                decoding: FormMaker.body([.init("swimmer", "Mira"), .init("urls", "https://a.example/x.pdf")]), as: UTF8.self)
            let answer = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send(
                    Self.head("POST", "/api/batch/extract", Self.formType, "Content-Length: \(body.utf8.count)", "Expect: 100-continue"))
                _ = try await exchange.read(until: "\r\n\r\n")
                try await exchange.send(String(body.prefix(40)))
                await server.shutDown()
                while await Self.isListening(server) { await Task.yield() }
                try await exchange.send(String(body.dropFirst(40)))
                return try await exchange.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 202 "))
        }
    }
}
