import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Web

/// Counts and logs every request: by the pattern of its route, since paths hold what only their owners should know.
struct RequestRecorder: RouterMiddleware {
    typealias Context = WebRequestContext

    let logger: Logger

    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        Meter(label: "heatsync_http_requests_running").increment()
        defer { Meter(label: "heatsync_http_requests_running").decrement() }
        do {
            let response = try await next(request, context)
            record(request, context, status: response.status.code, id: response.headers[Self.requestID], since: start)
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            record(request, context, status: status, id: nil, since: start)
            throw error
        }
    }

    private func record(_ request: Request, _ context: WebRequestContext, status: Int, id: String?, since start: ContinuousClock.Instant) {
        let duration = ContinuousClock.now - start
        let route = context.endpointPath ?? "none"
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        let labels = [("method", method), ("route", route), ("status", "\(status)")]
        Counter(label: "heatsync_http_requests_total", dimensions: labels).increment()
        Timer(label: "heatsync_http_request_seconds", dimensions: [("method", method), ("route", route)])
            .recordNanoseconds(
                Int64(clamping: duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000))
        let isRoutine = ["/api/health", "/metrics"].contains(route) && status < 400
        logger.log(
            level: isRoutine ? .debug : .info, "request",
            metadata: [
                "request.id": "\(id ?? "")", "http.method": "\(method)", "http.route": "\(route)", "http.status": "\(status)",
                "duration_ms": "\(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)",
            ])
    }

    private static let requestID = HTTPField.Name("X-Request-ID") ?? .userAgent
    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
}
