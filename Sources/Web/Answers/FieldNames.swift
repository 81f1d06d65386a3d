import HTTPTypes

/// The header fields that HTTPTypes does not know.
extension HTTPField.Name {
    static let requestID = named("X-Request-ID")
    static let forwardedFor = named("X-Forwarded-For")
    static let idempotencyKey = named("Idempotency-Key")
    static let idempotentReplay = named("Idempotent-Replayed")
    static let lastEventID = named("Last-Event-ID")
    static let accelBuffering = named("X-Accel-Buffering")
    static let documentCount = named("X-Document-Count")
    static let frameOptions = named("X-Frame-Options")
    static let referrerPolicy = named("Referrer-Policy")
    static let permissionsPolicy = named("Permissions-Policy")
    static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = named("Cross-Origin-Resource-Policy")
    static let deprecation = named("Deprecation")
    static let sunset = named("Sunset")
    static let link = named("Link")
    static let deprecated = named("X-Deprecated")
    static let deprecatedMessage = named("X-Deprecated-Message")

    /// The texts above are all names; one that is none would be sent as a field that says so.
    private static func named(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .server }
}
