package import MeetModel

/// A swimmer as one types them: a name, and in brackets what tells people of that name apart, as `Mira Sandoval (11, ABC-CA)`.
extension SwimmerQuery {
    /// Reads what `typed` writes. The facts in brackets are age, year or date of birth, team, sex and event (`#12`), as far as they are given;
    /// age and birth stand before the team.
    package init(typed text: String) {
        self.init(name: text)
        guard let brackets = Self.brackets(text), text[..<brackets.lowerBound].contains(where: \.isLetter) else { return }
        name = Self.trimmed(text[..<brackets.lowerBound])
        var teams: [String] = []
        for fact in text[brackets].dropFirst().dropLast().split(separator: ",").map(Self.trimmed) where !fact.isEmpty {
            if sex == nil, let sex = Sex(rawValue: fact.uppercased()) {
                self.sex = sex
            } else if age == nil, teams.isEmpty, Self.isAge(fact) {
                age = fact
            } else if birth == nil, teams.isEmpty, let key = BirthKey(Self.withoutMark(fact)), fact.first == "*" || !key.isShort {
                birth = Self.withoutMark(fact)
            } else if event == nil, fact.first == "#", fact.count > 1 {
                event = String(fact.dropFirst())
            } else {
                teams.append(fact)
            }
        }
        if !teams.isEmpty { team = teams.joined(separator: ", ") }
    }

    /// In the form that is read by `init(typed:)`.
    package var typed: String {
        var facts = [age, birth.map { BirthKey($0)?.isShort == false ? $0 : "*\($0)" }, team, sex?.rawValue].compactMap(\.self)
        if let event { facts.append("#\(event)") }
        return name + (facts.isEmpty ? "" : " (" + facts.joined(separator: ", ") + ")")
    }

    /// The brackets at the end, with those inside of them.
    private static func brackets(_ text: String) -> Range<String.Index>? {
        guard text.last == ")" else { return nil }
        var depth = 0
        for index in text.indices.reversed() {
            if text[index] == ")" { depth += 1 }
            if text[index] == "(" { depth -= 1 }
            if depth == 0 { return index == text.startIndex ? nil : index..<text.endIndex }
        }
        return nil
    }

    private static func isAge(_ text: String) -> Bool {
        (1...2).contains(text.utf8.count) && (text.allSatisfy(\.isNumber) || ["FR", "SO", "JR", "SR"].contains(text.uppercased()))
    }

    /// `*11` is the year of birth, 11 the age.
    private static func withoutMark(_ text: String) -> String { text.first == "*" ? String(text.dropFirst()) : text }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
    }
}

extension Person {
    /// `Mira Sandoval (11, ABC-CA)`: what tells people of one name apart.
    package var label: String { SwimmerQuery(self).typed }
}

extension SwimmerQuery {
    /// By what tells most people of one name apart: age, or birth where no age is printed, and team.
    package init(_ person: Person) {
        self.init(
            name: person.displayName, age: person.ages.first, birth: person.ages.isEmpty ? person.births.first : nil,
            team: person.teams.first)
    }
}
