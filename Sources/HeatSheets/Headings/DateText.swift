import MeetModel
import SheetLayout

/// Dates as banners and titles print them.
struct DateText: Sendable, Hashable {
    /// A date in digits whose first two fields may be month and day, or day and month.
    enum Found: Sendable, Hashable {
        case day(CalendarDate)
        case ambiguous(monthFirst: CalendarDate, dayFirst: CalendarDate)
        /// Only readable as day, month, year: settles the order for the whole document.
        case dayFirst(CalendarDate)
        /// Only readable as month, day, year.
        case monthFirst(CalendarDate)

        func resolved(dayFirst isDayFirst: Bool) -> CalendarDate {
            switch self {
            case .day(let date), .dayFirst(let date), .monthFirst(let date): date
            case .ambiguous(let monthFirst, let dayFirst): isDayFirst ? dayFirst : monthFirst
            }
        }
    }

    /// All dates of the words in order, each with the range of words it covers. `August 5-8, 2026` gives both ends.
    static func dates(in words: [String]) -> [(found: Found, words: Range<Int>)] {
        var result: [(Found, Range<Int>)] = []
        var index = 0
        while index < words.count {
            if let found = numeric(words[index]) {
                // `26. - 27.3.2026`: the first day gives nothing but its number.
                if let first = firstDay(of: found, before: words[..<index]) {
                    result.append((.day(first), index - 2..<index + 1))
                    result.append((found, index - 2..<index + 1))
                } else {
                    result.append((found, index..<index + 1))
                }
                index += 1
            } else if let (dates, used) = worded(words[index...]) {
                result.append(contentsOf: dates.map { (.day($0), index..<index + used) })
                index += used
            } else {
                index += 1
            }
        }
        return result
    }

    private static func firstDay(of last: Found, before words: ArraySlice<String>) -> CalendarDate? {
        guard words.count >= 2, Token.isBlank(words[words.endIndex - 1]) else { return nil }
        // `Session 1 - 28/12/2021` is no range: a day stands at the beginning, behind a comma, or has a point.
        let isDay = words[words.endIndex - 2].hasSuffix(".") || words.count == 2 || words[words.endIndex - 3].hasSuffix(",")
        guard isDay else { return nil }
        let date = last.resolved(dayFirst: true)
        let number = words[words.endIndex - 2]
        guard let day = Token.integer(number.hasSuffix(".") ? number.dropLast() : number[...], digits: 2), day < date.day else {
            return nil
        }
        return CalendarDate(year: date.year, month: date.month, day: day)
    }

    /// `7/25/2026`, `25.07.2026`, `2026-07-25`, `7-25-26`.
    static func numeric(_ word: String) -> Found? {
        var fields: [Int] = []
        var digits: [Int] = []
        var current = 0
        var count = 0
        var separator: UInt8?
        let trimmed = word.utf8.last == UInt8(ascii: ",") ? word.utf8.dropLast() : word.utf8[...]
        guard trimmed.count >= 6, trimmed.count <= 10, let first = trimmed.first, first >= 0x30, first <= 0x39 else { return nil }
        for byte in trimmed {
            switch byte {
            case 0x30...0x39:
                current = current * 10 + Int(byte - 0x30)
                count += 1
            case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
                guard count > 0, separator == nil || separator == byte else { return nil }
                separator = byte
                fields.append(current)
                digits.append(count)
                (current, count) = (0, 0)
            default: return nil
            }
        }
        guard count > 0, fields.count == 2 else { return nil }
        fields.append(current)
        digits.append(count)
        if digits[0] == 4 { return CalendarDate(year: fields[0], month: fields[1], day: fields[2]).map(Found.day) }
        guard digits[2] == 4 || digits[2] == 2, digits[0] <= 2, digits[1] <= 2 else { return nil }
        let year = digits[2] == 4 ? fields[2] : fields[2] + (fields[2] > 79 ? 1900 : 2000)
        let monthFirst = CalendarDate(year: year, month: fields[0], day: fields[1])
        let dayFirst = CalendarDate(year: year, month: fields[1], day: fields[0])
        if separator == UInt8(ascii: "."), let dayFirst { return .dayFirst(dayFirst) }
        switch (monthFirst, dayFirst) {
        case (let a?, let b?): return a == b ? .day(a) : .ambiguous(monthFirst: a, dayFirst: b)
        case (let a?, nil): return .monthFirst(a)
        case (nil, let b?): return .dayFirst(b)
        case (nil, nil): return nil
        }
    }

    /// `August 5-8, 2026`, `Jul 6, 2026`, `10 - 15 December 2024`, `5 DEC 2024`, `July 30 - August 2, 2026`.
    private static func worded(_ words: ArraySlice<String>) -> (dates: [CalendarDate], used: Int)? {
        guard let first = words.first, mayBegin(first) else { return nil }
        var marks = DateMarks()
        for (offset, word) in words.prefix(10).enumerated() {
            guard marks.read(word, number: offset), !marks.endWithYear else { break }
        }
        return marks.dates.map { ($0, marks.lastWord + 1) }
    }

    /// A quick look whether a date could begin with the word: most words of a sheet are names.
    static func mayBegin(_ word: String) -> Bool {
        var letters: UInt32 = 0
        var count = 0
        for byte in word.utf8 {
            switch byte {
            case 0x30...0x39 where count == 0: return true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                letters = letters << 8 | UInt32(byte | 0x20)
                count += 1
                if count == 3 { return monthStarts.contains(letters) }
            case 0x80...: return true
            default: if count > 0 { return false }
            }
        }
        // Nothing but brackets and commas: what follows decides.
        return count == 0
    }

    /// The first three letters of each month, as bytes of a number.
    private static let monthStarts = Set(DateMarks.months.map { $0.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } })
}
