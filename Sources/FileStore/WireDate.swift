package import Foundation

/// Instants as they are written in HTTP and in S3's requests and answers.
package enum WireDate {
    /// `20130524T000000Z`
    static func basic(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let (day, time) = seconds.quotientAndRemainder(byFlooring: 86_400)
        let (year, month, dayOfMonth) = civil(day)
        return padded(year, 4) + padded(month, 2) + padded(dayOfMonth, 2) + "T" + padded(time / 3600, 2) + padded(time / 60 % 60, 2)
            + padded(time % 60, 2) + "Z"
    }

    /// Reads `Fri, 24 May 2013 00:00:00 GMT`, the form in which HTTP dates are sent; the two older forms are not used any more.
    package static func http(_ text: some StringProtocol) -> Date? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," })
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].firstIndex(
                of: String(parts[2]))
        else { return nil }
        return instant(year, month + 1, day, time: parts[4])
    }

    /// Reads `2013-05-24T00:00:00.000Z`; fractions of a second are passed over.
    static func iso8601(_ text: some StringProtocol) -> Date? {
        let halves = text.split(separator: "T")
        guard halves.count == 2, halves[1].hasSuffix("Z"), let time = halves[1].dropLast().split(separator: ".").first else { return nil }
        let date = halves[0].split(separator: "-").map { Int($0) }
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2] else { return nil }
        return instant(year, month, day, time: time)
    }

    private static func instant(_ year: Int, _ month: Int, _ day: Int, time: some StringProtocol) -> Date? {
        let parts = time.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 3, (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(parts[0]),
            (0...59).contains(parts[1]), (0...60).contains(parts[2])
        else { return nil }
        return Date(timeIntervalSince1970: Double(days(year, month, day) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]))
    }

    /// Days from 1970-01-01 in the Gregorian calendar (after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = year.quotientAndRemainder(byFlooring: 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(byFlooring: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int {
    fileprivate func quotientAndRemainder(byFlooring divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
