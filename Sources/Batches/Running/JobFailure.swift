/// Why a try of a job failed.
struct JobFailure: Error, Sendable, Hashable {
    var code: JobErrorCode
    /// Whether another try may succeed.
    var isTransient: Bool
    /// A sentence for the user that says what to do.
    var message: String
    /// How long the other side asks to wait before the next try.
    var retryAfter: Duration?
}
