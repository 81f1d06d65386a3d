/// What may stand in a line of the log.
enum LogText {
    /// The text without e-mail addresses and without user and password of addresses.
    static func safe(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var safe = ""
        var rest = text[...]
        while !rest.isEmpty {
            let word = rest.prefix { !isBreak($0) }
            safe += word.contains("@") ? "[removed]" : word
            rest = rest[word.endIndex...]
            let gap = rest.prefix(while: isBreak)
            safe += gap
            rest = rest[gap.endIndex...]
        }
        return safe
    }

    /// As a string of JSON, in one line.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Needs no quotes.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    }

    private static func isBreak(_ character: Character) -> Bool {
        character.isWhitespace || "<>(),;\"'[]{}".contains(character)
    }
}
