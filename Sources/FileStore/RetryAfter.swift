package import Foundation

/// The `Retry-After` of an answer.
package enum RetryAfter {
    /// How long to wait from `now` on; nil for a value that is neither a number of seconds nor a date.
    package static func pause(_ value: String, now: Date) -> Duration? {
        if let seconds = Int(value) { return seconds >= 0 ? .seconds(seconds) : nil }
        return WireDate.http(value).map { .milliseconds(Int64(max(0, $0.timeIntervalSince(now)) * 1000)) }
    }
}
