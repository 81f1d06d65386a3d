import Foundation
import MeetModel
import Schedules

/// The day until which something is kept.
enum ExpiryText {
    /// `Mon 21 Dec 2026`, in UTC.
    static func text(_ date: Date) -> String {
        CalendarDate(daysSinceEpoch: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))?.text ?? "30 days from now"
    }
}
