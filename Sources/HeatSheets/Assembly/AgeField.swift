import SheetLayout

/// The age column: `12`, `SR`, `W10`, `MW10`. An initial cut off from the name and a sex may be glued to the number.
struct AgeField: Sendable, Hashable {
    /// Digits or school year; nil where the column is blank.
    var text: String?
    /// Letters glued in front of the digits.
    var glued = ""

    init() {}

    /// Reads an age word. School years are read only where a table has a column for them.
    init?(_ word: String, allowsSchoolYear: Bool) {
        // `11M`: the sex behind the number.
        if let letter = word.last, "MFWmf".contains(letter), let age = Token.integer(word.dropLast(), digits: 2), age > 2 {
            text = String(word.dropLast())
            glued = String(letter).uppercased()
            return
        }
        let bytes = word.utf8
        guard let last = bytes.last, bytes.count <= 24 else { return nil }
        if last >= 0x30 && last <= 0x39 {
            let digits = bytes.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            guard digits <= 3 else { return nil }
            let letters = word.dropLast(digits)
            guard letters.allSatisfy({ $0.isLetter || $0 == "'" || $0 == "." }) else { return nil }
            text = String(word.suffix(digits))
            glued = String(letters)
            return
        }
        guard allowsSchoolYear, SchoolYear.isSchoolYear(word) else { return nil }
        text = word
    }
}
