import MeetModel
import Schedules

/// Choices travel in the address of a page, so that a shared link shows the same.
extension SwimmerChoices {
    /// The same with one more choice.
    func choosing(_ query: SwimmerQuery, for position: Int) -> SwimmerChoices {
        var choices = self
        choices.queries[position] = query
        return choices
    }

    /// For an address, in a fixed order.
    var parameters: [(String, String)] {
        queries.sorted { $0.key < $1.key }.flatMap { position, query in
            let facts = [("age", query.age), ("team", query.team), ("sex", query.sex?.rawValue)]
            // Links of earlier versions have none of these.
            let rare = [("birth", query.birth), ("event", query.event)].filter { $0.1 != nil }
            return [("choice\(position).name", query.name)] + (facts + rare).map { ("choice\(position).\($0)", $1 ?? "") }
        }
    }
}
