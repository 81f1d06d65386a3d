/// Why a try of a job failed.
package struct JobFailure: Error, Sendable, Hashable {
    package var code: JobErrorCode
    /// Whether another try may succeed.
    package var isTransient: Bool
    /// A sentence for the user that says what to do.
    package var message: String
    /// How long the other side asks to wait before the next try.
    package var retryAfter: Duration?

    package init(code: JobErrorCode, isTransient: Bool, message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.isTransient = isTransient
        self.message = message
        self.retryAfter = retryAfter
    }
}
