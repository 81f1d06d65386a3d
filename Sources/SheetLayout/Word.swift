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
    /// Where the word was drawn in pieces: two fields that touch are one word by their gaps alone.
    package private(set) var seams: [Seam] = []
    /// What the word looks like, found once.
    package private(set) var tokenClass: TokenClass

    /// A place within a word where one piece ends and the next one begins.
    package struct Seam: Sendable, Hashable {
        /// Unicode scalars in front of it.
        package var offset: Int
        /// Where the piece behind it begins.
        package var left: Float
    }

    package init(text: String, left: Float, right: Float, startsCell: Bool, seams: [Seam] = []) {
        self.text = text
        self.left = left
        self.right = right
        self.startsCell = startsCell
        self.seams = seams
        tokenClass = TokenClass(text)
    }

    /// The words that the pieces before and behind a seam are; the second one begins a field. Nil where the seam lies outside the text.
    package func parts(at seam: Seam) -> (before: Word, after: Word)? {
        let scalars = text.unicodeScalars
        guard seam.offset > 0, let cut = scalars.index(scalars.startIndex, offsetBy: seam.offset, limitedBy: scalars.endIndex),
            cut < scalars.endIndex
        else { return nil }
        var before = Word(
            text: String(scalars[..<cut]), left: left, right: seam.left, startsCell: startsCell,
            seams: seams.filter { $0.offset < seam.offset })
        var after = Word(
            text: String(scalars[cut...]), left: seam.left, right: right, startsCell: true,
            seams: seams.filter { $0.offset > seam.offset }.map { Seam(offset: $0.offset - seam.offset, left: $0.left) })
        before.cell = cell
        after.cell = cell
        return (before, after)
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
