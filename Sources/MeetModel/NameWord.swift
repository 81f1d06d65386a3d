/// One word of a name. Parts joined by a hyphen are one word.
struct NameWord: Sendable, Hashable {
    enum Role: Sendable, Hashable {
        case plain
        /// In brackets or quotation marks: `Katherine (Katie)`.
        case nickname
        /// Behind a slash: `Katherine/Katie`.
        case alternative
    }

    /// Folded letters, hyphens left out.
    var key: String
    /// The same, cut at the hyphens.
    var parts: [String]
    /// As printed, with hyphens and apostrophes.
    var text: String
    var role: Role
    /// 0 before the first comma.
    var piece: Int
    /// Two letters or more, all of them capitals, whatever a prefix such as `Mc` or `O'` looks like.
    var isCapitals: Bool

    /// An initial, of the first or of a middle name.
    var isInitial: Bool { key.unicodeScalars.count == 1 }
}

extension NameWord {
    /// The words of a name. Numbers and class codes (`S10`, `S8sb8sm8`), marks (`*`, `%`) and `EXH` are no words.
    static func words(of text: String) -> [NameWord] {
        var scanner = Scanner()
        scanner.scan(text)
        return scanner.words
    }

    /// What a document may put between the first name and a surname of several words.
    static let particles: Set<String> = [
        "af", "al", "av", "bin", "bint", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
        "ibn", "la", "las", "le", "lo", "los", "mac", "mc", "o", "san", "santa", "st", "ste", "ten", "ter", "van", "vande", "vander",
        "vd", "von", "vom", "zu", "zum", "zur",
    ]

    static let suffixes: Set<String> = ["jr", "sr", "ii", "iii", "iv"]
}

private struct Scanner {
    var words: [NameWord] = []
    private var key = String.UnicodeScalarView()
    private var parts: [String] = []
    private var text = String.UnicodeScalarView()
    private var role = NameWord.Role.plain
    private var nextRole = NameWord.Role.plain
    private var piece = 0
    private var hasDigit = false
    private var pendingHyphen: Unicode.Scalar?
    private var capitals = 0
    private var smallAfterCapital = false
    private var isQuoted = false

    mutating func scan(_ name: String) {
        let scalars = Array(name.unicodeScalars)
        let isLatin = scalars.contains { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "(", let glyph = lostGlyph(scalars, at: index) {
                letter(glyph.scalar, isLatin: isLatin)
                index = glyph.end
                continue
            }
            index += 1
            take(scalar, isLatin: isLatin)
        }
        endWord()
    }

    private mutating func take(_ scalar: Unicode.Scalar, isLatin: Bool) {
        switch scalar {
        case "a"..."z", "A"..."Z", "?": letter(scalar, isLatin: isLatin)
        case "0"..."9": hasDigit = true
        case "'", "’", "‘", "ʼ", "ʻ", "`", "´", "′", "＇": text.append(scalar)
        case "-", "‐", "‑", "‒", "–", "—", "−":
            if key.isEmpty { endWord() } else { pendingHyphen = scalar }
        case ",", "，":
            endWord()
            piece += 1
        case "/":
            endWord()
            nextRole = .alternative
        case "(", "[", "“", "«":
            endWord()
            isQuoted = true
        case ")", "]", "”", "»":
            endWord()
            isQuoted = false
        case "\"":
            endWord()
            isQuoted.toggle()
        default:
            let category = scalar.properties.generalCategory
            if scalar == NameLetters.lost || scalar.properties.isAlphabetic || category.isMark || category == .format {
                letter(scalar, isLatin: isLatin)
            } else {
                endWord()
            }
        }
    }

    private mutating func letter(_ scalar: Unicode.Scalar, isLatin: Bool) {
        if let hyphen = pendingHyphen {
            text.append(hyphen)
            pendingHyphen = nil
            endPart()
        }
        if scalar.isCapital {
            capitals += 1
        } else if scalar.isSmall {
            smallAfterCapital = smallAfterCapital || capitals >= 2
        }
        // The glyph that some fonts give `f` before `l` and `i`; Greek prints beta with another one.
        let isLetterF = scalar == "\u{3D0}" && isLatin
        text.append(isLetterF ? "f" : scalar)
        NameLetters.fold(isLetterF ? "f" : scalar, into: &key)
    }

    private mutating func endPart() {
        guard !key.isEmpty else { return }
        parts.append(String(key))
        key = .init()
    }

    private mutating func endWord() {
        endPart()
        defer {
            parts = []
            text = .init()
            hasDigit = false
            pendingHyphen = nil
            capitals = 0
            smallAfterCapital = false
        }
        let key = parts.count == 1 ? parts[0] : parts.joined()
        guard !key.isEmpty, !hasDigit, key != "exh" else { return }
        words.append(
            NameWord(
                key: key, parts: parts, text: String(text), role: isQuoted ? .nickname : nextRole, piece: piece, isCapitals: isInCapitals))
        nextRole = .plain
    }

    /// `BETTINLES`, `McIVRENN`, `O'BRANE`, `KERS-LOD`; not `Mc`, `DeLoor`, `E`.
    private var isInCapitals: Bool {
        guard capitals >= 2, !smallAfterCapital else { return false }
        let small = text.filter(\.isSmall).count
        return small == 0 || (small <= 2 && capitals >= 3)
    }

    /// `(cid:976)` at `index`: a glyph that a PDF library could not name.
    private func lostGlyph(_ scalars: [Unicode.Scalar], at index: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        let prefix: [Unicode.Scalar] = ["(", "c", "i", "d", ":"]
        guard scalars.count - index > prefix.count, Array(scalars[index..<index + prefix.count]) == prefix,
            let close = scalars[(index + prefix.count)...].prefix(8).firstIndex(of: ")")
        else { return nil }
        let digits = String(String.UnicodeScalarView(scalars[(index + prefix.count)..<close]))
        guard let number = UInt32(digits) else { return nil }
        return (number == 976 ? "\u{3D0}" : NameLetters.lost, close + 1)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .spacingMark || self == .enclosingMark }
}

extension Unicode.Scalar {
    fileprivate var isCapital: Bool { isASCII ? ("A"..."Z").contains(self) : properties.isUppercase }
    fileprivate var isSmall: Bool { isASCII ? ("a"..."z").contains(self) : properties.isLowercase }
}
