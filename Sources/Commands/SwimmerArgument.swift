import MeetModel
import Schedules

/// The value of `--swimmer`: a name, and in brackets what tells people of that name apart: `Mira Sandoval (11, ABC-CA)`.
enum SwimmerArgument {
    static func query(_ text: String, team: String?) -> SwimmerQuery {
        var query = SwimmerQuery(name: text, team: team)
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex else { return query }
        let name = text[..<open]
        guard name.contains(where: \.isLetter) else { return query }
        query.name = String(name)
        var teams: [Substring] = []
        for fact in text[text.index(after: open)...].dropLast().split(separator: ",") {
            let fact = fact.drop(while: \.isWhitespace)
            if let sex = Sex(rawValue: fact.uppercased()) {
                query.sex = sex
            } else if query.age == nil, teams.isEmpty, isAge(fact) {
                query.age = String(fact)
            } else {
                teams.append(fact)
            }
        }
        if !teams.isEmpty { query.team = teams.joined(separator: ", ") }
        return query
    }

    /// The arguments that ask for each of `people` alone.
    static func arguments(for people: [Person]) -> [String] {
        let labels = people.map(\.label)
        return zip(people, labels).map { person, label in
            let isUnique = labels.count { $0 == label } == 1
            let sex = isUnique ? "" : person.sex.map { $0.rawValue } ?? ""
            guard !sex.isEmpty else { return "--swimmer \(quoted(label))" }
            let full = label.hasSuffix(")") ? "\(label.dropLast()), \(sex))" : "\(label) (\(sex))"
            return "--swimmer \(quoted(full))"
        }
    }

    private static func isAge(_ text: Substring) -> Bool {
        (1...2).contains(text.utf8.count) && (text.allSatisfy(\.isNumber) || ["FR", "SO", "JR", "SR"].contains(text.uppercased()))
    }

    /// As a shell takes it, whatever is in it.
    private static func quoted(_ text: String) -> String {
        let parts = text.printable.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count == 1 || text.contains(where: { "\"$`\\!".contains($0) }) else { return "\"\(text.printable)\"" }
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
