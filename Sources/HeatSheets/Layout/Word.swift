/// Characters without a space between them.
struct Word: Sendable, Hashable {
    var text: String {
        didSet { shape = WordShape(text) }
    }
    var left: Float
    var right: Float
    /// Whether the word begins a field: a wide gap, or another field printed over this one, stands before it.
    var startsCell: Bool
    /// The answers to what every stage asks of a word, looked up once.
    private var shape: WordShape

    init(text: String, left: Float, right: Float, startsCell: Bool) {
        self.text = text
        self.left = left
        self.right = right
        self.startsCell = startsCell
        shape = WordShape(text)
    }

    /// See ``Token/isSeed(_:)``.
    var isSeed: Bool { shape.flags.contains(.isSeed) }
    /// See ``Token/isBlank(_:)``.
    var isBlank: Bool { shape.flags.contains(.isBlank) }
    var hasLetter: Bool { shape.flags.contains(.hasLetter) }
    var startsWithDigit: Bool { shape.flags.contains(.startsWithDigit) }

    /// The number that the word is, of one to `digits` digits (four at most) and nothing else.
    func integer(digits: Int = 4) -> Int? { shape.digits > 0 && Int(shape.digits) <= digits ? Int(shape.number) : nil }
}

/// What the characters of a word look like.
private struct WordShape: Sendable, Hashable {
    struct Flags: OptionSet, Sendable, Hashable {
        var rawValue: UInt8
        static let isSeed = Flags(rawValue: 1)
        static let isBlank = Flags(rawValue: 2)
        static let hasLetter = Flags(rawValue: 4)
        static let startsWithDigit = Flags(rawValue: 8)
    }

    var flags: Flags = []
    /// How many digits the word's number has; 0 if it is no number of up to four.
    var digits: UInt8 = 0
    var number: Int16 = 0

    init(_ text: String) {
        if Token.startsWithDigit(text) {
            flags.insert(.startsWithDigit)
            if let value = Token.integer(text) {
                (digits, number) = (UInt8(text.utf8.count), Int16(value))
                return
            }
        }
        if Token.hasLetter(text) { flags.insert(.hasLetter) }
        if Token.isSeed(text) { flags.insert(.isSeed) } else if Token.isBlank(text) { flags.insert(.isBlank) }
    }
}
