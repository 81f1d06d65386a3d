/// Letters made comparable: NFKD, case folded, without diacritics, so that `Zoë`, `ZOE` and `zoe` with a combining mark are one.
///
/// The standard library compares strings by canonical equivalence but gives no access to compatibility decomposition, and
/// Foundation's costs every start of the program some milliseconds; hence a table (`NameLetters+Table.swift`).
package enum NameLetters {
    /// The letters and digits of any text, folded and put together: equal for titles that differ in case, spacing and punctuation.
    package static func key(of text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9", "a"..."z", "A"..."Z": fold(scalar, into: &key)
            case "\0"..."\u{7F}": continue
            default: if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { fold(scalar, into: &key) }
            }
        }
        return String(key)
    }

    /// Stands in a folded word for a glyph whose letter the document has lost.
    static let lost: Unicode.Scalar = "\u{FFFD}"

    /// Appends what `scalar` is worth in a comparison: nothing for diacritics and invisible characters, `ss` for `ß`.
    static func fold(_ scalar: Unicode.Scalar, into word: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x61...0x7A: word.append(scalar)
        case 0x41...0x5A: word.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0..<0x80: word.append(scalar)
        case 0xAC00..<0xAC00 + 11_172: foldHangul(scalar.value - 0xAC00, into: &word)
        default:
            guard !isDiacritic(scalar), scalar.properties.generalCategory != .format else { return }
            for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isDiacritic(lower) {
                foldLower(lower, into: &word)
            }
        }
    }

    /// Combining marks that may be left away without making another letter. Vowel signs and voicing marks of other scripts stay.
    static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300..<0x370, 0x1AB0..<0x1B00, 0x1DC0..<0x1E00, 0x20D0..<0x2100, 0xFE00..<0xFE10, 0xFE20..<0xFE30: true
        default: false
        }
    }

    private static func foldLower(_ scalar: Unicode.Scalar, into word: inout String.UnicodeScalarView) {
        if let spelled = spelledOut(scalar) {
            word.append(contentsOf: spelled.unicodeScalars)
        } else if let run = run(of: scalar.value) {
            run.append(scalar.value, to: &word)
        } else {
            word.append(scalar)
        }
    }

    /// Latin letters that Unicode does not decompose, as they are commonly typed without them.
    private static func spelledOut(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "æ", "ǽ", "ǣ": "ae"
        case "œ": "oe"
        case "ø", "ǿ": "o"
        case "đ", "ð": "d"
        case "ħ": "h"
        case "ı": "i"
        case "ł": "l"
        case "ŧ": "t"
        case "þ": "th"
        case "ŉ": "n"
        case "ŀ": "l"
        default: nil
        }
    }

    private static func foldHangul(_ index: UInt32, into word: inout String.UnicodeScalarView) {
        let (lead, vowel, tail) = (index / 588, index % 588 / 28, index % 28)
        for value in [0x1100 + lead, 0x1161 + vowel, tail == 0 ? 0 : 0x11A7 + tail] where value != 0 {
            if let jamo = Unicode.Scalar(value) { word.append(jamo) }
        }
    }
}

extension NameLetters {
    /// Neighbouring letters that fold alike.
    private struct Run: Sendable {
        var first: UInt32
        var count: UInt32
        var step: UInt32
        /// Whether each next letter becomes the next value.
        var counts: Bool
        var becomes: [UInt32]

        func append(_ value: UInt32, to word: inout String.UnicodeScalarView) {
            let offset = counts ? (value - first) / step : 0
            for result in becomes {
                if let scalar = Unicode.Scalar(result + offset) { word.append(scalar) }
            }
        }
    }

    private static let runs: [Run] = table.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }).map(parse)

    private static func run(of value: UInt32) -> Run? {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].first <= value { low = middle + 1 } else { high = middle }
        }
        // A run that steps by two may have one other run between its letters.
        for index in [low - 1, low - 2] where index >= 0 {
            let run = runs[index]
            let distance = value - run.first
            if distance % run.step == 0, distance / run.step < run.count { return run }
        }
        return nil
    }

    private static func parse(_ item: Substring.UTF8View) -> Run {
        var run = Run(first: 0, count: 1, step: 1, counts: false, becomes: [])
        var value: UInt32 = 0
        var field = UInt8(ascii: "f")
        func store() {
            switch field {
            case UInt8(ascii: "f"): run.first = value
            case UInt8(ascii: "*"): run.count = value
            case UInt8(ascii: "/"): run.step = max(1, value)
            default: run.becomes.append(value)
            }
        }
        for byte in item {
            let isDecimal = field == UInt8(ascii: "*") || field == UInt8(ascii: "/")
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value * (isDecimal ? 10 : 16) + UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value * 16 + UInt32(byte - UInt8(ascii: "a") + 10)
            default:
                store()
                value = 0
                field = byte
                if byte == UInt8(ascii: "+") { run.counts = true }
            }
        }
        store()
        return run
    }
}
