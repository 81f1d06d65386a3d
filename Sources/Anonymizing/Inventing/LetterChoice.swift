/// Which letters may stand for which.
enum LetterChoice {
    private static let vowels = scalars("aeiou")
    private static let consonants = scalars("bcdfghjklmnpqrstvwxyz")
    /// Letters that may stand in for those of the group and are about as wide. `i` is as narrow as no other vowel.
    private static let groups: [(of: String, choice: [Unicode.Scalar])] = [
        ("aeou", scalars("aeou")), ("i", scalars("aeiou")),
        ("fjlrt", scalars("fjlrt")), ("mw", scalars("mwnhdbkgp")),
        ("bcdghknpqsvxyz", scalars("bcdghknpsvz")),
        // Letters of their own.
        ("æœ", scalars("aeou")), ("ßþðĸŋ", scalars("bdghkpst")), ("ıȷ", scalars("aeou")),
    ]

    private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    private static let choices: [Unicode.Scalar: [Unicode.Scalar]] = {
        var all: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for group in groups { for letter in group.of.unicodeScalars { all[letter] = group.choice } }
        return all
    }()

    /// Letters of the same kind and of like width; none for those of other scripts.
    static func letters(like letter: Unicode.Scalar) -> [Unicode.Scalar] { choices[letter] ?? [] }

    /// All vowels, or all consonants.
    static func lettersOfKind(of letter: Unicode.Scalar) -> [Unicode.Scalar] { vowels.contains(letter) ? vowels : consonants }

    /// Another letter of the same script, of the same kind as Unicode has it.
    static func other(than letter: Unicode.Scalar, using random: inout some RandomNumberGenerator) -> Unicode.Scalar {
        if letter.isASCII { return lettersOfKind(of: letter).filter { $0 != letter }.randomElement(using: &random) ?? letter }
        let category = letter.properties.generalCategory
        // Scripts of many signs take up whole blocks, alphabets a few lines of the code table.
        let range: ClosedRange<UInt32> =
            switch letter.value {
            case 0x4E00...0x9FFF: 0x4E01...0x62FF
            case 0xAC00...0xD7A3: 0xAC00...0xD7A3
            default: letter.value / 64 * 64...letter.value / 64 * 64 + 63
            }
        for _ in 0..<200 {
            guard let other = Unicode.Scalar(UInt32.random(in: range, using: &random)), other != letter,
                other.properties.generalCategory == category, other.properties.isAlphabetic, LetterKey.letter(other) == other,
                other.value & 0xFF != 0
            else { continue }
            return other
        }
        return letter
    }
}
