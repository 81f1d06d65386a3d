import MeetModel
import SheetLayout

/// What the name of a session says of its day: `Friday Prelims`, `Session 2 - 30/12/2021 - 10:30am`.
struct SessionTitle: Sendable {
    var name: String?
    var number: String?
    var date: DateText.Found?
    var weekday: Weekday?
    var start: WallTime?
    /// The `2` of `Day 2 Prelims`.
    var day: Int?

    /// Reads the words of a session's name. `Session 1`, `Session: 1 Thursday Distance`, `Saturday Morning`.
    init(_ words: [String]) {
        let found = DateText.dates(in: words)
        date = found.first?.found
        weekday = words.lazy.compactMap(Self.weekday).first
        for index in words.indices {
            if let (time, _) = Clock.time(words[index...].prefix(2)) {
                start = time
                break
            }
        }
        if let index = words.firstIndex(where: { $0 == "Day" || $0 == "DAY" }), index + 1 < words.count {
            day = Token.integer(words[index + 1], digits: 2)
        }
        var rest = words
        let isLabelled = rest.first?.lowercased() == "session:"
        if let first = rest.first?.lowercased(), first.hasPrefix("session"), rest.count > 1 {
            var numberWord = rest[1]
            while numberWord.last == ":" || numberWord.last == "," { numberWord.removeLast() }
            if Token.startsWithDigit(numberWord), numberWord.utf8.count <= 3 {
                number = numberWord
                // `Session: 1 Thursday Distance` labels the name; `Session 1B Saturday` is one.
                if isLabelled { rest.removeFirst(2) }
            }
        }
        if let date = found.first { rest = Array(rest.prefix(max(0, date.words.lowerBound - (words.count - rest.count)))) }
        while let word = rest.last,
            Token.isBlank(word) || word == ":" || date != nil && rest.count > 1 && word.hasSuffix(",") && Self.weekday(word) != nil
        {
            rest.removeLast()
        }
        while let word = rest.first, Token.isBlank(word) || word == ":" { rest.removeFirst() }
        let plain = rest.isEmpty ? number.map { "Session \($0)" } ?? "" : rest.joined(separator: " ")
        name = plain.isEmpty ? nil : plain
    }

    /// The weekday a word names, in full or cut short: `Saturday,`, `Sat`.
    static func weekday(_ word: String) -> Weekday? {
        var text = word.lowercased()
        while let last = text.last, !last.isLetter { text.removeLast() }
        guard text.utf8.count >= 3 else { return nil }
        if let index = otherWeekdays.firstIndex(where: { $0.contains(text) }) { return Weekday.allCases[index] }
        return Weekday.allCases.first { day in
            let full = day.rawValue.lowercased()
            return full == text || (text.utf8.count <= 5 && full.hasPrefix(text))
        }
    }

    /// Monday to Sunday in the languages of other programs.
    private static let otherWeekdays: [Set<String>] = [
        ["montag", "lundi", "lunes", "lunedì", "maandag"], ["dienstag", "mardi", "martes", "martedì", "dinsdag"],
        ["mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag"], ["donnerstag", "jeudi", "jueves", "giovedì", "donderdag"],
        ["freitag", "vendredi", "viernes", "venerdì", "vrijdag"], ["samstag", "samedi", "sábado", "sabato", "zaterdag"],
        ["sonntag", "dimanche", "domingo", "domenica", "zondag"],
    ]
}
