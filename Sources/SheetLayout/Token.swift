/// Questions about the shape of one word. All work on ASCII bytes.
package enum Token {
    /// A number of one to `digits` digits and nothing else.
    package static func integer(_ text: some StringProtocol, digits: Int = 4) -> Int? {
        let bytes = text.utf8
        guard (1...digits).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    package static func startsWithDigit(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first else { return false }
        return first >= 0x30 && first <= 0x39
    }

    package static func hasLetter(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 >= 0x80 }
    }

    /// Underscores, dashes and dots only: a blank to write in, or an empty lane.
    package static func isBlank(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "_", "-", "\u{2013}", "\u{2014}", "\u{2015}", ".", "=", "\u{2026}", "\u{2500}": true
                default: false
                }
            }
    }

    /// `--:--`, `-:-.-`: dashes and colons where a time would stand.
    package static func isBlankTime(_ text: String) -> Bool {
        text.utf8.count >= 3 && text.utf8.contains(UInt8(ascii: "-")) && text.utf8.allSatisfy { "-:.,_".utf8.contains($0) }
    }
}
