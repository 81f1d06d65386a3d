/// Why one name may have been meant by another that it does not agree with. Nothing here is ever enough to take one for the other.
package enum NameResemblance: Int, Sendable, Hashable, Comparable {
    /// Same surname and first name, but the middle names contradict each other.
    case middleName
    /// First and last name are exchanged.
    case exchanged
    case nickname
    /// One letter of the whole name is another, missing, too many, or swapped with its neighbour.
    case spelling
    /// One surname is a part of the other, the first name is the same.
    case partialSurname
    /// The surname alone.
    case surname

    package static func < (a: NameResemblance, b: NameResemblance) -> Bool { a.rawValue < b.rawValue }
}

extension Name {
    /// The closest resemblance of any two readings; nil when there is none.
    package func resemblance(to other: Name) -> NameResemblance? {
        var best: NameResemblance?
        for own in readings {
            for reading in other.readings {
                if let found = own.resemblance(to: reading) { best = min(best ?? found, found) }
            }
        }
        return best
    }
}

extension NameReading {
    package func resemblance(to other: NameReading) -> NameResemblance? {
        guard let first = given.first, let otherFirst = other.given.first else {
            return surname == other.surname || Self.isPart(surnameWords, of: other.surnameWords) ? .surname : nil
        }
        if surname == other.surname {
            // Without a contradiction, a word may belong to either the first name or the surname.
            if sharesFirstName(with: other) { return agreement(with: other) == nil ? .middleName : .partialSurname }
            if NameNicknames.related(first, otherFirst) { return .nickname }
            if Self.isOneEdit(first, otherFirst) || Self.isOneEdit(given.joined(), other.given.joined()) { return .spelling }
            return .surname
        }
        if surname == otherFirst, first == other.surname { return .exchanged }
        guard Self.agreement(given, other.given) != nil else { return nil }
        if Self.isOneEdit(surname, other.surname) { return .spelling }
        return Self.isPart(surnameWords, of: other.surnameWords) || Self.isPart(other.surnameWords, of: surnameWords)
            ? .partialSurname : nil
    }

    private static func isPart(_ words: [String], of longer: [String]) -> Bool {
        guard !words.isEmpty, words.count < longer.count else { return false }
        return (0...longer.count - words.count).contains { longer[$0..<$0 + words.count].elementsEqual(words) }
    }

    /// One substitution, insertion, deletion, or exchange of neighbours. Equal words are none.
    static func isOneEdit(_ a: String, _ b: String) -> Bool {
        let difference = a.utf8.count - b.utf8.count
        // Four bytes is the longest letter; a cheap way out for nearly every pair.
        guard abs(difference) <= 4, a != b else { return false }
        let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        let (short, long) = a.count <= b.count ? (a, b) : (b, a)
        let prefix = zip(short, long).prefix { $0 == $1 }.count
        if long.count == short.count + 1 { return long[(prefix + 1)...].elementsEqual(short[prefix...]) }
        guard long.count == short.count, prefix < long.count else { return false }
        let rest = prefix + 1
        if long[rest...].elementsEqual(short[rest...]) { return true }
        guard rest < long.count, long[prefix] == short[rest], long[rest] == short[prefix] else { return false }
        return long[(rest + 1)...].elementsEqual(short[(rest + 1)...])
    }
}
