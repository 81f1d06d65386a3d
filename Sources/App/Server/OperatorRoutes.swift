import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Web

/// `/metrics`, and the count and log of every request.
struct OperatorRoutes: WebExtension {
    let registry: PrometheusRegistry
    /// Nil when only this machine may read the metrics.
    let token: String?
    /// Brings gauges up to date.
    let collect: @Sendable () async -> Void
    let logger: Logger

    var middleware: [any MiddlewareProtocol<Request, Response, WebRequestContext>] { [RequestRecorder(logger: logger)] }

    func addRoutes(to router: Router<WebRequestContext>) {
        router.get("metrics") { request, context in
            guard isAllowed(request, context) else {
                throw HTTPError(
                    .forbidden, message: "Set METRICS_TOKEN and send it as 'Authorization: Bearer', or ask from the server itself.")
            }
            await collect()
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody { [registry] writer in
                    var parts: [String] = []
                    registry.write { parts.append($0) }
                    for part in parts { try await writer.write(ByteBuffer(string: part)) }
                    try await writer.finish(nil)
                })
        }
    }

    private func isAllowed(_ request: Request, _ context: WebRequestContext) -> Bool {
        if let token {
            return Self.isEqual(request.headers[.authorization] ?? "", "Bearer \(token)")
        }
        // A proxy on this machine would make everyone look local; it says so.
        guard let forwarded = HTTPField.Name("X-Forwarded-For"), request.headers[forwarded] == nil else { return false }
        guard let address = context.client.address else { return true }
        return address == "::1" || address.hasPrefix("127.")
    }

    /// Takes as long whatever is wrong.
    private static func isEqual(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
