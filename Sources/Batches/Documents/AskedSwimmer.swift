import MeetModel
import Schedules

/// A swimmer of a batch, under the name that results are kept by.
struct AskedSwimmer: Sendable {
    var position: Int
    var normalized: String
    var query: SwimmerQuery
}

extension SwimmerQuery {
    /// All that is known besides the name, in one text that never changes; nil when nothing is.
    var details: String? {
        var details = [age, team?.lowercased(), sex?.rawValue]
        if birth != nil || event != nil { details += [birth?.lowercased(), event?.lowercased()] }
        return details.contains { $0 != nil } ? details.map { $0 ?? "" }.joined(separator: "|") : nil
    }
}
