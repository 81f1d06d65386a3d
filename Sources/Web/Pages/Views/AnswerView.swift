import MeetModel
import Schedules

/// The values of what became of one swimmer asked for.
struct AnswerView: Sendable {
    var asked: String
    /// Position among the swimmers shown; nil unless found.
    var foundIndex: Int?
    var found: FoundView?
    var ambiguous: ChoiceListView?
    var missing: ChoiceListView?

    struct FoundView: Sendable {
        var foundName: String
        var foundFacts: String?
        var raceCount: String
        /// Says that the name found is not the one typed.
        var isOtherName: Bool
    }

    struct ChoiceListView: Sendable {
        var choices: [PersonView]
        var hasChoices: Bool
        var hasOneChoice: Bool

        init(_ choices: [PersonView]) {
            self.choices = choices
            hasChoices = !choices.isEmpty
            hasOneChoice = choices.count == 1
        }
    }

    struct PersonView: Sendable {
        var person: String
        var facts: String?
        var reason: String?
        var choiceLink: String
    }

    init(_ answer: Answer, position: Int, in input: BatchPageInput) {
        asked = answer.query.name
        switch answer.outcome {
        case .found(let index):
            guard input.schedule.swimmers.indices.contains(index) else { break }
            let swimmer = input.schedule.swimmers[index]
            foundIndex = index
            found = FoundView(
                foundName: swimmer.person.displayName, foundFacts: swimmer.person.facts,
                raceCount: swimmer.races.count == 1 ? "1 race" : "\(swimmer.races.count) races",
                isOtherName: swimmer.person.displayName.lowercased() != asked.lowercased())
        case .ambiguous(let people):
            ambiguous = ChoiceListView(people.map { PersonView($0, reason: nil, position: position, in: input) })
        case .notFound(let suggestions):
            missing = ChoiceListView(
                suggestions.map { PersonView($0.person, reason: $0.reason.words, position: position, in: input) })
        }
    }
}

extension AnswerView.PersonView {
    init(_ person: Person, reason: String?, position: Int, in input: BatchPageInput) {
        self.person = person.displayName
        facts = person.facts
        self.reason = reason
        let choices = input.choices.choosing(person, for: position)
        choiceLink = input.path + PageLinks.query(choices.parameters)
    }
}

extension Person {
    /// Age and team, as far as they are known.
    fileprivate var facts: String? {
        let facts = [ages.first.map { "age \($0)" }, teams.first].compactMap(\.self)
        return facts.isEmpty ? nil : facts.joined(separator: " · ")
    }
}

extension Suggestion.Reason {
    fileprivate var words: String {
        switch self {
        case .sameLastName: "same last name"
        case .nickname: "may be a short form"
        case .spelling: "one letter differs"
        case .partialLastName: "part of the last name"
        case .otherMiddleName: "another middle name"
        case .otherAge: "another age"
        case .otherTeam: "another team"
        case .namesExchanged: "first and last name exchanged"
        case .cutOff: "the name is cut off on the sheet"
        }
    }
}
