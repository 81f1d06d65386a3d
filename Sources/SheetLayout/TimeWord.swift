/// A duration as lists print it: `59.20`, `1:02.33`, `01:02,33`, `1'02"33`, `(31.20)`, `X1:07.78Y`.
package struct TimeWord: Sendable, Hashable {
    /// Hundredths of a second.
    package var hundredths: Int
    /// Letters right behind the digits: a course, a standard's mark.
    package var suffix: String
    /// An `X` or `J` stands right before the digits.
    package var hasPrefix: Bool
    package var isBracketed: Bool

    /// Digits in groups of two by colons, with two decimals (one only where minutes or two digits stand before it), and up to four letters behind.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count >= 4, bytes.count <= 16 else { return nil }
        isBracketed = false
        hasPrefix = false
        while let first = bytes.first, first == 0x2A || first == 0x25 { bytes = bytes.dropFirst() }
        if bytes.first == 0x28, bytes.last == 0x29 {
            isBracketed = true
            bytes = bytes.dropFirst().dropLast()
        }
        if let first = bytes.first, first == 0x58 || first == 0x78 || first == 0x4A {
            hasPrefix = true
            bytes = bytes.dropFirst()
        }
        var groups: [Int] = [0]
        var digits = [0]
        var decimals = -1
        var index = bytes.startIndex
        scan: while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39:
                groups[groups.count - 1] = groups[groups.count - 1] * 10 + Int(byte - 0x30)
                digits[digits.count - 1] += 1
                if decimals >= 0 { decimals += 1 }
                guard digits[digits.count - 1] <= 4 else { return nil }
            case 0x3A, 0x27:
                guard decimals < 0, groups.count < 3, byte == 0x3A || digits[digits.count - 1] > 0 else { return nil }
                groups.append(0)
                digits.append(0)
            case 0x2E, 0x2C, 0x22:
                guard decimals < 0, digits[digits.count - 1] > 0 || groups.count == 1 else { return nil }
                decimals = 0
                groups.append(0)
                digits.append(0)
            case 0xE2:
                // Typographic quotes: E2 80 99 is an apostrophe, E2 80 9D a double one.
                guard decimals < 0, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80 else { return nil }
                if bytes[index + 2] == 0x9D || bytes[index + 2] == 0x9C || bytes[index + 2] == 0xB3 { decimals = 0 }
                groups.append(0)
                digits.append(0)
                index += 2
            default: break scan
            }
            index += 1
        }
        guard decimals == 2 || decimals == 1 && (groups.count > 2 || digits[0] == 2) else { return nil }
        // Minutes and seconds behind a colon have two digits.
        guard groups.count <= 4, digits.dropFirst().dropLast().allSatisfy({ $0 == 2 }), groups.count > 2 ? digits[0] <= 2 : digits[0] <= 4
        else {
            return nil
        }
        let rest = bytes[index...]
        guard rest.count <= 4, rest.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2A || $0 == 0x23 }),
            decimals == 2 || rest.isEmpty
        else { return nil }
        suffix = String(decoding: rest, as: UTF8.self)
        let fraction = decimals == 1 ? groups.removeLast() * 10 : groups.removeLast()
        hundredths = groups.reduce(0) { $0 * 60 + $1 } * 100 + fraction
    }

    /// The first time among the words of a field, in hundredths of a second.
    package static func hundredths(in field: [Word]) -> Int? { field.lazy.compactMap { TimeWord($0.text)?.hundredths }.first }
}

