import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Gives every request its id and its client.
///
/// A client may name its request with `X-Request-ID` (8 to 64 letters, digits, `.`, `_`, `-`), which helps to find it in the logs of both.
struct IdentityMiddleware: RouterMiddleware {
    let proxies: TrustedProxies
    let makeRandom: @Sendable () -> any RandomNumberGenerator

    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = request.headers[.requestID].flatMap { Self.isIdentifier($0) ? $0 : nil } ?? makeIdentifier()
        context.client = proxies.client(
            peer: context.channel.remoteAddress?.ipAddress, forwardedFor: request.headers[values: .forwardedFor])
        // One id for a request: the one that its client gets to see.
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request.id"] = .string(context.requestID)
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        return response
    }

    static func isIdentifier(_ text: String) -> Bool {
        (8...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// 20 digits and letters, each of five random bits.
    private func makeIdentifier() -> String {
        var random = makeRandom()
        let words: [UInt64] = [random.next(), random.next()]
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let name = (0..<20).map { letters[Int(words[$0 / 10] >> (5 * UInt64($0 % 10)) & 31)] }
        return String(decoding: name, as: UTF8.self)
    }
}
