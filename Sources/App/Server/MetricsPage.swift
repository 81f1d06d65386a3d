import HTTPTypes
import Hummingbird
import NIOCore

/// `/metrics`, for those who may read it.
struct MetricsPage: Sendable {
    let registry: PrometheusRegistry
    /// Nil when only this machine may read the metrics.
    let token: String?
    /// Brings gauges up to date.
    let collect: @Sendable () async -> Void

    /// - Parameter client: the address of who asks; nil for one on this machine without an address.
    /// - Throws: 403.
    func answer(to request: Request, of client: String?) async throws -> Response {
        guard isAllowed(request, client) else {
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

    private func isAllowed(_ request: Request, _ client: String?) -> Bool {
        if let token {
            return Self.isEqual(request.headers[.authorization] ?? "", "Bearer \(token)")
        }
        // A proxy on this machine would make everyone look local; it says so.
        guard let forwarded = HTTPField.Name("X-Forwarded-For"), request.headers[forwarded] == nil else { return false }
        guard let client else { return true }
        return client == "::1" || client.hasPrefix("127.")
    }

    /// Takes as long whatever is wrong.
    private static func isEqual(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
