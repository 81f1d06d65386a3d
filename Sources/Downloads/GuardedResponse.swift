import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1

/// A successful answer to a guarded request.
package struct GuardedResponse {
    /// Where the answer came from in the end.
    package let address: WebAddress
    package let headers: HTTPHeaders
    /// The bytes, to be iterated over once.
    package let body: GuardedBody

    init(
        address: WebAddress, _ response: HTTPClientResponse, limits: DownloadLimits, deadline: Duration,
        time: @escaping @Sendable () -> Duration
    ) throws(DownloadError) {
        let encodings = response.headers[canonicalForm: "content-encoding"].map { $0.lowercased() }
        guard encodings.allSatisfy({ ["identity", "gzip", "deflate"].contains($0) }), encodings.count <= 1 else {
            throw .unreadableEncoding
        }
        if let length = response.headers.first(name: "content-length").flatMap(Int64.init), length > limits.bytes {
            throw .tooLarge(limit: limits.bytes)
        }
        self.address = address
        headers = response.headers
        body = GuardedBody(pieces: GuardedPieces(response.body.makeAsyncIterator(), limits: limits, deadline: deadline, time: time))
    }
}

/// The bytes of an answer, which end with an error when they are too many, too slow or too late.
package struct GuardedBody: AsyncSequence {
    package typealias Element = ByteBuffer

    fileprivate let pieces: GuardedPieces

    package func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let pieces: GuardedPieces

        package nonisolated(nonsending) func next() async throws -> ByteBuffer? {
            try await pieces.next()
        }
    }
}

private final class GuardedPieces {
    private let limits: DownloadLimits
    private let deadline: Duration
    private let time: @Sendable () -> Duration
    private var iterator: HTTPClientResponse.Body.AsyncIterator?
    private var count: Int64 = 0
    /// Time spent waiting for the site; what our own side needs for the bytes does not count against it.
    private var waited = Duration.zero

    init(
        _ iterator: HTTPClientResponse.Body.AsyncIterator, limits: DownloadLimits, deadline: Duration,
        time: @escaping @Sendable () -> Duration
    ) {
        self.iterator = iterator
        self.limits = limits
        self.deadline = deadline
        self.time = time
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        guard var current = iterator.take() else { return nil }
        let begun = time()
        guard begun < deadline else { throw DownloadError.timeout("total") }
        let piece: ByteBuffer?
        do {
            piece = try await current.next(isolation: #isolation)
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            throw NetworkFailure.translate(error, limits: limits)
        }
        guard let piece else { return nil }
        waited += time() - begun
        count += Int64(piece.readableBytes)
        guard count <= limits.bytes else { throw DownloadError.tooLarge(limit: limits.bytes) }
        if waited > limits.rateGrace {
            guard count / max(1, waited.components.seconds) >= limits.rate else { throw DownloadError.timeout("rate") }
        }
        iterator = current
        return piece
    }
}
