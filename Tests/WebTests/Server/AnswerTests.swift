import FormsTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing
import Web

@Suite("Every answer")
struct AnswerTests {
    @Test func `carries an id, and what keeps browsers safe`() async throws {
        try await TestServer.run { server in
            for path in ["/api/health", "/api/nothing", "/api/batch/11111111-2222-3333-4444-555555555555"] {
                let answer = try await server.request(.GET, path)
                #expect(answer["x-request-id"]?.count == 20)
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["content-security-policy"]?.contains("default-src 'none'") == true)
                #expect(answer["x-frame-options"] == "DENY")
                #expect(answer["referrer-policy"] == "no-referrer")
                #expect(answer["strict-transport-security"] == nil)
                #expect(answer["access-control-allow-origin"] == nil)
            }
            let named = try await server.request(.GET, "/api/health", headers: ["X-Request-ID": "client-said_1.2"])
            #expect(named["x-request-id"] == "client-said_1.2")
            let misnamed = try await server.request(.GET, "/api/health", headers: ["X-Request-ID": "a b\"c<script>"])
            #expect(misnamed["x-request-id"]?.count == 20)
        }
    }

    @Test func `asks for https from then on where the server is reached by it`() async throws {
        try await TestServer.run(.init(configure: { $0.baseURL = "https://heats.example" })) { server in
            let answer = try await server.request(.GET, "/api/health")
            #expect(answer["strict-transport-security"] == "max-age=31536000")
        }
    }

    @Test func `of an error is JSON that says what to do`() async throws {
        try await TestServer.run { server in
            let missing = try await server.request(.GET, "/api/batch/not-an-id")
            #expect(missing.status == 404)
            #expect(missing.json?["success"].bool == false)
            #expect(missing.json?["code"].text == "NOT_FOUND")
            #expect(missing.json?["requestId"].text == missing["x-request-id"])
            #expect(missing.json?["error"].text?.hasSuffix(".") == true)
            #expect(missing["content-type"] == "application/json; charset=utf-8")

            let wrongMethod = try await server.request(.PUT, "/api/batch/extract")
            #expect(wrongMethod.status == 405)
            #expect(wrongMethod["allow"] == "OPTIONS, POST")
            #expect(try await server.request(.POST, "/api/health")["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test func `to HEAD has the fields of GET and no body`() async throws {
        try await TestServer.run { server in
            let answer = try await server.request(.HEAD, "/api/health")
            #expect(answer.status == 200)
            #expect(answer.body.readableBytes == 0)
            #expect(answer["content-type"] == "application/json; charset=utf-8")
        }
    }

    @Test(arguments: [
        ("/openapi.json", 200), ("/api/no-such", 404), ("/api/batch/extract", 405), ("/no-such-page", 404), ("/docs/api", 200),
    ])
    func `to HEAD leaves the connection in step, whatever the client takes`(path: String, status: Int) async throws {
        try await TestServer.run { server in
            let answer = try await RawConnection.run(to: server.port) { connection in
                try await connection.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, deflate\r\n\r\n")
                let head = try await connection.read(until: "\r\n\r\n")
                try await connection.send("GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n")
                return (head, try await connection.read(until: "\r\n"))
            }
            #expect(answer.0.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.1 == "HTTP/1.1 200 OK\r\n")
        }
    }

    @Test func `to OPTIONS for what there is not is an error like others`() async throws {
        var options = TestServer.Options()
        options.configure = { $0.allowedOrigins = ["https://club.example"] }
        try await TestServer.run(options) { server in
            let answer = try await server.request(.OPTIONS, "/api/no-such", headers: ["Origin": "https://club.example"])
            #expect(answer.status == 404 && answer.json?["code"].text == "NOT_FOUND")
            #expect(answer["x-request-id"] == answer.json?["requestId"].text && answer["x-content-type-options"] == "nosniff")
        }
    }

    @Test func `is compressed for clients that offer it, unless it is small`() async throws {
        try await TestServer.run { server in
            let names = (0..<20).map { "\"Swimmer Number \($0) of a long list of names\"" }.joined(separator: ", ")
            let made = try await server.post(
                "/api/batch/extract", json: "{\"swimmers\": [\(names)], \"urls\": [\"https://a.example/x.pdf\"]}")
            let path = "/api/batch/\(made.json?["batchId"].text ?? "")"
            let plain = try await server.request(.GET, path)
            #expect(plain["content-encoding"] == nil)
            #expect(plain["vary"]?.lowercased().contains("accept-encoding") == true)
            let packed = try await server.request(.GET, path, headers: ["Accept-Encoding": "gzip"])
            #expect(packed["content-encoding"] == "gzip")
            #expect(packed.body.readableBytes * 2 < plain.body.readableBytes)
            #expect(packed.body.readableBytesView.starts(with: [0x1F, 0x8B]))
            #expect(try await server.request(.GET, path, headers: ["Accept-Encoding": "gzip;q=0"])["content-encoding"] == nil)
            #expect(try await server.request(.GET, path, headers: ["Accept-Encoding": "br"])["content-encoding"] == nil)
            #expect(try await server.request(.GET, "/api/health", headers: ["Accept-Encoding": "gzip"])["content-encoding"] == nil)
        }
    }

    @Test func `may be read by the pages of chosen origins only`() async throws {
        try await TestServer.run(.init(configure: { $0.allowedOrigins = ["https://club.example"] })) { server in
            let friend = ["Origin": "https://club.example", "Access-Control-Request-Method": "POST"]
            let preflight = try await server.request(.OPTIONS, "/api/batch/extract", headers: friend)
            #expect(preflight.status == 204)
            #expect(preflight["access-control-allow-origin"] == "https://club.example")
            #expect(preflight["access-control-allow-methods"] == "OPTIONS, POST")
            #expect(preflight["access-control-allow-headers"]?.contains("Idempotency-Key") == true)
            #expect(preflight["access-control-allow-credentials"] == nil)
            #expect(preflight["vary"]?.contains("Origin") == true)
            let answer = try await server.request(.GET, "/api/nothing", headers: friend)
            #expect(answer.status == 404)
            #expect(answer["access-control-allow-origin"] == "https://club.example")
            #expect(answer["access-control-expose-headers"]?.contains("Retry-After") == true)

            let stranger = ["Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"]
            for method in [HTTPMethod.OPTIONS, .POST] {
                let answer = try await server.request(method, "/api/batch/extract", headers: stranger)
                #expect(answer["access-control-allow-origin"] == nil)
            }
        }
    }
}
