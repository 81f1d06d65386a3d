import MeetModel

/// How the clocks of a zone change year after year: the POSIX `TZ` text in the footer of a zone file, such as
/// `PST8PDT,M3.2.0,M11.1.0` or `<-02>2<-01>,M3.5.0/-1,M10.5.0/0`.
struct CalendarZoneRule: Sendable, Hashable {
    private var standard: CalendarZone.LocalTime
    private var daylight: CalendarZone.LocalTime
    private var start: Moment
    private var end: Moment

    /// A day of every year, and the seconds after its midnight by the clock that is about to change.
    private struct Moment: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// `Mm.w.d`: weekday `d` (0 is Sunday) of week `w` (5 is the last) in month `m`.
            case weekday(month: Int, week: Int, day: Int)
            /// `Jn`: 1 to 365, February 29 never counted.
            case withoutLeapDay(Int)
            /// `n`: 0 to 365.
            case ordinal(Int)
        }

        var day: Day
        var seconds: Int
    }

    /// Nil for text that names no yearly change.
    init?(_ text: String) {
        var parser = Parser(rest: Substring(text).utf8)
        guard let standardName = parser.name(), let standardOffset = parser.time(), let daylightName = parser.name() else { return nil }
        standard = CalendarZone.LocalTime(offset: -standardOffset, isDaylight: false, name: standardName)
        let daylightOffset = parser.next(is: ",") ? standardOffset - 3600 : parser.time()
        guard let daylightOffset, parser.skip(","), let start = parser.moment(), parser.skip(","), let end = parser.moment(),
            parser.rest.isEmpty
        else { return nil }
        daylight = CalendarZone.LocalTime(offset: -daylightOffset, isDaylight: true, name: daylightName)
        self.start = start
        self.end = end
    }

    /// The changes of one year, in order of time.
    func transitions(in year: Int) -> [CalendarZone.Transition] {
        let changes = [(start, standard, daylight), (end, daylight, standard)].compactMap { moment, before, after in
            Self.day(moment.day, of: year).map { day in
                CalendarZone.Transition(instant: day * 86_400 + moment.seconds - before.offset, before: before, after: after)
            }
        }
        return changes.sorted { $0.instant < $1.instant }
    }

    private static func day(_ day: Moment.Day, of year: Int) -> Int? {
        guard let newYear = CalendarDate(year: year, month: 1, day: 1)?.daysSinceEpoch else { return nil }
        switch day {
        case .ordinal(let number): return newYear + number
        case .withoutLeapDay(let number):
            let isLeap = CalendarDate(year: year, month: 2, day: 29) != nil
            return newYear + number - 1 + (isLeap && number > 59 ? 1 : 0)
        case .weekday(let month, let week, let weekday):
            guard let first = CalendarDate(year: year, month: month, day: 1)?.daysSinceEpoch else { return nil }
            // 1970-01-01 was a Thursday, day 4 when Sunday is 0.
            let offset = ((weekday - (first + 4)) % 7 + 7) % 7
            var found = first + offset + (week - 1) * 7
            while CalendarDate(daysSinceEpoch: found)?.month != month { found -= 7 }
            return found
        }
    }

    private struct Parser {
        var rest: Substring.UTF8View

        func next(is character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard next(is: character) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func name() -> String? {
            let isQuoted = skip("<")
            let name = rest.prefix { byte in
                isQuoted
                    ? byte != UInt8(ascii: ">")
                    : (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            }
            rest = rest[name.endIndex...]
            guard !name.isEmpty, !isQuoted || skip(">") else { return nil }
            return String(Substring(name))
        }

        mutating func number() -> Int? {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest[digits.endIndex...]
            return digits.count < 5 ? Int(Substring(digits)) : nil
        }

        /// `[+-]h[:m[:s]]` in seconds.
        mutating func time() -> Int? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard let hours = number(), hours <= 167 else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where skip(":") {
                guard let value = number(), value < 60 else { return nil }
                seconds += value * unit
            }
            return isNegative ? -seconds : seconds
        }

        mutating func moment() -> Moment? {
            guard let day = day() else { return nil }
            guard skip("/") else { return Moment(day: day, seconds: 7200) }
            return time().map { Moment(day: day, seconds: $0) }
        }

        private mutating func day() -> Moment.Day? {
            if skip("M") {
                guard let month = number(), (1...12).contains(month), skip("."), let week = number(), (1...5).contains(week), skip("."),
                    let day = number(), (0...6).contains(day)
                else { return nil }
                return .weekday(month: month, week: week, day: day)
            }
            if skip("J") {
                guard let number = number(), (1...365).contains(number) else { return nil }
                return .withoutLeapDay(number)
            }
            guard let number = number(), (0...365).contains(number) else { return nil }
            return .ordinal(number)
        }
    }
}