/// A time of day in one word: `9:05`, `09:05`, `10:30am`, `9h42`; `9.42` only where the caller knows that a clock is meant.
package struct ClockWord: Sendable, Hashable {
    package var hour: Int
    package var minute: Int
    /// Whether AM or PM is part of the word.
    package var hasHalf: Bool

    package init?(_ text: String, allowsPoint: Bool = false) {
        var bytes = Array(text.utf8)[...]
        while let first = bytes.first, first == 0x28 || first == 0x7E || first == 0x40 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x29 || last == 0x2C || last == 0x3B { bytes = bytes.dropLast() }
        if bytes.last == 0x2E, !allowsPoint || bytes.count > 5 { bytes = bytes.dropLast() }
        guard bytes.count >= 3, bytes.count <= 10 else { return nil }
        let isOClock = text.hasSuffix(" Uhr")
        var hour = 0
        var hourDigits = 0
        var index = bytes.startIndex
        while index < bytes.endIndex, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            hour = hour * 10 + Int(bytes[index] - 0x30)
            hourDigits += 1
            guard hourDigits <= 2 else { return nil }
            index += 1
        }
        guard hourDigits > 0, index < bytes.endIndex else { return nil }
        guard bytes[index] == 0x3A || bytes[index] | 0x20 == 0x68 || (allowsPoint || isOClock) && bytes[index] == 0x2E else { return nil }
        index += 1
        var minute = 0
        var minuteDigits = 0
        while index < bytes.endIndex, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            minute = minute * 10 + Int(bytes[index] - 0x30)
            minuteDigits += 1
            index += 1
        }
        guard minuteDigits == 2, minute < 60 else { return nil }
        // `9:05:00`: seconds say nothing more.
        if hourDigits == 2, index + 3 == bytes.endIndex, bytes[index] == 0x3A,
            bytes[(index + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        {
            index = bytes.endIndex
        }
        while index < bytes.endIndex, bytes[index] == 0x20 { index += 1 }
        let rest = String(decoding: bytes[index...], as: UTF8.self)
        hasHalf = false
        if !rest.isEmpty {
            guard let half = Self.half(rest) else {
                guard ["h", "u", "uhr"].contains(rest.lowercased()) else { return nil }
                self.hour = hour
                self.minute = minute
                guard hour < 25 else { return nil }
                return
            }
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + half
            hasHalf = true
        }
        guard hour < 25 else { return nil }
        self.hour = hour % 24
        self.minute = minute
    }

    /// The hours that `am` or `pm` adds; nil if the word is neither.
    package static func half(_ text: String) -> Int? {
        switch text.lowercased() {
        case "am", "a.m.", "a", "am.", "am)", "a.m.)": 0
        case "pm", "p.m.", "p", "pm.", "pm)", "p.m.)": 12
        default: nil
        }
    }
}

/// A date in one word: `12.03.2011`, `3/12/26`, `2011-05-06`.
package struct DateWord: Sendable, Hashable {
    package var year: Int

    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while let first = bytes.first, first == 0x28 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x29 || last == 0x2C { bytes = bytes.dropLast() }
        guard bytes.count >= 6, bytes.count <= 10 else { return nil }
        var fields = [0]
        var digits = [0]
        var separator: UInt8?
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int(byte - 0x30)
                digits[digits.count - 1] += 1
                guard digits[digits.count - 1] <= 4 else { return nil }
            case 0x2F, 0x2E, 0x2D:
                guard digits[digits.count - 1] > 0, separator == nil || separator == byte else { return nil }
                separator = byte
                fields.append(0)
                digits.append(0)
            default: return nil
            }
        }
        guard fields.count == 3, digits[2] > 0 else { return nil }
        if digits[0] == 4 {
            guard (1900...2199).contains(fields[0]), (1...12).contains(fields[1]), (1...31).contains(fields[2]) else { return nil }
            year = fields[0]
            return
        }
        guard digits[0] <= 2, digits[1] <= 2, digits[2] == 2 || digits[2] == 4, fields[0] >= 1, fields[1] >= 1,
            max(fields[0], fields[1]) <= 31, min(fields[0], fields[1]) <= 12
        else { return nil }
        year = digits[2] == 4 ? fields[2] : fields[2] + (fields[2] > 79 ? 1900 : 2000)
        guard (1900...2199).contains(year) else { return nil }
    }
}
