import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The pieces of a download. When the connection breaks it asks for the rest, as long as the object is still the same, and gives up when
/// as many tries as the policy allows have brought nothing.
final class S3Pieces: PieceSource {
    let objectSize: Int64
    let range: Range<Int64>

    private let name: String
    private let client: S3Client
    private let tag: String?
    private var position: Int64
    private var failures = 0
    private var iterator: HTTPClientResponse.Body.AsyncIterator?

    nonisolated(nonsending) init(name: String, range: Range<Int64>?, client: S3Client) async throws {
        let answer = try await client.perform(Self.request(name, range: range, tag: nil)) { try Self.answer($0, isPart: range != nil) }
        self.name = name
        self.client = client
        objectSize = answer.objectSize
        self.range = answer.range
        tag = answer.tag
        position = answer.range.lowerBound
        iterator = answer.body.makeAsyncIterator()
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        while position < range.upperBound {
            do {
                if iterator == nil { try await resume() }
                guard let piece = try await nextOfConnection() else { throw HTTPClientError.remoteConnectionClosed }
                position += Int64(piece.readableBytes)
                guard position <= range.upperBound else { throw StoreError.protocolViolation(reason: "more bytes than announced") }
                guard piece.readableBytes > 0 else { continue }
                failures = 0
                return piece
            } catch {
                iterator = nil
                try await recover(from: try client.failure(error))
            }
        }
        iterator = nil
        return nil
    }

    private nonisolated(nonsending) func nextOfConnection() async throws -> ByteBuffer? {
        guard var current = iterator.take() else { return nil }
        let piece = try await current.next(isolation: #isolation)
        iterator = current
        return piece
    }

    private nonisolated(nonsending) func recover(from failure: S3Failure) async throws {
        failures += 1
        let pause = client.policy.pause(afterFailures: failures, retryAfter: nil, jitter: client.jitter())
        guard failure.isWorthRetrying, let pause else { throw failure.error }
        try await client.wait(pause, after: failure.error, failures: failures, operation: "GetObject")
    }

    private nonisolated(nonsending) func resume() async throws {
        let rest = position..<range.upperBound
        let answer = try await client.perform(Self.request(name, range: rest, tag: tag)) { try Self.answer($0, isPart: true) }
        guard answer.range == rest, answer.objectSize == objectSize else { throw StoreError.damaged }
        iterator = answer.body.makeAsyncIterator()
    }

    private static func request(_ name: String, range: Range<Int64>?, tag: String?) -> S3Request {
        var request = S3Request(operation: "GetObject", method: .GET, name: name)
        if let range { request.headers.add(name: "range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)") }
        if let tag { request.headers.add(name: "if-match", value: tag) }
        return request
    }

    private struct Answer {
        var objectSize: Int64
        var range: Range<Int64>
        var tag: String?
        var body: HTTPClientResponse.Body
    }

    private static func answer(_ response: HTTPClientResponse, isPart: Bool) throws -> Answer {
        let tag = response.headers.first(name: "etag")
        guard isPart else {
            guard response.status == .ok, let size = response.headers.first(name: "content-length").flatMap(Int64.init), size >= 0 else {
                throw S3Failure.violation("GetObject without size")
            }
            return Answer(objectSize: size, range: 0..<size, tag: tag, body: response.body)
        }
        guard response.status == .partialContent, let text = response.headers.first(name: "content-range"), let (range, size) = part(text)
        else { throw S3Failure.violation("GetObject without the range") }
        return Answer(objectSize: size, range: range, tag: tag, body: response.body)
    }

    /// Reads `bytes 0-9/100`.
    private static func part(_ text: String) -> (Range<Int64>, Int64)? {
        let numbers = text.split(whereSeparator: { " -/".contains($0) }).dropFirst().map { Int64($0) }
        guard text.hasPrefix("bytes "), numbers.count == 3, let first = numbers[0], let last = numbers[1], let size = numbers[2],
            0 <= first, first <= last, last < size
        else { return nil }
        return (first..<last + 1, size)
    }
}
