import Foundation

/// Texts as they are compared: print-outs differ in case, accents, quotes and spaces, and that is no error of reading.
enum Folding {
    /// Lower case, without accents, typographic quotes and dashes made plain, one space between words.
    static func text(_ text: String?) -> String {
        let plain = String((text ?? "").map { letters[$0] ?? $0 })
        let decomposed = plain.decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { $0.properties.canonicalCombiningClass == .notReordered }
        return words(String(String.UnicodeScalarView(decomposed)).lowercased()).joined(separator: " ")
    }

    private static let letters: [Character: Character] = [
        "\u{3D0}": "f", "\u{2019}": "'", "\u{2018}": "'", "\u{A0}": " ", "\u{2013}": "-", "\u{2014}": "-",
    ]

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    /// A name in its printed order: marks dropped, the comma kept, a middle initial printed as a dash dropped.
    static func name(_ name: String?) -> String {
        var all = words(text(text(name).filter { !"*%#".contains($0) }.replacing(",", with: " , ")))
        if all.last == "exh" { all.removeLast() }
        while all.count > 1, all.last == "-" { all.removeLast() }
        return all.joined(separator: " ").replacing(" ,", with: ",").trimmingCharacters(in: CharacterSet(charactersIn: " ,"))
    }

    /// A name with its case and accents: what a person sees.
    static func letters(_ name: String?) -> String {
        words(String((name ?? "").map { letters[$0] ?? $0 }).filter { !"*%#".contains($0) }).joined(separator: " ")
    }

    /// Equal for names that have the same words, in whatever order.
    static func nameKey(_ name: String?) -> String {
        self.name(name).split { $0 == " " || $0 == "," }.filter { $0 != "-" }.sorted().joined(separator: " ")
    }

    /// An event's number: `#12a`, `Event 12A` and `012A` are one.
    static func number(_ number: String?) -> String? {
        guard let number else { return nil }
        var folded = words(number.uppercased()).joined(separator: " ").replacing(" / ", with: "/")
        while folded.hasPrefix("#") { folded.removeFirst() }
        if folded.hasPrefix("EVENT ") { folded.removeFirst(6) }
        while folded.hasPrefix("0"), folded.dropFirst().first?.isNumber == true { folded.removeFirst() }
        return folded
    }

    static func seed(_ seed: String?) -> String { (seed ?? "").filter { !$0.isWhitespace }.uppercased() }

    static func age(_ age: String?) -> String { text(age).uppercased() }

    /// Letters, digits, `&` and `+` of an event's name.
    static func title(_ title: String?) -> String {
        text(title).filter { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "&" || $0 == "+" }
    }

    /// `Timed Finals`, `Finals` and `Final` are one; so are `Prelims` and `Prelim`.
    static func round(_ round: String?) -> String {
        let folded = text(round).replacing("timed final", with: "final").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch folded {
        case "finals": return "final"
        case "prelims": return "prelim"
        default: return folded
        }
    }
}
