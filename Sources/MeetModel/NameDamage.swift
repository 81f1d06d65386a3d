/// Names that lost letters on their way into the document.
extension Name {
    /// Whether a glyph of the name has no letter.
    package var isDamaged: Bool { readings.contains { $0.hasLostLetter } }

    /// The name with each ligature a lost glyph may have been; empty for whole names and for names that lost more than one.
    package var repairs: [Name] {
        guard isDamaged else { return [] }
        let scalars = Array(text.unicodeScalars)
        guard let lost = scalars.firstIndex(of: NameLetters.lost), scalars.lastIndex(of: NameLetters.lost) == lost else { return [] }
        return ["f", "ff", "fi", "fl", "ffi", "ffl", "ft", "ti", "tt"].map { ligature in
            var repaired = String.UnicodeScalarView(scalars[..<lost])
            repaired.append(contentsOf: ligature.unicodeScalars)
            repaired.append(contentsOf: scalars[(lost + 1)...])
            return Name(String(repaired), order: order)
        }
    }

    /// Whether this printed name can be `full` cut off at the edge of its column: in its last word, with two letters of it left.
    /// A piece that is a short form of its own (`Max`, `Al`) is not taken for a cut. Whether the column is that narrow is for the
    /// caller to judge.
    package func isBeginning(of full: Name) -> Bool {
        readings.contains { own in full.readings.contains { own.isBeginning(of: $0, surnameFirst: isSurnameFirst) } }
    }

    /// Whether the column ends within the surname of `full`, so that any first name may have followed.
    package func isBeginningOfSurname(of full: Name) -> Bool {
        readings.contains { own in
            own.given.isEmpty && full.readings.contains { !$0.given.isEmpty && $0.surname.hasPrefix(own.surname) }
        }
    }
}

extension NameReading {
    fileprivate func isBeginning(of full: NameReading, surnameFirst: Bool) -> Bool {
        guard let first = given.first, !full.given.isEmpty else { return false }
        if surnameFirst {
            guard surname == full.surname else { return false }
            let (own, whole) = (given.joined(), full.given.joined())
            return own.count >= 2 && own.count < whole.count && whole.hasPrefix(own) && !NameNicknames.isShortForm(first)
        }
        return surname.count >= 2 && surname.count < full.surname.count && full.surname.hasPrefix(surname)
            && Self.agreement(given, full.given) != nil
    }
}
