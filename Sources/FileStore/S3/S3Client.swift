import AsyncHTTPClient
import Crypto
import Foundation
import Logging
import NIOCore
import NIOHTTP1

/// Signs requests, sends them, and sends them again where that can help.
struct S3Client: Sendable {
    /// The longest answer that is read as a whole: a listing of 1,000 names is a third of it.
    static let maximumAnswer = 4 << 20

    let configuration: S3Configuration
    let http: HTTPClient
    let policy: RetryPolicy
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let jitter: @Sendable () -> Double
    let logger: Logger
    /// How long an answer may take to begin.
    let patience: TimeAmount

    private var signer: RequestSigner { RequestSigner(credentials: configuration.credentials, region: configuration.region) }

    /// Sends the request until it succeeds, and hands the answer to `read`, whose failures count as failures of the request.
    ///
    /// - Throws: `StoreError` or `CancellationError`.
    nonisolated(nonsending) func perform<Result>(
        _ request: S3Request, _ read: nonisolated(nonsending) (HTTPClientResponse) async throws -> Result
    ) async throws -> Result {
        var failures = 0
        while true {
            do {
                return try await attempt(request, read)
            } catch let failure as S3Failure {
                failures += 1
                let pause = policy.pause(afterFailures: failures, retryAfter: failure.error.retryAfter, jitter: jitter())
                guard failure.isWorthRetrying, let pause else { throw failure.error }
                try await wait(pause, after: failure.error, failures: failures, operation: request.operation)
            }
        }
    }

    /// Sends the request and reads the answer's body as XML; nil when it is empty.
    nonisolated(nonsending) func document(_ request: S3Request) async throws -> S3XML? {
        try await perform(request) { response in
            let body = try await response.body.collect(upTo: Self.maximumAnswer)
            guard body.readableBytes > 0 else { return nil }
            guard let document = S3XML(body.readableBytesView) else { throw S3Failure.violation("malformed XML") }
            // Some requests are answered with 200 before their outcome is known.
            if document.name == "Error" { throw S3Failure(status: .ok, headers: response.headers, body: document, now: now()) }
            return document
        }
    }

    /// Sends the request; nobody waits for a body.
    nonisolated(nonsending) func headers(_ request: S3Request) async throws -> HTTPHeaders {
        try await perform(request) { response in
            _ = try await response.body.collect(upTo: Self.maximumAnswer)
            return response.headers
        }
    }

    nonisolated(nonsending) func wait(_ pause: Duration, after error: StoreError, failures: Int, operation: String) async throws {
        logger.warning(
            "Trying a request to the file store again",
            metadata: [
                "store.operation": "\(operation)", "store.error": "\(error.code.rawValue)", "store.reason": "\(error.reason ?? "")",
                "retry.failures": "\(failures)", "retry.pause": "\(pause)",
            ])
        try await clock.sleep(for: pause)
    }

    /// A failure of `error`'s kind, or nil for one that is none of the store's.
    func failure(_ error: any Error) throws -> S3Failure {
        if Task.isCancelled || error is CancellationError { throw CancellationError() }
        switch error {
        case let failure as S3Failure: return failure
        case let error as StoreError: throw error
        default: return S3Failure(network: error)
        }
    }

    private nonisolated(nonsending) func attempt<Result>(
        _ request: S3Request, _ read: nonisolated(nonsending) (HTTPClientResponse) async throws -> Result
    ) async throws -> Result {
        do {
            let response = try await http.execute(signed(request), timeout: patience)
            guard (200..<300).contains(response.status.code) else {
                let body = try await response.body.collect(upTo: Self.maximumAnswer)
                throw S3Failure(status: response.status, headers: response.headers, body: S3XML(body.readableBytesView), now: now())
            }
            return try await read(response)
        } catch {
            throw try failure(error)
        }
    }

    private func signed(_ request: S3Request) -> HTTPClientRequest {
        let address = configuration.address(of: request.name, at: configuration.endpoint)
        var headers: HTTPHeaders = ["host": address.authority]
        headers.add(contentsOf: request.headers)
        signer.sign(
            request.method, path: address.path, query: request.query, headers: &headers, payload: request.payload.checksum, at: now())

        let query = request.query.isEmpty ? "" : "?" + RequestSigner.canonical(request.query)
        var message = HTTPClientRequest(url: "\(address.scheme)://\(address.authority)\(address.path)\(query)")
        message.method = request.method
        message.headers = headers
        switch request.payload {
        case .none: break
        case .bytes(let bytes): message.body = .bytes(bytes)
        case .spooled(let bytes): message.body = .stream(bytes, length: .known(Int64(bytes.size)))
        }
        return message
    }

    /// The URL of an object that whoever has it can read for so many seconds.
    func link(to name: String, query: [(name: String, value: String)], seconds: Int) -> String {
        let address = configuration.address(of: name, at: configuration.publicEndpoint ?? configuration.endpoint)
        let query = signer.presignedQuery(
            .GET, host: address.authority, path: address.path, query: query, seconds: seconds, at: now())
        return "\(address.scheme)://\(address.authority)\(address.path)?\(query)"
    }
}

/// A request to the store before it is signed.
struct S3Request: Sendable {
    enum Payload: Sendable {
        case none
        case bytes(ByteBuffer)
        case spooled(SpooledBytes)

        var checksum: String {
            switch self {
            case .none: RequestSigner.emptyPayload
            case .bytes(let bytes): bytes.withUnsafeReadableBytes { Hexadecimal.text(SHA256.hash(data: $0)) }
            case .spooled(let bytes): bytes.checksum
            }
        }
    }

    /// What S3 calls the request, for the log.
    var operation: String
    var method: HTTPMethod
    /// The object's name without the prefix; nil for the bucket.
    var name: String?
    var query: [(name: String, value: String)] = []
    var headers: HTTPHeaders = [:]
    var payload = Payload.none
}
