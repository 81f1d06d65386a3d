/// What one word looks like, before anything is known of what it means.
package enum TokenClass: UInt8, Sendable, Hashable, CaseIterable {
    /// One to four digits.
    case integer
    /// A small number with a mark of its own: `1.`, `2)`, `#3`, `(4)`, `=5`, `T6`.
    case ordinal
    /// Five digits and more: a licence, a number in a register.
    case longInteger
    /// A duration with hundredths: `1:02.33`, `31"20`, `X34.20`, `1:07.78Y`.
    case time
    /// A time of day: `9:05`, `10:30am`, `9h42`.
    case clock
    /// A date in one word: `12.03.2011`, `2011-05-06`.
    case date
    /// `'08`, `(2011)`: a year with a mark of its own.
    case markedYear
    /// One letter and a number: `M13`, `W8`, `F47`.
    case letterNumber
    /// Underscores, dashes, dots: nothing is printed here.
    case blank
    /// Two to five capitals, also with a region behind a hyphen: `NT`, `ABC-CA`.
    case code
    /// Letters and no digit.
    case text
    /// Letters and digits: `S10`, `4x50m`, `50m`.
    case mixed
    /// Neither letters nor digits: `*`, `%`.
    case mark

    /// Whether words of this class are set by their value rather than by their length, as numbers and times are.
    package var isNumeric: Bool {
        switch self {
        case .integer, .ordinal, .longInteger, .time, .clock, .date, .markedYear, .letterNumber: true
        case .blank, .code, .text, .mixed, .mark: false
        }
    }

    package var isWord: Bool { self == .text || self == .code || self == .mixed }

    /// Classifies a word by its characters alone.
    package init(_ text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else {
            self = .mark
            return
        }
        var digits = 0
        var letters = 0
        var capitals = 0
        var others = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A: (letters, capitals) = (letters + 1, capitals + 1)
            case 0x61...0x7A: letters += 1
            case 0x80...: letters += 1
            default: others += 1
            }
        }
        if digits == 0 {
            if Token.isBlank(text) {
                self = bytes.count == 1 && (first == 0x2E || first == 0x3D) ? .mark : .blank
            } else if letters == 0 || !Self.hasAlphabetic(text) {
                self = Token.isBlankTime(text) ? .blank : .mark
            } else {
                self = Self.isCode(text, capitals: capitals, others: others) ? .code : .text
            }
            return
        }
        if letters == 0, others == 0 {
            self = bytes.count <= 4 ? .integer : .longInteger
            return
        }
        if DateWord(text) != nil || Self.isWordedDate(text) {
            self = .date
        } else if TimeWord(text) != nil {
            self = .time
        } else if ClockWord(text) != nil {
            self = .clock
        } else if Self.isMarkedYear(text) {
            self = .markedYear
        } else if Self.isOrdinal(bytes, first: first, last: last, digits: digits) {
            self = .ordinal
        } else if letters == 1, others == 0, digits <= 3, "MFWXBGDHKNmfw".utf8.contains(first) {
            self = .letterNumber
        } else {
            self = letters == 0 ? (digits >= 5 ? .longInteger : .mixed) : .mixed
        }
    }

    /// Whether any character is a letter: a middle dot or an arrow is none.
    private static func hasAlphabetic(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.isASCII ? ("a"..."z").contains($0) || ("A"..."Z").contains($0) : $0.properties.isAlphabetic }
    }

    private static func isCode(_ text: String, capitals: Int, others: Int) -> Bool {
        guard text.utf8.count <= 8, capitals >= 2 else { return false }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, (2...5).contains(first.utf8.count) else { return false }
        return parts.allSatisfy { part in (1...5).contains(part.utf8.count) && part.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A } }
    }

    /// `6 JUN 2002`: what ``Line`` has put together.
    private static func isWordedDate(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count == 3, let day = words.first else { return false }
        return Token.integer(day.last == "." ? day.dropLast() : day, digits: 2) != nil && Token.integer(words[2], digits: 4) != nil
    }

    /// `'08`, `(2011)`, `(11)`.
    private static func isMarkedYear(_ text: String) -> Bool {
        if text.hasPrefix("'") || text.hasPrefix("\u{2019}") { return Token.integer(text.dropFirst(), digits: 2) != nil && text.count == 3 }
        guard text.hasPrefix("("), text.hasSuffix(")"), let year = Token.integer(text.dropFirst().dropLast()) else { return false }
        return year >= 1900 && year < 2100
    }

    private static func isOrdinal(_ bytes: String.UTF8View, first: UInt8, last: UInt8, digits: Int) -> Bool {
        guard digits <= 3, bytes.count <= digits + 2 else { return false }
        var middle = bytes[...]
        if "#(=*%".utf8.contains(first) || (first == 0x54 && digits <= 3) { middle = middle.dropFirst() }
        if ".)*%".utf8.contains(last) { middle = middle.dropLast() }
        return middle.count == digits && middle.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
