import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Why a request to an S3 store did not succeed: the error for the caller, and whether the same request may be sent again at once.
struct S3Failure: Error {
    var error: StoreError
    var isWorthRetrying: Bool

    /// An answer that tells of a failure.
    ///
    /// - Parameter body: the answer's body, where there was one.
    init(status: HTTPResponseStatus, headers: HTTPHeaders, body: S3XML?, now: Date) {
        let code = body?.name == "Error" ? body?["Code"] : nil
        let reason = code.map { "\($0) (\(status.code))" } ?? "status \(status.code)"
        let retryAfter = headers.first(name: "retry-after").flatMap { RetryAfter.pause($0, now: now) }
        self =
            Self.known(code, reason: reason, retryAfter: retryAfter, region: headers.first(name: "x-amz-bucket-region"))
            ?? Self.answer(status, reason: reason, retryAfter: retryAfter)
    }

    private init(_ error: StoreError, retry: Bool? = nil) {
        self.error = error
        isWorthRetrying = retry ?? (error.isTransient && error.code != .full)
    }

    private static func known(_ code: String?, reason: String, retryAfter: Duration?, region: String?) -> S3Failure? {
        switch code {
        case "NoSuchKey": S3Failure(.notFound)
        case "NoSuchBucket": S3Failure(.misconfigured("there is no such bucket.", reason: reason))
        case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
            S3Failure(.misconfigured("the bucket is in \(region.map { "the region \($0)" } ?? "another region").", reason: reason))
        case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "AllAccessDisabled":
            S3Failure(.accessDenied(reason: reason))
        case "RequestTimeTooSkewed": S3Failure(.accessDenied(reason: "\(reason): this machine's clock is wrong"))
        case "SlowDown", "TooManyRequests", "Throttling", "ThrottlingException", "RequestLimitExceeded":
            S3Failure(.throttled(reason: reason, retryAfter: retryAfter))
        case "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted", "TemporaryRedirect":
            S3Failure(.unavailable(reason: reason, retryAfter: retryAfter))
        // The bytes changed on the way, and the store noticed.
        case "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody": S3Failure(.unavailable(reason: reason))
        case "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage": S3Failure(.full(reason: reason))
        case "EntityTooLarge": S3Failure(StoreError(.tooLarge, "This file is larger than the file store accepts.", reason: reason))
        case "InvalidRange": S3Failure(.invalidRange)
        default: nil
        }
    }

    private static func answer(_ status: HTTPResponseStatus, reason: String, retryAfter: Duration?) -> S3Failure {
        switch status.code {
        case 404: S3Failure(.notFound)
        case 401, 403: S3Failure(.accessDenied(reason: reason))
        case 416: S3Failure(.invalidRange)
        case 412: S3Failure(.damaged, retry: false)
        case 429: S3Failure(.throttled(reason: reason, retryAfter: retryAfter))
        case 507: S3Failure(.full(reason: reason))
        case 408, 500, 502, 503, 504: S3Failure(.unavailable(reason: reason, retryAfter: retryAfter))
        case 300..<400: S3Failure(.misconfigured("the store is at another address.", reason: reason))
        default: S3Failure(.protocolViolation(reason: reason))
        }
    }

    /// Trouble on the way to the store or back.
    init(network error: any Error) {
        let isLate = (error as? HTTPClientError).map(Self.timeouts.contains) ?? false
        self.init(isLate ? .timedOut(reason: Self.name(of: error)) : .unavailable(reason: Self.name(of: error)))
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
    ]

    /// An answer that S3 does not give, or not to this request.
    static func violation(_ reason: String) -> S3Failure {
        S3Failure(.protocolViolation(reason: reason))
    }

    /// Says of what kind the error is and nothing more: its own text may hold the address.
    private static func name(of error: any Error) -> String {
        (error as? HTTPClientError)?.shortDescription ?? String(describing: type(of: error))
    }
}
