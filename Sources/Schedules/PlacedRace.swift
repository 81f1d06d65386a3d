import MeetModel

/// A race with its place in the meet's course, which decides its order and its clashes.
struct PlacedRace: Sendable {
    var race: Race
    /// Index of the person; nil for a relay printed without names.
    var person: Int?
    var program: Int
    var swim: Int
    var session: Int?
    /// Position of the heat among those of its session; nil while the session or the heat is unknown.
    var position: Int?

    /// The order swum: by day, session, position in it, and start; what is unknown comes last.
    var order: Order {
        Order(
            day: race.date?.daysSinceEpoch ?? .max, session: race.sessionOrder ?? .max, position: position ?? .max,
            start: race.start?.time.minutes ?? .max, program: program, swim: swim, heat: race.heat ?? .max, lane: race.lane ?? .max,
            name: race.displayName, person: person ?? .max)
    }

    struct Order: Comparable {
        var day: Int
        var session: Int
        var position: Int
        var start: Int
        var program: Int
        var swim: Int
        var heat: Int
        var lane: Int
        var name: String
        var person: Int

        static func < (a: Order, b: Order) -> Bool {
            let own = (a.day, a.session, a.position, a.start, a.program, a.swim)
            let other = (b.day, b.session, b.position, b.start, b.program, b.swim)
            if own != other { return own < other }
            return (a.heat, a.lane, a.name, a.person) < (b.heat, b.lane, b.name, b.person)
        }
    }

    static func inOrder(_ races: [PlacedRace]) -> [PlacedRace] {
        let orders = races.map(\.order)
        return races.indices.sorted { orders[$0] < orders[$1] }.map { races[$0] }
    }
}
