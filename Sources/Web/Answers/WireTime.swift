import Foundation

/// Instants in answers: RFC 3339 in UTC, to the millisecond.
enum WireTime {
    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
