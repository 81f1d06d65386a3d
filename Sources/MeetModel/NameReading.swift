/// One way to split a name into first names and surname.
package struct NameReading: Sendable, Hashable {
    /// First name and middle names or initials; empty when only a surname is printed.
    package var given: [String]
    /// The surname's words put together: `vanderberg` for `van der Berg`, `Van-der-Berg` and `Vanderberg`.
    package var surname: String
    /// The same words apart, cut at hyphens too.
    package var surnameWords: [String]
    /// Whether the name itself says where the surname begins, by a comma, by capitals or by having two words only.
    package var isCertain: Bool
    private var givenWords: [NameWord]
    private var surnameParts: [NameWord]

    init(given: [NameWord], surname: [NameWord], isCertain: Bool) {
        self.given = given.map(\.key)
        self.surname = surname.count == 1 ? surname[0].key : surname.map(\.key).joined()
        surnameWords = surname.flatMap(\.parts)
        self.isCertain = isCertain
        givenWords = given
        surnameParts = surname
    }

    /// `First Last`, as printed.
    var text: String { (givenWords + surnameParts).map(\.text).joined(separator: " ") }

    var hasLostLetter: Bool { ([surname] + given).contains { $0.unicodeScalars.contains(NameLetters.lost) } }

    func calledBy(_ nickname: NameWord) -> NameReading? {
        guard let first = givenWords.first else { return nil }
        return replacing(first, by: nickname)
    }

    func replacing(_ word: NameWord, by other: NameWord) -> NameReading? {
        func replaced(_ words: [NameWord]) -> [NameWord] { words.map { $0 == word ? other : $0 } }
        let copy = NameReading(given: replaced(givenWords), surname: replaced(surnameParts), isCertain: isCertain)
        return copy == self ? nil : copy
    }
}

/// How two names that may be one person's differ.
package struct NameAgreement: Sendable, Hashable {
    /// Middle names or initials of the one that the other does not have.
    package var ownOnly: [String]
    package var otherOnly: [String]

    /// Word for word the same.
    package var isComplete: Bool { ownOnly.isEmpty && otherOnly.isEmpty }
}

extension NameReading {
    /// Nil when surname or first name differ, or when the middle names contradict each other: `J` and `K`, `Ann` and `Lena`.
    /// A middle name is optional, and an initial stands for any name it begins.
    package func agreement(with other: NameReading) -> NameAgreement? {
        guard surname == other.surname, !given.isEmpty, !other.given.isEmpty else { return nil }
        return Self.agreement(given, other.given)
    }

    /// Same surname and same first name, whatever the middle names.
    package func sharesFirstName(with other: NameReading) -> Bool {
        guard surname == other.surname else { return false }
        return !Self.firstNameEnds(given, other.given).isEmpty
    }

    static func agreement(_ own: [String], _ other: [String]) -> NameAgreement? {
        for ends in firstNameEnds(own, other) {
            if let found = middleAgreement(own[ends.own...], other[ends.other...]) { return found }
        }
        return nil
    }

    /// Where the first name may end in both: `Mary Ann` and `Maryann` after two words and one.
    private static func firstNameEnds(_ own: [String], _ other: [String]) -> [(own: Int, other: Int)] {
        if own.count == 1, other.count == 1 { return own == other ? [(1, 1)] : [] }
        var ends: [(own: Int, other: Int)] = []
        var ownName = ""
        for (i, word) in own.enumerated() {
            ownName += word
            var otherName = ""
            for (j, word) in other.enumerated() {
                otherName += word
                if ownName == otherName { ends.append((i + 1, j + 1)) }
            }
        }
        // The longest common first name leaves the least to middle names.
        return ends.reversed()
    }

    private static func middleAgreement(_ own: ArraySlice<String>, _ other: ArraySlice<String>) -> NameAgreement? {
        if own.joined() == other.joined() { return NameAgreement(ownOnly: [], otherOnly: []) }
        for (a, b) in zip(own, other) where a != b {
            let isInitial = a.unicodeScalars.count == 1 || b.unicodeScalars.count == 1
            guard isInitial, a.unicodeScalars.first == b.unicodeScalars.first else { return nil }
        }
        return NameAgreement(ownOnly: Array(own.dropFirst(other.count)), otherOnly: Array(other.dropFirst(own.count)))
    }
}
