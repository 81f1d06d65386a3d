/// Glyphs of a page that stand together as one word, in reading order.
struct GlyphWord: Sendable {
    var elements: [Element]
    var left: Float
    var right: Float
    var baseline: Float
    /// Of the tallest run that the word is part of.
    var height: Float

    /// One place of a word: a glyph, with the glyph of its accent where that is drawn over it.
    struct Element: Sendable {
        /// Indices of `PageText.glyphs`; none for the hole that a lost glyph leaves.
        var glyphs: [Int]
        var scalars: [Unicode.Scalar]
    }
}

extension GlyphWord {
    private var scalars: [Unicode.Scalar] { elements.compactMap(\.scalars.last) }

    var startsWithDigit: Bool { scalars.first.map { ("0"..."9").contains($0) } ?? false }

    /// `2026`, `2026,`.
    var isYear: Bool {
        let digits = scalars.prefix { ("0"..."9").contains($0) }
        return digits.count == 4 && (digits[0] == "1" || digits[0] == "2") && scalars.count <= 5
    }
}

/// Letters of a word without anything between them: `Kers` and `Lod` of `Kers-Lod12`. What is replaced or kept as a whole.
struct Chunk: Sendable {
    struct Place: Sendable {
        /// Index of the word's elements.
        var element: Int
        var letter: Unicode.Scalar
        /// Whether the letter stays as it is, because what is drawn says it in a way of its own: a broken or lost glyph, a ligature.
        var isFixed: Bool
        /// The bytes of the letter are swapped: U+6600 stands for `f`.
        var isSwapped = false
    }

    var places: [Place]
    /// What the chunk is compared by: its letters as ``LetterKey`` has them.
    let key: String
    /// Whether a digit stands right before or behind it in its word.
    var touchesDigit = false
    var precedesDigit = false
    /// Whether all the letters that have a case are small.
    var isSmall: Bool

    init(_ places: [Place], isSmall: Bool) {
        self.places = places
        self.isSmall = isSmall
        key = String(String.UnicodeScalarView(places.map(\.letter)))
    }
}

extension GlyphWord {
    /// The chunks of the word as a reader of heat sheets sees them, broken glyphs repaired.
    var chunks: [Chunk] { Self.chunks(of: elements.map { $0.scalars.last ?? ChunkScanner.lost }) }

    /// The keys of the chunks of a text, one for each word of letters.
    static func keys(of text: String) -> [String] { chunks(of: Array(text.unicodeScalars)).map(\.key) }

    static func chunks(of scalars: [Unicode.Scalar]) -> [Chunk] {
        var scanner = ChunkScanner(scalars)
        return scanner.scan()
    }
}

/// Finds the chunks of a word.
private struct ChunkScanner {
    /// A glyph that has no text.
    static let lost: Unicode.Scalar = "\u{FFFD}"

    private let scalars: [Unicode.Scalar]
    private let hasLatinLetter: Bool
    private var places: [Chunk.Place] = []
    private var capitals = 0
    private var chunks: [Chunk] = []

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        hasLatinLetter = scalars.contains { $0.isASCII && LetterKey.letter($0) != nil }
    }

    mutating func scan() -> [Chunk] {
        var index = 0
        while index < scalars.count {
            if scalars[index] == "(", let glyph = namelessGlyph(at: index) {
                if glyph.isLetterF {
                    places.append(.init(element: index, letter: "f", isFixed: true))
                } else {
                    addLost(index, next: glyph.end)
                }
                index = glyph.end
                continue
            }
            read(scalars[index], at: index)
            index += 1
        }
        end(at: scalars.count)
        return chunks
    }

    private mutating func read(_ scalar: Unicode.Scalar, at index: Int) {
        switch scalar.value {
        case 0x3D0 where hasLatinLetter: places.append(.init(element: index, letter: "f", isFixed: true))
        case 0xFB00...0xFB06:
            for letter in Self.ligatures[Int(scalar.value - 0xFB00)].unicodeScalars {
                places.append(.init(element: index, letter: letter, isFixed: true))
            }
        case 0xFFFD: addLost(index, next: index + 1)
        // Control characters stand where a font does not name its glyph.
        case 0..<0x20: addLost(index, next: index + 1)
        // Invisible.
        case 0xAD, 0x200B...0x200F, 0xFEFF: break
        case 0x4100...0x7A00 where scalar.value & 0xFF == 0 && hasLatinLetter:
            guard let letter = Unicode.Scalar(scalar.value >> 8), let key = LetterKey.letter(letter) else {
                return addLetter(scalar, at: index)
            }
            places.append(.init(element: index, letter: key, isFixed: false, isSwapped: true))
            if letter.isCapital { capitals += 1 }
        default: addLetter(scalar, at: index)
        }
    }

    private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]

    private mutating func addLetter(_ scalar: Unicode.Scalar, at index: Int) {
        if let letter = LetterKey.letter(scalar) {
            // `MW10`, `DelphineW12`: the sex before an age is no part of what stands before it.
            if isSexBeforeAge(scalar, at: index), endsWithInitial { end(at: index) }
            places.append(.init(element: index, letter: letter, isFixed: false))
            if scalar.isCapital { capitals += 1 }
        } else if !scalar.isMark {
            end(at: index)
        }
    }

    /// Whether what was read is an initial, or ends with a small letter, or with one and an initial.
    private var endsWithInitial: Bool {
        let letters = places.suffix(2).map { scalars[$0.element] }
        guard let last = letters.last else { return false }
        return places.count == 1 || last.isSmall || letters[0].isSmall
    }

    private func isSexBeforeAge(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
        guard scalar == "M" || scalar == "W" || scalar == "F", index + 1 < scalars.count else { return false }
        return Self.isDigit(scalars[index + 1])
    }

    /// A lost glyph between letters is read as an `f`.
    private mutating func addLost(_ index: Int, next: Int) {
        guard !places.isEmpty, next < scalars.count, scalars[next].isSmall else { return }
        places.append(.init(element: index, letter: "f", isFixed: true))
    }

    private mutating func end(at index: Int) {
        guard let first = places.first else { return }
        var chunk = Chunk(places, isSmall: capitals == 0)
        chunk.precedesDigit = index < scalars.count && Self.isDigit(scalars[index])
        chunk.touchesDigit = chunk.precedesDigit || first.element > 0 && Self.isDigit(scalars[first.element - 1])
        chunks.append(chunk)
        places = []
        capitals = 0
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// `(cid:976)`, as some writers put for a glyph they cannot name.
    private func namelessGlyph(at start: Int) -> (isLetterF: Bool, end: Int)? {
        guard scalars[start...].starts(with: "(cid:".unicodeScalars) else { return nil }
        var end = start + 5
        while end < scalars.count, end < start + 12, Self.isDigit(scalars[end]) { end += 1 }
        guard end > start + 5, end < scalars.count, scalars[end] == ")" else { return nil }
        return (scalars[start + 5..<end].elementsEqual("976".unicodeScalars), end + 1)
    }
}
