import MeetModel

/// Questions about the shape of one word. All work on ASCII bytes: the fixed vocabulary of heat sheets is ASCII.
enum Token {
    /// A number of one to `digits` digits and nothing else.
    static func integer(_ text: some StringProtocol, digits: Int = 4) -> Int? {
        let bytes = text.utf8
        guard (1...digits).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    static func startsWithDigit(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first else { return false }
        return first >= 0x30 && first <= 0x39
    }

    static func hasLetter(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 >= 0x80 }
    }

    /// Underscores, dashes and dots only: a blank to write in, or an empty lane.
    static func isBlank(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "_", "-", "\u{2013}", "\u{2014}", "\u{2015}", ".", "=", "\u{2026}", "\u{2500}": true
                default: false
                }
            }
    }

    /// The letters that stand for "no time": they fill the seed column instead of one.
    private static let noTimes: Set<String> = [
        "NT", "NP", "NS", "NQT", "DFS", "SCR", "DNS", "DQ", "NTT", "N/T", "NSW", "DNC", "WDR", "BYE",
    ]

    /// A word of the seed column: `1:07.78Y`, `X34.20`, `59,20`, `NT`, `XNT`, `NTY`, `245.60`.
    static func isSeed(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 12 else { return false }
        if (first >= 0x30 && first <= 0x39) || first == UInt8(ascii: ":") || first == UInt8(ascii: ".") { return isTime(bytes[...]) }
        // Exhibition, or a judge's decision.
        if first == UInt8(ascii: "X") || first == UInt8(ascii: "x") || first == UInt8(ascii: "J") {
            if isTime(bytes.dropFirst()) { return true }
            return first | 0x20 == UInt8(ascii: "x") && isNoTime(String(text.dropFirst()))
        }
        return first >= 0x41 && first <= 0x5A && isNoTime(text)
    }

    /// The seed without a mark that is glued to its end, like the `B` of a bonus swim; course letters stay.
    static func seedWithoutMark(_ text: String) -> String {
        guard let last = text.utf8.last, let digit = text.utf8.first(where: { $0 >= 0x30 && $0 <= 0x39 }), digit > 0, !isCourse(last),
            !(last >= 0x30 && last <= 0x39)
        else { return text }
        return String(text.dropLast())
    }

    private static func isNoTime(_ text: String) -> Bool {
        // Three letters and a course at most: names and teams are seldom so short.
        guard (2...4).contains(text.utf8.count) else { return false }
        if noTimes.contains(text) { return true }
        guard let last = text.last, "YLS".contains(last) else { return false }
        return noTimes.contains(String(text.dropLast()))
    }

    private static func isCourse(_ byte: UInt8) -> Bool {
        let letter = byte & 0xDF
        return letter == UInt8(ascii: "Y") || letter == UInt8(ascii: "L") || letter == UInt8(ascii: "S")
    }

    /// Digits in groups by colons, one or two decimals after a point or comma, and at most one letter behind them.
    private static func isTime(_ bytes: Substring.UTF8View) -> Bool {
        var digits = 0
        var decimals = -1
        var colons = 0
        var total = 0
        var letters = 0
        for byte in bytes {
            guard letters == 0 else { return false }
            switch byte {
            case 0x30...0x39:
                if decimals >= 0 { decimals += 1 } else { digits += 1 }
                total += 1
            case UInt8(ascii: ":"):
                guard decimals < 0, colons < 2, colons == 0 || digits == 2 else { return false }
                colons += 1
                digits = 0
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard decimals < 0 else { return false }
                decimals = 0
            default:
                guard
                    isCourse(byte) || byte == UInt8(ascii: "B") || byte == UInt8(ascii: "q") || byte == UInt8(ascii: "Q")
                        || byte == UInt8(ascii: "*")
                else { return false }
                letters += 1
            }
        }
        guard decimals == 2 || decimals == 1 && letters == 0 && (colons > 0 || digits == 2) else { return false }
        return total >= 3 && (colons == 0 ? digits <= 4 : digits == 2)
    }

    /// `9:05 AM` as one or two words, `10:30am`, `14:05`, `9.05 Uhr`. `used` is how many words it took.
    static func clock(_ words: some Collection<String>) -> (time: WallTime, used: Int)? {
        guard let first = words.first else { return nil }
        var hour = 0
        var minute = 0
        var minuteDigits = -1
        var hourDigits = 0
        var suffix = ""
        for character in first.unicodeScalars {
            switch character {
            case "0"..."9":
                guard suffix.isEmpty else { return nil }
                let digit = Int(character.value) - 48
                if minuteDigits >= 0 {
                    minute = minute * 10 + digit
                    minuteDigits += 1
                } else {
                    hour = hour * 10 + digit
                    hourDigits += 1
                }
                guard hourDigits <= 2, minuteDigits <= 2 else { return nil }
            case ":":
                guard minuteDigits < 0, hourDigits > 0, suffix.isEmpty else { return nil }
                minuteDigits = 0
            default: suffix.unicodeScalars.append(character)
            }
        }
        guard minuteDigits == 2 else { return nil }
        var used = 1
        if suffix.isEmpty, let next = words.dropFirst().first, let half = half(next) {
            suffix = half
            used = 2
        }
        switch half(suffix) {
        case "A"? where (1...12).contains(hour): hour %= 12
        case "P"? where (1...12).contains(hour): hour = hour % 12 + 12
        case nil where suffix.isEmpty: break
        default: return nil
        }
        return WallTime(hour: hour, minute: minute).map { ($0, used) }
    }

    private static func half(_ text: String) -> String? {
        switch text {
        case "AM", "am", "a.m.", "A.M.", "a", "A", "Am": "A"
        case "PM", "pm", "p.m.", "P.M.", "p", "P", "Pm": "P"
        default: nil
        }
    }
}
