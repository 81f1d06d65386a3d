import AsyncHTTPClient
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import FileStore

/// What an S3 store that fails, in whole or in part, does to the caller: nothing, where a retry helps, and else a clear error.
@Suite struct S3FaultTests {
    /// Runs `body` on a store whose requests pass through `fault`, which may answer in the S3 server's place by returning steps.
    private func run(
        retry policy: RetryPolicy = RetryPolicy(base: .milliseconds(1), cap: .milliseconds(2)),
        timeouts: S3Store.Timeouts = S3Store.Timeouts(), clock: RecordingClock = RecordingClock(),
        fault: @escaping @Sendable (LoopbackServer.Request, _ number: Int) async throws -> [LoopbackServer.Step]?,
        _ body: @Sendable (S3Store, LoopbackServer) async throws -> Void
    ) async throws {
        let port = try S3Server.shared.get().settings.port
        let passOn = { @Sendable (request: LoopbackServer.Request, number: Int) -> [LoopbackServer.Step] in
            if let steps = try await fault(request, number) { return steps }
            return [try await Self.forward(request, to: port)]
        }
        try await LoopbackServer.run(passOn) { proxy in
            try await withTemporaryFolder { folder in
                let store = S3Store(
                    try S3Server.shared.configuration(port: proxy.port), spoolFolder: folder, policy: policy, timeouts: timeouts,
                    clock: clock, jitter: { 0.5 }, logger: .silent)
                try await closing(store) { try await body($0, proxy) }
            }
        }
    }

    private static func forward(_ request: LoopbackServer.Request, to port: Int) async throws -> LoopbackServer.Step {
        var message = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(request.target)")
        message.method = request.method
        message.headers = request.headers
        message.headers.remove(name: "content-length")
        if request.body.readableBytes > 0 { message.body = .bytes(request.body) }
        let response = try await HTTPClient.shared.execute(message, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 64 << 20)
        var headers = response.headers
        headers.remove(name: "transfer-encoding")
        headers.remove(name: "connection")
        if request.method != .HEAD { headers.replaceOrAdd(name: "content-length", value: String(body.readableBytes)) }
        var bytes = LoopbackServer.Step.head(response.status, headers)
        bytes.writeImmutableBuffer(body)
        return .send(bytes)
    }

    private static func error(_ code: String) -> String { "<Error><Code>\(code)</Code><Message>no</Message></Error>" }

    @Test(arguments: [
        (503, "SlowDown"), (503, "ServiceUnavailable"), (500, "InternalError"), (400, "RequestTimeout"), (502, ""), (429, ""),
        (400, "BadDigest"),
    ])
    func `failures that pass are not noticed`(status: Int, code: String) async throws {
        // Each request fails twice before it reaches the server.
        let tries = Mutex<[String: Int]>([:])
        try await run { request, _ in
            let count = tries.withLock { tries in
                tries["\(request.method) \(request.target)", default: 0] += 1
                return tries["\(request.method) \(request.target)", default: 0]
            }
            return count <= 2 ? [.answer(HTTPResponseStatus(statusCode: status), [:], Self.error(code))] : nil
        } _: { store, _ in
            let bytes = ByteBuffer.pattern(9_000_000)
            let key = try ObjectKey("a")
            let receipt = try await store.upload(key, options: UploadOptions(), bytes: bytes)
            #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 10 << 20) == bytes)
            try await store.delete([key, ObjectKey("b")])
        }
    }

