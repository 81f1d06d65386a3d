/// A Latin letter taken apart by its Unicode name: `ë` is an `e` with DIAERESIS.
struct LatinLetter: Sendable, Hashable {
    /// The plain letter, small.
    var base: Unicode.Scalar
    /// What the letter is written with, as Unicode names it; nil for a plain letter.
    var accent: String?
    var isCapital: Bool

    init(base: Unicode.Scalar, accent: String?, isCapital: Bool) {
        self.base = base
        self.accent = accent
        self.isCapital = isCapital
    }

    /// Nil for other scripts, and for letters that are no single plain letter with an accent (`æ`, `ß`).
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x61...0x7A: self.init(base: scalar, accent: nil, isCapital: false)
        case 0x41...0x5A:
            guard let base = Unicode.Scalar(scalar.value + 0x20) else { return nil }
            self.init(base: base, accent: nil, isCapital: true)
        case 0xC0...0x24F, 0x1E00...0x1EFF:
            guard let found = Self.accented[scalar] else { return nil }
            self = found
        default: return nil
        }
    }

    /// The letter as one scalar; nil if Unicode has none.
    var scalar: Unicode.Scalar? {
        if accent == nil { return isCapital ? LetterKey.single(base.properties.uppercaseMapping) : base }
        return Self.composed[self]
    }

    /// The plain letters that Unicode has with an accent, in either case.
    static func bases(with accent: String) -> [Unicode.Scalar] { basesByAccent[accent] ?? [] }

    private static let accented: [Unicode.Scalar: LatinLetter] = {
        var all: [Unicode.Scalar: LatinLetter] = [:]
        for value in Array(UInt32(0xC0)...0x24F) + Array(UInt32(0x1E00)...0x1EFF) {
            guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name, let letter = parse(name) else { continue }
            all[scalar] = letter
        }
        return all
    }()

    private static let composed = Dictionary(accented.map { ($1, $0) }) { min($0, $1) }

    private static let basesByAccent: [String: [Unicode.Scalar]] = {
        var all: [String: [Unicode.Scalar]] = [:]
        for letter in accented.values where !letter.isCapital {
            if let accent = letter.accent { all[accent, default: []].append(letter.base) }
        }
        return all.mapValues { $0.filter { LatinLetter(base: $0, accent: nil, isCapital: false).scalar != nil }.sorted() }
    }()

    /// `LATIN SMALL LETTER E WITH DIAERESIS`.
    private static func parse(_ name: String) -> LatinLetter? {
        let words = name.split(separator: " ")
        guard words.count >= 6, words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].utf8.count == 1,
            let letter = words[3].unicodeScalars.first, let base = Unicode.Scalar(letter.value + 0x20)
        else { return nil }
        return LatinLetter(base: base, accent: words[5...].joined(separator: " "), isCapital: words[1] == "CAPITAL")
    }
}
