/// A swimmer's name, as printed or as asked for, made comparable.
///
/// A printed name rarely says where the surname begins, so a name holds every reading that its words allow; two names are
/// compared reading by reading (`NameReading.agreement(with:)`).
package struct Name: Sendable, Hashable {
    /// How names without a comma are written.
    package enum Order: Sendable, Hashable {
        /// `First Middle Last`.
        case firstLast
        /// `LAST First`, told apart by capitals, as in the lists of world championships.
        case capitalsFirst
    }

    package var text: String
    /// The likeliest first; empty when the text holds no word.
    package var readings: [NameReading]
    /// `First Last`, with the letters as printed and without marks and class codes.
    package var displayName: String
    /// `jr`, `sr`, `ii`, `iii` or `iv`.
    package var suffix: String?
    package var order: Order
    /// Whether the text has the surname before the first name.
    var isSurnameFirst: Bool

    package init(_ text: String, order: Order = .firstLast) {
        self.text = text
        self.order = order
        var words = NameWord.words(of: text)
        if words.count > Self.mostWords { words.removeSubrange(Self.mostWords...) }
        let suffixWord = Self.stripSuffixes(&words)
        suffix = suffixWord?.key
        let plain = words.filter { $0.role == .plain }
        let first = plain.first?.piece
        let surname = plain.filter { $0.piece == first }
        let given = plain.filter { $0.piece != first }
        let hasComma = first == 0 && text.unicodeScalars.contains { $0 == "," || $0 == "，" }
        isSurnameFirst = hasComma || order == .capitalsFirst
        if hasComma {
            readings = Self.splitByComma(surname, given)
        } else if order == .capitalsFirst, let split = Self.capitals(plain) {
            readings = split
        } else {
            readings = Self.splits(plain)
        }
        readings += Self.alternatives(words, of: readings)
        displayName = Self.display(readings.first, suffix: suffixWord, fallback: text)
    }

    /// The longest name that is looked at word by word; what stands behind is noise.
    private static let mostWords = 12
}

extension Name {
    /// Whether capitals mark the surname: `LAST First`, not `AJ Last`, which has no third capital.
    package static func marksSurnameByCapitals(_ text: String) -> Bool {
        let words = NameWord.words(of: text).filter { $0.role == .plain }
        guard words.allSatisfy({ $0.piece == 0 }), let first = words.first(where: { !NameWord.particles.contains($0.key) || $0.isCapitals })
        else { return false }
        return first.isCapitals && words.last?.isCapitals == false
    }

    /// For a name that someone types: capitals are taken for a sign, never for a proof.
    package static func query(_ text: String) -> Name {
        var name = Name(text)
        guard marksSurnameByCapitals(text) else { return name }
        for reading in Name(text, order: .capitalsFirst).readings where !name.readings.contains(reading) {
            name.readings.append(reading)
        }
        return name
    }

    /// The words as they stand, folded: equal for names that are written alike, wherever the surname begins.
    package var wordKey: String {
        NameWord.words(of: text).filter { $0.role == .plain }.map(\.key).joined(separator: " ")
    }

    /// The name with its first word as the surname, as many write their names; nil where a comma says what is what, and for one word.
    package var exchanged: Name? {
        guard !isSurnameFirst, readings.contains(where: { !$0.given.isEmpty }) else { return nil }
        let words = NameWord.words(of: text).filter { $0.role == .plain }.map(\.text)
        guard words.count > 1 else { return nil }
        return Name(words[0] + ", " + words[1...].joined(separator: " "))
    }

    private static func stripSuffixes(_ words: inout [NameWord]) -> NameWord? {
        var suffix: NameWord?
        var kept: [NameWord] = []
        for (index, word) in words.enumerated() {
            let startsPiece = index == 0 || words[index - 1].piece != word.piece
            let endsPiece = index == words.count - 1 || words[index + 1].piece != word.piece
            let isLast = index == words.count - 1
            // `Smith, Jr., John` and `Smith, John, Jr` have it between or behind commas; `Smith, JR` has a first name there.
            let standsAlone = startsPiece && endsPiece && word.piece > 0 && (!isLast || word.piece > 1)
            if word.role == .plain, NameWord.suffixes.contains(word.key), !startsPiece || standsAlone {
                suffix = suffix ?? word
            } else {
                kept.append(word)
            }
        }
        words = kept
        return suffix
    }

    /// As the comma says; `Berg, Emma van der` is of the family van der Berg. A single particle may be a middle name as well.
    private static func splitByComma(_ surname: [NameWord], _ given: [NameWord]) -> [NameReading] {
        let reading = NameReading(given: given, surname: surname, isCertain: true)
        let particles = given.reversed().prefix { NameWord.particles.contains($0.key) && $0.key.count > 1 }.count
        guard particles > 0, particles < given.count else { return [reading] }
        let moved = NameReading(
            given: given.dropLast(particles), surname: given.suffix(particles) + surname, isCertain: true)
        return particles > 1 ? [moved] : [reading, moved]
    }

    /// Every place where the surname may begin; a particle always belongs to it.
    private static func splits(_ words: [NameWord]) -> [NameReading] {
        guard words.count > 1 else { return words.isEmpty ? [] : [NameReading(given: [], surname: words, isCertain: false)] }
        return (1..<words.count).reversed().compactMap { split in
            if split > 1, NameWord.particles.contains(words[split - 1].key) { return nil }
            return NameReading(
                given: Array(words[..<split]), surname: Array(words[split...]), isCertain: words.count == 2)
        }
    }

    /// Surname first, ending with the last word in capitals. All in capitals: every place it may end.
    private static func capitals(_ words: [NameWord]) -> [NameReading]? {
        guard words.count > 1 else { return nil }
        if let last = words.lastIndex(where: \.isCapitals), last + 1 < words.count {
            let lead = words[...last]
            guard lead.allSatisfy({ $0.isCapitals || NameWord.particles.contains($0.key) }) else { return nil }
            return [NameReading(given: Array(words[(last + 1)...]), surname: Array(lead), isCertain: true)]
        }
        guard words.contains(where: \.isCapitals) else { return nil }
        return (1..<words.count).reversed().compactMap { split in
            if NameWord.particles.contains(words[split - 1].key) { return nil }
            return NameReading(given: Array(words[split...]), surname: Array(words[..<split]), isCertain: words.count == 2)
        }
    }

    /// Readings with a printed nickname or the word behind a slash in place of the first name or surname it stands beside.
    private static func alternatives(_ words: [NameWord], of readings: [NameReading]) -> [NameReading] {
        var found: [NameReading] = []
        for (index, word) in words.enumerated() where word.role != .plain {
            guard let replaced = words[..<index].last(where: { $0.role == .plain && $0.piece == word.piece }) else { continue }
            for reading in readings {
                let candidate = word.role == .nickname ? reading.calledBy(word) : reading.replacing(replaced, by: word)
                if let candidate, !readings.contains(candidate), !found.contains(candidate) { found.append(candidate) }
            }
        }
        return found
    }

    private static func display(_ reading: NameReading?, suffix: NameWord?, fallback: String) -> String {
        guard let reading else { return fallback }
        return reading.text + (suffix.map { " " + $0.text } ?? "")
    }
}
