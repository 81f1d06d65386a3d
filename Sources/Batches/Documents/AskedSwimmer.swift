import Schedules

/// A swimmer of a batch, under the name that results are kept by.
struct AskedSwimmer: Sendable {
    var position: Int
    var normalized: String
    var query: SwimmerQuery
}