    @Test func `a failure that stays comes out after the last retry`() async throws {
        let clock = RecordingClock()
        try await run(retry: RetryPolicy(), clock: clock) { _, _ in
            [.answer(.serviceUnavailable, [:], Self.error("SlowDown"))]
        } _: { store, proxy in
            let error = await #expect(throws: StoreError.self) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: ByteBuffer(string: "x"))
            }
            #expect(error?.code == .throttled && error?.isTransient == true && error?.reason == "SlowDown (503)")
            #expect(proxy.requests.count == 4)
            #expect(clock.pauses == [.milliseconds(50), .milliseconds(100), .milliseconds(200)])
        }
    }

    @Test(arguments: [
        (403, "AccessDenied", StoreError.Code.accessDenied), (403, "SignatureDoesNotMatch", .accessDenied),
        (403, "RequestTimeTooSkewed", .accessDenied), (404, "NoSuchBucket", .misconfigured), (301, "PermanentRedirect", .misconfigured),
        (507, "", .full), (400, "EntityTooLarge", .tooLarge), (418, "", .protocolViolation),
    ])
    func `failures that stay are not retried`(status: Int, code: String, expected: StoreError.Code) async throws {
        try await run { _, _ in
            [.answer(HTTPResponseStatus(statusCode: status), ["x-amz-bucket-region": "eu-north-1"], Self.error(code))]
        } _: { store, proxy in
            let error = await #expect(throws: StoreError.self) {
                try await store.upload(ObjectKey("secret-name"), options: UploadOptions(), bytes: ByteBuffer(string: "x"))
            }
            #expect(error?.code == expected)
            #expect(proxy.requests.count == 1)
            let text = "\(error?.message ?? "") \(error?.reason ?? "")"
            #expect(!text.contains("HEATSYNC") && !text.contains("secret") && !text.contains("127.0.0.1"))
            if code == "PermanentRedirect" { #expect(error?.message.contains("eu-north-1") == true) }
        }
    }

    @Test func `a pause that the store asks for is kept`() async throws {
        let clock = RecordingClock()
        try await run(clock: clock) { _, number in
            number == 0 ? [.answer(.serviceUnavailable, ["retry-after": "7"])] : nil
        } _: { store, _ in
            let stored = try await store.info(ObjectKey("a"))
            #expect(stored == nil)
            #expect(clock.pauses == [.seconds(7)])
        }
    }

    @Test func `a pause that is too long is passed on to the caller instead`() async throws {
        try await run { _, _ in
            [.answer(.serviceUnavailable, ["retry-after": "3600"], Self.error("SlowDown"))]
        } _: { store, proxy in
            let error = await #expect(throws: StoreError.self) { try await store.delete([ObjectKey("a")]) }
            #expect(error?.retryAfter == .seconds(3600))
            #expect(proxy.requests.count == 1)
        }
    }

    @Test(arguments: [LoopbackServer.Step.close, .reset])
    func `a connection that is cut before the answer is tried again`(cut: LoopbackServer.Step) async throws {
        try await run { _, number in
            number < 2 ? [cut] : nil
        } _: { store, _ in
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: ByteBuffer(string: "abc"))
            #expect(try await store.info(ObjectKey("a"))?.checksum == receipt.checksum)
        }
    }

    @Test func `a download whose connection is cut goes on where it was`() async throws {
        let bytes = ByteBuffer.pattern(1_000_000)
        try await run { request, number in
            guard request.method == .GET, number <= 3 else { return nil }
            // Announces all and sends a part of it.
            guard case .send(var answer) = try await Self.forward(request, to: S3Server.shared.get().settings.port) else { return nil }
            return [.send(answer.readSlice(length: 300_000) ?? ByteBuffer()), number == 2 ? .close : .reset]
        } _: { store, proxy in
            let key = try ObjectKey("a")
            let receipt = try await store.upload(key, options: UploadOptions(), bytes: bytes)
            #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 2 << 20) == bytes)
            let gets = proxy.requests.filter { $0.method == .GET }
            #expect(gets.count == 4)
            #expect(gets.dropFirst().allSatisfy { $0.headers.contains(name: "range") && $0.headers.contains(name: "if-match") })
        }
    }

    @Test func `a download is not continued with another object's bytes`() async throws {
        try await run { request, _ in
            guard request.method == .GET else { return nil }
            guard !request.headers.contains(name: "range") else {
                return [.answer(.preconditionFailed, [:], Self.error("PreconditionFailed"))]
            }
            return [.send(LoopbackServer.Step.head(.ok, ["content-length": "10", "etag": "\"1\""])), .send("abc"), .close]
        } _: { store, _ in
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.download(ObjectKey("a"), range: nil) { for try await _ in $0 {} }
            }
        }
    }

    @Test func `bytes that changed in the store are found out`() async throws {
        try await run { request, _ in
            guard request.method == .GET else { return nil }
            guard case .send(var answer) = try await Self.forward(request, to: S3Server.shared.get().settings.port) else { return nil }
            answer.setInteger(UInt8(ascii: "!"), at: answer.writerIndex - 5)
            return [.send(answer)]
        } _: { store, _ in
            let key = try ObjectKey("a")
            let receipt = try await store.upload(key, options: UploadOptions(), bytes: .pattern(100_000))
            await #expect(throws: StoreError(.damaged, "")) { try await store.bytes(of: key, expecting: receipt.checksum, limit: 1 << 20) }
        }
    }

    @Test func `bytes that change on the way to the store are sent again`() async throws {
        try await run { request, number in
            guard number == 0 else { return nil }
            var request = request
            request.body.setInteger(UInt8(ascii: "!"), at: 7)
            return [try await Self.forward(request, to: S3Server.shared.get().settings.port)]
        } _: { store, proxy in
            let key = try ObjectKey("a")
            let receipt = try await store.upload(key, options: UploadOptions(), bytes: .pattern(1000))
            #expect(try await store.bytes(of: key, expecting: receipt.checksum, limit: 1000) == .pattern(1000))
            #expect(proxy.requests.filter { $0.method == .PUT }.count == 2)
        }
    }

    @Test func `a download that is not taken to its end leaves nothing open`() async throws {
        try await run { _, _ in
            nil
        } _: { store, _ in
            let key = try ObjectKey("a")
            let receipt = try await store.upload(key, options: UploadOptions(), bytes: .pattern(5_000_000))
            for _ in 0..<100 {
                try await store.download(key, range: nil) { object in
                    let body = object.makeAsyncIterator()
                    _ = try await body.next()
                }
            }
            _ = try await store.bytes(of: key, expecting: receipt.checksum, limit: 10 << 20)
        }
    }

    @Test func `a store that does not answer is given up`() async throws {
        try await run(retry: RetryPolicy(attempts: 2, base: .milliseconds(1)), timeouts: .init(idle: .milliseconds(200))) { _, _ in
            [.stall]
        } _: { store, _ in
            await #expect(throws: StoreError(.timedOut, "")) { try await store.info(ObjectKey("a")) }
        }
    }

    @Test func `a download that stops in the middle is given up`() async throws {
        try await run(retry: RetryPolicy(attempts: 2, base: .milliseconds(1)), timeouts: .init(idle: .milliseconds(200))) { request, _ in
            request.headers.contains(name: "range")
                ? [.stall] : [.send(LoopbackServer.Step.head(.ok, ["content-length": "1000"])), .send("abc"), .stall]
        } _: { store, _ in
            await #expect(throws: StoreError(.timedOut, "")) {
                try await store.download(ObjectKey("a"), range: nil) { for try await _ in $0 {} }
            }
        }
    }

    @Test func `nobody listening is an error that passes`() async throws {
        var configuration = try S3Server.shared.configuration()
        let port = try await LoopbackServer.run({ _, _ in [] }) { $0.port }
        configuration.endpoint = try S3Endpoint("http://127.0.0.1:\(port)")
        let policy = RetryPolicy(attempts: 2, base: .milliseconds(1))
        try await withTemporaryFolder { folder in
            try await closing(S3Store(configuration, spoolFolder: folder, policy: policy, logger: .silent)) { store in
                let error = await #expect(throws: StoreError.self) { try await store.info(ObjectKey("a")) }
                #expect(error?.code == .unavailable && error?.isTransient == true)
            }
        }
    }

    @Test func `the parts of an upload that fails are taken back`() async throws {
        try await run { request, _ in
            request.target.contains("partNumber=2") ? [.answer(.forbidden, [:], Self.error("AccessDenied"))] : nil
        } _: { store, proxy in
            await #expect(throws: StoreError(.accessDenied, "")) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(20_000_000))
            }
            #expect(proxy.requests.last?.method == .DELETE)
            #expect(proxy.requests.last?.target.contains("uploadId=") == true)
            let stored = try await store.info(ObjectKey("a"))
            #expect(stored == nil)
        }
    }

    @Test func `an upload whose last answer is lost has succeeded`() async throws {
        let isLost = Mutex(true)
        try await run { request, _ in
            guard request.method == .POST, request.target.contains("uploadId="),
                isLost.withLock({ lost in
                    defer { lost = false }
                    return lost
                })
            else { return nil }
            _ = try await Self.forward(request, to: S3Server.shared.get().settings.port)
            return [.reset]
        } _: { store, _ in
            let bytes = ByteBuffer.pattern(9_000_000)
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: bytes)
            #expect(try await store.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 10 << 20) == bytes)
        }
    }

    @Test func `an error that comes with status 200 is an error`() async throws {
        try await run { request, _ in
            request.target.contains("uploadId=") && request.method == .POST ? [.answer(.ok, [:], Self.error("InternalError"))] : nil
        } _: { store, _ in
            await #expect(throws: StoreError(.unavailable, "")) {
                try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(9_000_000))
            }
        }
    }

    @Test(arguments: [true, false])
    func `uploads that nobody ended are swept away after a day`(dryRun: Bool) async throws {
        try await run { request, _ in
            guard request.method == .GET, request.target.contains("uploads=") else {
                return request.method == .DELETE ? [.answer(.noContent)] : nil
            }
            let prefix = try S3Server.shared.get().settings.bucket
            let folder = try #require(request.target.split(separator: "prefix=").last?.split(separator: "&").first)
            let name = try #require(PercentEncoding.decode(folder))
            let uploads = [("old", "2020-01-01T00:00:00.000Z"), ("new", "2999-01-01T00:00:00.000Z")].map { id, begun in
                "<Upload><Key>\(name)a/b</Key><UploadId>\(id)</UploadId><Initiated>\(begun)</Initiated></Upload>"
            }
            return [
                .answer(
                    .ok, [:],
                    "<ListMultipartUploadsResult><Bucket>\(prefix)</Bucket>\(uploads.joined())<IsTruncated>false</IsTruncated>"
                        + "</ListMultipartUploadsResult>")
            ]
        } _: { store, proxy in
            let report = try await store.sweep(limit: 10, dryRun: dryRun)
            #expect(report.abandonedUploads == 1)
            let aborted = proxy.requests.filter { $0.method == .DELETE }.map(\.target)
            #expect(dryRun ? aborted.isEmpty : aborted.count == 1 && aborted[0].hasSuffix("objects/a/b?uploadId=old"))
        }
    }

    @Test(arguments: ["", "<a>", "not XML", "<ListBucketResult>", "<Other/>", "<ListBucketResult/>x"])
    func `a listing that is none is a clear error`(body: String) async throws {
        try await run { _, _ in
            [.answer(.ok, [:], body)]
        } _: { store, _ in
            await #expect(throws: StoreError(.protocolViolation, "")) { try await store.list(prefix: "", after: nil, limit: 10) }
        }
    }
}
