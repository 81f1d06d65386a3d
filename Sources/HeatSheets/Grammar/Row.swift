import MeetModel

/// One row of a table of entries, taken apart but not yet believed: which event and heat it belongs to is not its business.
struct Row: Sendable, Hashable {
    /// Lane in a heat, rank in a list.
    var slot: Int?
    /// Swimmer's name, or the relay's team.
    var name = ""
    var age = AgeField()
    var birth: String?
    var team: String?
    var letter: String?
    var seed: String?
    var isExhibition = false
    /// A lane nobody swims in, or a line to write a late entry in.
    var isEmpty = false
}

/// The age column: `12`, `SR`, `W10`, `MW10`. An initial cut off from the name and a sex may be glued to the number.
struct AgeField: Sendable, Hashable {
    /// Digits or school year; nil where the column is blank.
    var text: String?
    /// Letters glued in front of the digits.
    var glued = ""

    init() {}

    /// Reads an age word. School years are read only where a table has a column for them.
    init?(_ word: String, allowsSchoolYear: Bool) {
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
        guard allowsSchoolYear, Self.schoolYears.contains(word.uppercased()) else { return nil }
        text = word
    }

    private static let schoolYears: Set<String> = [
        "FR", "SO", "JR", "SR", "FY", "5Y", "4TH", "5TH", "6TH", "7TH", "8TH", "9TH", "10TH", "11TH", "12TH",
    ]
}
