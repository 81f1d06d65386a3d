package import MeetModel

/// An instant, to the second, as calendars write it.
package struct CalendarStamp: Sendable, Hashable {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    package var seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// `20260805T164200`, without saying of which zone.
    package var localText: String {
        let second = (seconds % 86_400 + 86_400) % 86_400
        return (date.map(Self.text) ?? "19700101") + "T"
            + [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined()
    }

    /// `20260805T164200Z`.
    var text: String { localText + "Z" }

    /// For SEQUENCE: seconds since 2020, which keeps below the 2,147,483,647 of RFC 5545 until 2088; never negative.
    var sequence: Int { min(max(0, seconds - 1_577_836_800), Int(Int32.max)) }

    var year: Int { date?.year ?? 1970 }

    /// The day in UTC; nil outside the years a date can hold.
    private var date: CalendarDate? { CalendarDate(daysSinceEpoch: (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400) }

    /// `20260805`.
    package static func text(_ date: CalendarDate) -> String {
        date.year.padded(to: 4) + date.month.padded(to: 2) + date.day.padded(to: 2)
    }
}

extension Int {
    /// Decimal digits with leading zeros; for non-negative numbers.
    func padded(to width: Int) -> String {
        let digits = description
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
