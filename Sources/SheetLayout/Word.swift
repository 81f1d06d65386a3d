/// Characters without a space between them.
package struct Word: Sendable, Hashable {
    package var text: String {
        didSet { tokenClass = TokenClass(text) }
    }
    package var left: Float
    package var right: Float
    /// Whether the word begins a field: a wide gap, or another field printed over this one, stands before it.
    package var startsCell: Bool
    /// Which cell of its line the word belongs to: those of one cell were drawn to follow each other.
    package var cell: Int32 = 0
    /// What the word looks like, found once.
    package private(set) var tokenClass: TokenClass

    package init(text: String, left: Float, right: Float, startsCell: Bool) {
        self.text = text
        self.left = left
        self.right = right
        self.startsCell = startsCell
        tokenClass = TokenClass(text)
    }

    package var middle: Float { (left + right) / 2 }
    package var isBlank: Bool { tokenClass == .blank }
    package var hasLetter: Bool { tokenClass.isWord || tokenClass == .letterNumber || Token.hasLetter(text) }
    package var startsWithDigit: Bool { Token.startsWithDigit(text) }

    /// The number that the word is, of one to `digits` digits (four at most) and nothing else.
    package func integer(digits: Int = 4) -> Int? { Token.integer(text, digits: digits) }

    /// The number in a word of digits with a mark around them: `3`, `3.`, `#3`, `(3)`, `T3`.
    package var number: Int? {
        guard tokenClass == .integer || tokenClass == .ordinal || tokenClass == .markedYear else { return nil }
        var value = 0
        for byte in text.utf8 where byte >= 0x30 && byte <= 0x39 { value = value * 10 + Int(byte - 0x30) }
        return value
    }
}
