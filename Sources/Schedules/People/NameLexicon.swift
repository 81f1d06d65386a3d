import MeetModel

/// Which words the documents use as first names and which as surnames, learned from names that say so themselves. It tells the
/// middle name in `Emma Grace Last` from the first half of a surname in `Maria Garcia Lopez`.
struct NameLexicon: Sendable {
    private var given: Set<String> = []
    private var surnames: Set<String> = []

    mutating func learn(_ name: Name) {
        guard let reading = name.readings.first else { return }
        if reading.isCertain {
            surnames.formUnion(reading.surnameWords)
            given.formUnion(reading.given)
        } else if let first = reading.given.first {
            given.insert(first)
            surnames.insert(reading.surname)
        }
    }

    /// The difference between two names, when it is one that a middle name may make. A word that only one name has and that
    /// stands where the surname may have begun counts as a middle name
    /// - in a printed name, if it is an initial or a first name elsewhere;
    /// - in a name that somebody typed, unless it is a surname elsewhere.
    func agreement(_ asked: NameReading, _ printed: NameReading) -> NameAgreement? {
        guard let agreement = asked.agreement(with: printed) else { return nil }
        guard asked.isCertain || agreement.ownOnly.allSatisfy({ !surnames.contains($0) || given.contains($0) }) else { return nil }
        guard printed.isCertain || agreement.otherOnly.allSatisfy(isMiddleName) else { return nil }
        return agreement
    }

    /// The same between two printed names.
    func arePrintedAlike(_ a: Name, _ b: Name) -> NameAgreement? {
        if let own = a.suffix, let other = b.suffix, own != other { return nil }
        for own in a.readings {
            for other in b.readings {
                guard let agreement = own.agreement(with: other) else { continue }
                guard own.isCertain || agreement.ownOnly.allSatisfy(isMiddleName) else { continue }
                guard other.isCertain || agreement.otherOnly.allSatisfy(isMiddleName) else { continue }
                return agreement
            }
        }
        return nil
    }

    private func isMiddleName(_ word: String) -> Bool {
        word.unicodeScalars.count == 1 || (given.contains(word) && !surnames.contains(word))
    }
}
