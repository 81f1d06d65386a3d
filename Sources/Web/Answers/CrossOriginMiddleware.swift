import HTTPTypes
import Hummingbird

/// Lets the pages of chosen origins call the API, and answers `OPTIONS`.
struct CrossOriginMiddleware: RouterMiddleware {
    let origins: Set<String>
    let methods: MethodTable

    private static let requestFields =
        "Accept, Content-Disposition, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Upload-Complete, Upload-Length, "
        + "Upload-Offset, X-Document-Count, X-Request-ID"
    private static let answerFields =
        "ETag, Idempotent-Replayed, Location, Retry-After, Sunset, Upload-Complete, Upload-Length, Upload-Limit, Upload-Offset, X-Deprecated, "
        + "X-Request-ID"

    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        let origin = request.uri.path.hasPrefix("/api/") ? request.headers[.origin].flatMap { origins.contains($0) ? $0 : nil } : nil
        var response: Response
        if request.method == .options, let answer = options(of: request, for: origin) {
            response = answer
        } else {
            response = try await next(request, context)
        }
        if !origins.isEmpty { response.headers.addVariation("Origin") }
        guard let origin else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = Self.answerFields
        response.headers[.crossOriginResourcePolicy] = "cross-origin"
        return response
    }

    /// Nil for a path that there is not.
    private func options(of request: Request, for origin: String?) -> Response? {
        let allowed = methods.methods(of: request.uri.path)
        guard !allowed.isEmpty else { return nil }
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        var response = Response(status: .noContent, headers: [.allow: list])
        if origin != nil, request.headers[.accessControlRequestMethod] != nil {
            response.headers[.accessControlAllowMethods] = list
            response.headers[.accessControlAllowHeaders] = Self.requestFields
            response.headers[.accessControlMaxAge] = "600"
        }
        return response
    }
}

extension HTTPFields {
    /// Adds a request's field to those the answer depends on.
    mutating func addVariation(_ field: String) {
        guard let fields = self[.vary] else {
            self[.vary] = field
            return
        }
        if !fields.lowercased().contains(field.lowercased()) { self[.vary] = fields + ", " + field }
    }
}
