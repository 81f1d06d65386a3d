import MeetModel
import Schedules

/// Choices travel in the address of a page, so that a shared link shows the same.
extension SwimmerChoices {
    /// The same with one more choice.
    func choosing(_ person: Person, for position: Int) -> SwimmerChoices {
        var choices = self
        choices.queries[position] = SwimmerQuery(
            name: person.printedNames.first ?? person.displayName, age: person.ages.first, team: person.teams.first, sex: person.sex)
        return choices
    }

    /// For an address, in a fixed order.
    var parameters: [(String, String)] {
        queries.sorted { $0.key < $1.key }.flatMap { position, query in
            [("name", query.name), ("age", query.age ?? ""), ("team", query.team ?? ""), ("sex", query.sex?.rawValue ?? "")].map {
                ("choice\(position).\($0)", $1)
            }
        }
    }
}
