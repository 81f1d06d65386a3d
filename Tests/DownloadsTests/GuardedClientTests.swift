import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

@testable import Downloads

@Suite struct GuardedClientTests {
    private func expect(
        _ code: DownloadError.Code, transient: Bool, limits: DownloadLimits = DownloadLimits(), time: (@Sendable () -> Duration)? = nil,
        answer: @escaping LoopbackServer.Handler, sourceLocation: SourceLocation = #_sourceLocation,
        _ check: @Sendable (DownloadError, LoopbackServer) -> Void = { _, _ in }
    ) async throws {
        try await LoopbackServer.run(answer) { server in
            let client = try GuardedClient.forTests(server, limits: limits, time: time)
            let error = try #require(
                await #expect(throws: DownloadError.self, sourceLocation: sourceLocation) {
                    try await client.text("http://meet.example.org:\(server.port)/a")
                }, sourceLocation: sourceLocation)
            #expect(error.code == code && error.isTransient == transient, "\(error.reason)", sourceLocation: sourceLocation)
            check(error, server)
        }
    }

    @Test func `nothing is sent but what is needed`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "x")]
        } _: { server in
            _ = try await GuardedClient.forTests(server).text("http://meet.example.org:\(server.port)/a%20b?c=d#e")
            let request = try #require(server.requests.first)
            #expect(request.method == .GET && request.target == "/a%20b?c=d")
            #expect(Set(request.headers.map { $0.name.lowercased() }) == ["host", "user-agent", "accept", "accept-encoding"])
        }
    }

    @Test(arguments: ["bücher.example.org", "a_b.example.org", "MEET.example.org.", "127.0.0.1", "0x7f.1"])
    func `a host is contacted under the name that was judged`(host: String) async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "x")]
        } _: { server in
            let names = ["xn--bcher-kva.example.org", "a_b.example.org", "meet.example.org"]
            let resolver = try TestResolver(Dictionary(uniqueKeysWithValues: names.map { ($0, [["127.0.0.1"]]) }))
            let client = try GuardedClient.forTests(server, resolver: resolver)
            let text = try await client.text("http://\(host):\(server.port)/")
            #expect(text == "x")
            let name = try #require(server.requests.first?.headers.first(name: "host")?.split(separator: ":").first)
            #expect(name == "127.0.0.1" || resolver.questions == [String(name)])
        }
    }

    @Test func `the system's name service is asked`() async throws {
        let addresses = try await SystemResolver().addresses(of: "localhost")
        #expect(!addresses.isEmpty && addresses.allSatisfy { AddressPolicy.refusal(of: $0) == .loopback })
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `redirects are followed, five of them, and no cookie with them`(status: Int) async throws {
        try await LoopbackServer.run { request, number in
            number < 5
                ? [.answer(HTTPResponseStatus(statusCode: status), ["location": "b\(number)", "set-cookie": "a=b"], "moved")]
                : [.answer(.ok, [:], "arrived")]
        } _: { server in
            let client = try GuardedClient.forTests(server)
            #expect(try await client.text("http://meet.example.org:\(server.port)/x/a") == "arrived")
            #expect(server.requests.map(\.target) == ["/x/a", "/x/b0", "/x/b1", "/x/b2", "/x/b3", "/x/b4"])
            #expect(server.requests.allSatisfy { !$0.headers.contains(name: "cookie") && !$0.headers.contains(name: "referer") })
        }
    }

    @Test func `the sixth redirect is one too many`() async throws {
        try await expect(.http, transient: false, answer: { _, number in [.answer(.found, ["location": "/\(number)"], "")] }) { _, server in
            #expect(server.requests.count == 6)
        }
    }

    @Test func `a redirect to nowhere is an error`() async throws {
        try await expect(.http, transient: false, answer: { _, _ in [.answer(.found)] })
    }

    @Test(arguments: [
        (400, false), (401, false), (403, false), (404, false), (410, false), (418, false), (451, false), (501, false), (408, true),
        (425, true),
        (429, true), (500, true), (502, true), (503, true), (504, true), (304, false), (204, false), (206, false),
    ])
    func `an error of the site is told from one that passes`(status: Int, transient: Bool) async throws {
        let code: DownloadError.Code = status == 429 ? .rateLimit : .http
        try await expect(code, transient: transient, answer: { _, _ in [.answer(HTTPResponseStatus(statusCode: status))] }) { error, _ in
            #expect(error.reason == "status \(status)")
        }
    }

    @Test func `a pause that a site asks for is passed on, and kept by everyone until it is over`() async throws {
        let time = Mutex(Duration.zero)
        let clock = { @Sendable in time.withLock { $0 } }
        try await LoopbackServer.run { _, number in
            number == 0 ? [.answer(.tooManyRequests, ["retry-after": "30"], "")] : [.answer(.ok, [:], "x")]
        } _: { server in
            let client = try GuardedClient.forTests(server, time: clock)
            let address = "http://meet.example.org:\(server.port)/"
            for pause in [30, 30, 10] {
                if pause == 10 { time.withLock { $0 = .seconds(20) } }
                let error = await #expect(throws: DownloadError.self) { try await client.text(address) }
                #expect(error?.retryAfter == .seconds(pause) && error?.isTransient == true)
            }
            #expect(server.requests.count == 1)
            #expect(try await client.text("http://other.example.org:\(server.port)/") == "x")
            time.withLock { $0 = .seconds(30) }
            #expect(try await client.text(address) == "x")
        }
    }

    @Test func `a file that is announced as too large is not read`() async throws {
        try await expect(
            .tooLarge, transient: false, limits: DownloadLimits(bytes: 1000),
            answer: { _, _ in [.send(LoopbackServer.Step.head(.ok, ["content-length": "1001"])), .stall] })
    }

    @Test func `a file that turns out to be too large is broken off`() async throws {
        try await expect(
            .tooLarge, transient: false, limits: DownloadLimits(bytes: 1_000_000),
            answer: { _, _ in
                let piece = LoopbackServer.Step.send("10000\r\n" + String(repeating: "x", count: 65536) + "\r\n")
                return [.send(LoopbackServer.Step.head(.ok, ["transfer-encoding": "chunked"]))] + Array(repeating: piece, count: 100) + [
                    .stall
                ]
            })
    }

    @Test func `a small file that unpacks to a large one is broken off`() async throws {
        let bomb = try gzip(Data(count: 60_000_000))
        #expect(bomb.readableBytes < 100_000)
        try await expect(
            .tooLarge, transient: false, limits: DownloadLimits(bytes: 1_000_000),
            answer: { _, _ in [.answer(.ok, ["content-encoding": "gzip"], bomb)] })
    }

    @Test func `a page that is packed is unpacked`() async throws {
        let packed = try gzip(Data("the heat sheets".utf8))
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, ["content-encoding": "gzip"], packed)]
        } _: { server in
            let text = try await GuardedClient.forTests(server).text("http://meet.example.org:\(server.port)/")
            #expect(text == "the heat sheets")
        }
    }

    @Test(arguments: ["br", "zstd", "gzip, gzip", "x"])
    func `what cannot be unpacked is a clear error`(encoding: String) async throws {
        try await expect(.http, transient: false, answer: { _, _ in [.answer(.ok, ["content-encoding": encoding], "x")] })
    }

    @Test func `what is packed wrongly is a clear error`() async throws {
        try await expect(.http, transient: false, answer: { _, _ in [.answer(.ok, ["content-encoding": "gzip"], "not gzip at all")] })
    }

    @Test func `a site that never answers is given up`() async throws {
        try await expect(
            .timeout, transient: true, limits: DownloadLimits(idle: .milliseconds(200)), answer: { _, _ in [.stall] })
    }

    @Test func `a site that stops in the middle is given up`() async throws {
        try await expect(
            .timeout, transient: true, limits: DownloadLimits(idle: .milliseconds(200)),
            answer: { _, _ in [.send(LoopbackServer.Step.head(.ok, ["content-length": "10"])), .send("abc"), .stall] })
    }

    @Test func `a site that trickles is given up when its time is over`() async throws {
        // The clock goes on by a second with every look at it.
        let time = Mutex(Duration.zero)
        let clock = { @Sendable in
            time.withLock { time in
                time += .seconds(1)
                return time
            }
        }
        let trickle = [LoopbackServer.Step.send(LoopbackServer.Step.head(.ok, ["content-length": "1000000"])), .send("abc"), .stall]
        try await expect(
            .timeout, transient: true, limits: DownloadLimits(total: .seconds(4), idle: .milliseconds(500)), time: clock,
            answer: { _, _ in trickle })
    }

    @Test func `a site that is slower than the limit is given up`() async throws {
        let time = Mutex(Duration.zero)
        let clock = { @Sendable in
            time.withLock { time in
                time += .seconds(10)
                return time
            }
        }
        let limits = DownloadLimits(total: .seconds(1000), rate: 1000, rateGrace: .seconds(5))
        try await expect(.timeout, transient: true, limits: limits, time: clock, answer: { _, _ in [.answer(.ok, [:], "abc")] }) {
            error, _ in
            #expect(error.reason == "rate")
        }
    }

    @Test(arguments: [LoopbackServer.Step.close, .reset])
    func `a connection that breaks is an error that passes`(cut: LoopbackServer.Step) async throws {
        try await expect(.network, transient: true, answer: { _, _ in [cut] })
        try await expect(
            .network, transient: true,
            answer: { _, _ in [.send(LoopbackServer.Step.head(.ok, ["content-length": "10"])), .send("abc"), cut] })
    }

    @Test func `an answer that is no HTTP is an error`() async throws {
        try await expect(.network, transient: true, answer: { _, _ in [.send("SSH-2.0-OpenSSH_9.2\r\n\r\n"), .close] })
    }

    @Test func `a host that does not listen is tried at its other addresses`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "x")]
        } _: { server in
            let resolver = try TestResolver(["meet.example.org": [["127.0.0.2", "127.0.0.1"]]])
            let second = try #require(IPAddress("127.0.0.2"))
            let policy = AddressPolicy().allowing(second, port: server.port).allowing(GuardedClient.loopback, port: server.port)
            let client = GuardedClient(policy: policy, resolver: resolver)
            #expect(try await client.text("http://meet.example.org:\(server.port)/") == "x")
            let lonely = GuardedClient(policy: policy, resolver: try TestResolver(["meet.example.org": [["127.0.0.2"]]]))
            let error = await #expect(throws: DownloadError.self) { try await lonely.text("http://meet.example.org:\(server.port)/") }
            #expect(error?.code == .network && error?.isTransient == true)
        }
    }

    @Test func `a name that nobody knows is an error that stays`() async throws {
        let client = GuardedClient(resolver: try TestResolver([:]))
        let error = await #expect(throws: DownloadError.self) { try await client.text("http://meet.example.org/") }
        #expect(error?.code == .network && error?.isTransient == false)
    }

    @Test func `a download that is cancelled ends as such`() async throws {
        try await LoopbackServer.run { _, _ in
            [.send(LoopbackServer.Step.head(.ok, ["content-length": "10"])), .stall]
        } _: { server in
            let client = try GuardedClient.forTests(server)
            let (arrived, arrive) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await client.get(WebAddress("http://meet.example.org:\(server.port)/"), accept: "*/*") { response in
                    arrive.yield()
                    for try await _ in response.body {}
                }
            }
            for await _ in arrived { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func `a site is not asked for more at a time than is polite`() async throws {
        let running = Mutex((now: 0, most: 0))
        try await LoopbackServer.run { _, _ in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<50 { await Task.yield() }
            running.withLock { $0.now -= 1 }
            return [.answer(.ok, [:], "x")]
        } _: { server in
            let client = try GuardedClient.forTests(server, connectionsPerHost: 2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<12 { group.addTask { _ = try await client.text("http://meet.example.org:\(server.port)/") } }
                try await group.waitForAll()
            }
            #expect(server.requests.count == 12)
        }
        #expect(running.withLock(\.most) <= 2)
    }

    @Test func `over TLS the certificate must be one of the name, not of the address`() async throws {
        try await withTemporaryFolder { folder in
            let certificate = try TestCertificate(folder: folder, name: "meet.example.org")
            try await LoopbackServer.run(tls: certificate.server) { _, _ in
                [.answer(.ok, [:], "secure")]
            } _: { server in
                let client = try GuardedClient.forTests(server, trust: .file(certificate.path))
                #expect(try await client.text("https://meet.example.org:\(server.port)/") == "secure")
                for (client, host) in [
                    (client, "other.example.org"), (client, "127.0.0.1"), (try GuardedClient.forTests(server), "meet.example.org"),
                ] {
                    let error = await #expect(throws: DownloadError.self) { try await client.text("https://\(host):\(server.port)/") }
                    #expect(error?.code == .network && error?.isTransient == false && error?.reason == "certificate")
                }
                #expect(server.requests.count == 1)
            }
        }
    }

    private func gzip(_ data: Data) throws -> ByteBuffer {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-c"]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let writer = Thread {
            input.fileHandleForWriting.write(data)
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        return ByteBuffer(bytes: output.fileHandleForReading.readDataToEndOfFile())
    }
}

/// A certificate that vouches for itself, made for one test.
private struct TestCertificate {
    let path: String
    let server: TLSConfiguration

    init(folder: String, name: String) throws {
        path = folder + "/certificate.pem"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=test",
            "-addext", "subjectAltName=DNS:\(name)", "-keyout", folder + "/key.pem", "-out", path,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        server = .makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: folder + "/key.pem", format: .pem)))
    }
}
