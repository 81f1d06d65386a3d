/// Words that nobody is called, each in place of one of a document: a vowel for a vowel, a consonant for a consonant, of like width.
///
/// Every letter is drawn by lot for every word, so that nothing leads back. The same word gets the same letters throughout.
struct InventedWords: Sendable {
    /// The new letters, small and plain, by the old word's key.
    private var letters: [String: [Unicode.Scalar]] = [:]

    /// What is known of a word's places in the document.
    struct Demand: Sendable, Hashable {
        /// Places that stay as they are.
        var fixed: Set<Int> = []
        /// Accents that the word is written with, by place.
        var accents: [Int: Set<String>] = [:]
        /// Whether it stands right before digits, where `M` and `W` are a sex.
        var precedesDigit = false

        init() {}

        mutating func formUnion(_ other: Demand) {
            fixed.formUnion(other.fixed)
            accents.merge(other.accents) { $0.union($1) }
            precedesDigit = precedesDigit || other.precedesDigit
        }
    }

    /// - Parameters:
    ///   - demands: the words to replace.
    ///   - others: keys of all the words of the document; no invented word of three letters or more is one of them.
    init(_ demands: [String: Demand], others: Set<String>, using random: inout some RandomNumberGenerator) {
        var used: Set<String> = []
        // Short words have few to choose from, so they come first; else in an order that is the same every time.
        for key in demands.keys.sorted(by: { ($0.unicodeScalars.count, $0) < ($1.unicodeScalars.count, $1) }) {
            guard let demand = demands[key] else { continue }
            let word = Self.invent(key, demand, others: others, used: used, using: &random)
            used.insert(String(String.UnicodeScalarView(word)))
            letters[key] = word
        }
    }

    /// The new letter at a place of a word; nil if the word is not to be replaced.
    func letter(of key: String, at place: Int) -> Unicode.Scalar? {
        guard let word = letters[key], word.indices.contains(place) else { return nil }
        return word[place]
    }

    private static func invent(
        _ key: String, _ demand: Demand, others: Set<String>, used: Set<String>, using random: inout some RandomNumberGenerator
    ) -> [Unicode.Scalar] {
        let original = Array(key.unicodeScalars)
        let isShort = original.count <= 2
        var best = original
        for attempt in 0..<1000 {
            let word = original.indices.map { index in
                demand.fixed.contains(index)
                    ? original[index]
                    : letter(for: original[index], demand, index, original.count, isChoosy: attempt < 250, using: &random)
            }
            let text = String(String.UnicodeScalarView(word))
            guard text != key else { continue }
            best = word
            // What a reader would take for something else is out of the question; of two letters or one there are too few words
            // for all the rest.
            if SafeWords.isTaken(text), !isShort || attempt < 200 { continue }
            if used.contains(text), !isShort || attempt < 300 { continue }
            if others.contains(text), !isShort { continue }
            return word
        }
        return best
    }

    private static func letter(
        for old: Unicode.Scalar, _ demand: Demand, _ place: Int, _ count: Int, isChoosy: Bool,
        using random: inout some RandomNumberGenerator
    ) -> Unicode.Scalar {
        // Where all words of like letters are taken, any letters of the kind have to do.
        var choice = isChoosy || !old.isASCII ? LetterChoice.letters(like: old) : LetterChoice.lettersOfKind(of: old)
        if let accents = demand.accents[place] {
            let accented = LetterChoice.lettersOfKind(of: old).filter { letter in
                accents.allSatisfy { LatinLetter.bases(with: $0).contains(letter) }
            }
            if accented.contains(where: { $0 != old }) { choice = accented }
        }
        // Single letters mean much on a heat sheet: exhibition, sex, course, marks.
        if count == 1 { choice.removeAll { "xmwfyls".unicodeScalars.contains($0) } }
        if demand.precedesDigit, place == count - 1 { choice.removeAll { "mwfx".unicodeScalars.contains($0) } }
        choice.removeAll { $0 == old }
        return choice.randomElement(using: &random) ?? LetterChoice.other(than: old, using: &random)
    }
}
