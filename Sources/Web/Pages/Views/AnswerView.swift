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
                foundName: swimmer.person.displayName, foundFacts: swimmer.person.facts(),
                raceCount: swimmer.races.count == 1 ? "1 race" : "\(swimmer.races.count) races",
                isOtherName: swimmer.person.displayName.lowercased() != asked.lowercased())
        case .ambiguous(let people):
            ambiguous = ChoiceListView(
                people.enumerated().map { PersonView($1, answer.choice($0, $1), reason: nil, position: position, in: input) })
        case .notFound(let suggestions):
            missing = ChoiceListView(
                suggestions.enumerated().map { offered, suggestion in
                    PersonView(
                        suggestion.person, answer.choice(offered, suggestion.person), reason: suggestion.reason.words, position: position,
                        in: input)
                })
        }
    }
}

extension AnswerView.PersonView {
    init(_ person: Person, _ choice: SwimmerQuery, reason: String?, position: Int, in input: BatchPageInput) {
        self.person = person.displayName
        facts = person.facts(toldApartBy: choice)
        self.reason = reason
        let choices = input.choices.choosing(choice, for: position)
        choiceLink = input.path + PageLinks.query(choices.parameters)
    }
}

extension Person {
    /// Age or birth, team, and what else it takes to tell the person from others, as far as they are known.
    fileprivate func facts(toldApartBy choice: SwimmerQuery? = nil) -> String? {
        let birth = ages.isEmpty || choice?.birth != nil ? births.first.map { "born \($0)" } : nil
        let sex = choice?.sex.map { $0 == .female ? "female" : "male" }
        let facts = [ages.first.map { "age \($0)" }, birth, teams.first, sex, choice?.event.map { "event \($0)" }].compactMap(\.self)
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
