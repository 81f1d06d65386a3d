import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the errors of the HTTP client mean to a person.
enum NetworkFailure {
    static func translate(_ error: any Error, limits: DownloadLimits) -> DownloadError {
        switch error {
        case let error as DownloadError:
            return error
        case let error as HTTPClientError:
            return translate(error)
        case let error as NIOHTTPDecompression.DecompressionError:
            return error == .limit ? .tooLarge(limit: limits.bytes) : .unreadableEncoding
        case is NIOHTTPDecompression.ExtraDecompressionError:
            return .cutOff
        case is NIOConnectionError:
            return .unreachable("connection refused")
        case let error as NIOSSLError:
            return "\(error)".contains("CERTIFICATE_VERIFY_FAILED") ? .certificate : .unreachable("TLS")
        case is NIOSSLExtraError:
            return .certificate
        case let error as IOError where refusals.contains(error.errnoCode):
            return .unreachable("connection refused")
        case is ChannelError, is IOError:
            return .cutOff
        default:
            return .unreachable(String(describing: type(of: error)))
        }
    }

    /// Whether the host cannot have seen a request when this happened.
    static func isBeforeConnection(_ error: any Error) -> Bool {
        switch error {
        case is NIOConnectionError: true
        case let error as IOError: refusals.contains(error.errnoCode)
        case let error as HTTPClientError: error == .connectTimeout || error == .getConnectionFromPoolTimeout
        default: false
        }
    }

    /// What a system says of a connection that never stood.
    private static let refusals: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL]

    private static func translate(_ error: HTTPClientError) -> DownloadError {
        let timeouts: [HTTPClientError] = [
            .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
        ]
        if timeouts.contains(error) { return .timeout(error.shortDescription) }
        return error == .remoteConnectionClosed ? .cutOff : .unreachable(error.shortDescription)
    }
}
