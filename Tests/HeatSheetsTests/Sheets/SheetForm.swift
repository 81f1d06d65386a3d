import Foundation

/// What says the same in drawn sheets, brought to one form: the equalities of the judge beside the generator.
enum SheetForm {
    /// Letters and digits alone, without case and accents.
    static func squeezed(_ text: String?) -> String {
        let plain = (text ?? "").replacing("\u{3D0}", with: "f").replacing("\u{FFFD}", with: "f")
        let decomposed = plain.decomposedStringWithCompatibilityMapping.uppercased().lowercased().unicodeScalars
        return String(
            String.UnicodeScalarView(
                decomposed.filter {
                    $0.properties.canonicalCombiningClass == .notReordered
                        && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                }))
    }

    /// `(1:02.33)`, `01:02,33` and `1'02"33` are one time, an X before it and a letter behind it stay; every word for no time is `NT`.
    ///
    /// - Parameter noTime: the document's own words for it, in lower case and with points for commas.
    static func seed(_ text: String?, noTime: Set<String>) -> String {
        var text = (text ?? "").trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("("), text.hasSuffix(")"), text.count > 1 { text = String(text.dropFirst().dropLast()) }
        if isNoTime(text) || noTime.contains(noTimeWord(text)) { return "NT" }
        var scanner = FieldScanner(text.uppercased())
        let exhibition = scanner.take("X") ? "X" : ""
        scanner.skipSpaces()
        guard var seconds = scanner.number(digits: 1...2) else { return text }
        var minutes = 0
        if scanner.take(":'\u{2019}") {
            minutes = seconds
            guard let more = scanner.number(digits: 1...2) else { return text }
            seconds = more
        }
        guard scanner.take(".,\"\u{201D}"), let hundredths = scanner.number(digits: 2...2) else { return text }
        scanner.skipSpaces()
        let rest = scanner.rest
        guard rest.count <= 1, rest.allSatisfy({ $0.isASCII && $0.isLetter }) else { return text }
        let whole = minutes > 0 ? "\(minutes):\(twoDigits(seconds))" : String(seconds)
        return "\(exhibition)\(whole).\(twoDigits(hundredths))\(rest)"
    }

    static func noTimeWord(_ text: String) -> String { text.lowercased().replacing(",", with: ".") }

    /// `NT`, `--`, `--:--.--`.
    private static func isNoTime(_ text: String) -> Bool {
        text.lowercased() == "nt"
            || text.count > 1 && text.first == "-" && text.last == "-" && text.allSatisfy { "-:.,".contains($0) }
    }

    /// `08:12 PM`, `20.12 Uhr` and `20h12` are `20:12`.
    static func clock(_ text: String?) -> String? {
        guard let text else { return nil }
        var scanner = FieldScanner(text.trimmingCharacters(in: .whitespaces).lowercased())
        guard var hour = scanner.number(digits: 1...2) else { return text }
        scanner.skipSpaces()
        guard scanner.take(":.h") else { return text }
        scanner.skipSpaces()
        guard let minute = scanner.number(digits: 2...2) else { return text }
        if scanner.take(":") { _ = scanner.number(digits: 2...2) }
        switch scanner.rest.filter({ !$0.isWhitespace && $0 != "." }) {
        case "", "uhr", "h": break
        case "a", "am": hour %= 12
        case "p", "pm": hour = hour % 12 + 12
        default: return text
        }
        return "\(twoDigits(hour)):\(twoDigits(minute))"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// Takes the parts of a printed time from its front.
private struct FieldScanner {
    private(set) var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func take(_ choices: String) -> Bool {
        guard let first = rest.first, choices.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func skipSpaces() { rest = rest.drop(while: \.isWhitespace) }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
        let found = rest.prefix { $0.isASCII && $0.isNumber }.prefix(digits.upperBound)
        guard digits.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return Int(found)
    }
}
