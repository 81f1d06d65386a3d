/// A year or date of birth as printed or typed, made comparable.
struct BirthKey: Sendable, Hashable {
    /// Of four digits, or of two where only those are printed.
    var year: Int
    /// Month and day, where the text says which is which.
    private var date: Pair?
    /// Both, the smaller first, for `5/3/2011`, which says nothing of their order.
    private var numbers: Pair?

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// `2011`, `11`, `5 MAR 2011`, `05.03.2011`, `2011-03-05`; nil for everything else.
    init?(_ text: String?) {
        let words = (text ?? "").split { !$0.isLetter && !$0.isNumber }
        if words.count == 1, let year = Self.number(words[0]), Self.isYear(words[0], year) || words[0].count == 2 {
            self.year = year
            return
        }
        guard words.count == 3, let position = words.firstIndex(where: { Self.number($0).map(Self.isYear) ?? false }), position != 1,
            let year = Self.number(words[position])
        else { return nil }
        self.year = year
        let rest = position == 0 ? words[1...] : words[..<2]
        guard let first = rest.first, let last = rest.last,
            let found = Self.monthAndDay(first, last, text ?? "", isYearFirst: position == 0)
        else { return nil }
        date = found.date
        numbers = found.numbers
    }

    /// Whether both may be the birth of one person. A year agrees with each of its days.
    func agrees(with other: BirthKey) -> Bool {
        guard year == other.year || (isShort || other.isShort) && year % 100 == other.year % 100 else { return false }
        if let date, let theirs = other.date { return date == theirs }
        guard let numbers, let theirs = other.numbers else { return true }
        return numbers == theirs
    }

    /// With four digits, for somebody who swims in `year`: nobody is older than 99 there.
    func inFull(at year: Int) -> BirthKey {
        guard isShort else { return self }
        var full = self
        full.year = year - ((year - self.year) % 100 + 100) % 100
        return full
    }

    var isShort: Bool { year < 100 }

    private static func number(_ word: Substring) -> Int? {
        word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(word) : nil
    }

    private static func isYear(_ word: Substring, _ number: Int) -> Bool { word.count == 4 && isYear(number) }

    private static func isYear(_ number: Int) -> Bool { (1900...2199).contains(number) }

    private static func monthAndDay(
        _ first: Substring, _ last: Substring, _ text: String, isYearFirst: Bool
    ) -> (date: Pair?, numbers: Pair)? {
        func pair(month: Int, day: Int, isOrderKnown: Bool) -> (Pair?, Pair)? {
            guard (1...12).contains(month), (1...31).contains(day) else { return nil }
            return (isOrderKnown ? Pair(first: month, second: day) : nil, Pair(first: min(month, day), second: max(month, day)))
        }
        switch (number(first), number(last)) {
        case (let day?, nil): return month(last).flatMap { pair(month: $0, day: day, isOrderKnown: true) }
        case (nil, let day?): return month(first).flatMap { pair(month: $0, day: day, isOrderKnown: true) }
        case (nil, nil): return nil
        case (let a?, let b?):
            if isYearFirst || b > 12 { return pair(month: a, day: b, isOrderKnown: true) }
            // With dots, the day is first everywhere.
            return pair(month: b, day: a, isOrderKnown: a > 12 || a == b || text.contains("."))
        }
    }

    private static func month(_ word: Substring) -> Int? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return months.firstIndex(of: word.lowercased().prefix(3).description).map { $0 + 1 }
    }
}
