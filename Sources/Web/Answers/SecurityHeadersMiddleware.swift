import HTTPTypes
import Hummingbird

/// Puts on every answer what keeps browsers from doing with it what it is not meant for.
struct SecurityHeadersMiddleware: RouterMiddleware {
    /// The server is reached by https only.
    let isSecure: Bool

    static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"

    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        var fields: [HTTPField.Name: String] = [
            .contentSecurityPolicy: Self.contentSecurityPolicy, .xContentTypeOptions: "nosniff", .frameOptions: "DENY",
            .referrerPolicy: "no-referrer", .crossOriginOpenerPolicy: "same-origin", .crossOriginResourcePolicy: "same-origin",
            .permissionsPolicy: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ]
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
        for (name, value) in fields where response.headers[name] == nil { response.headers[name] = value }
        return response
    }
}
