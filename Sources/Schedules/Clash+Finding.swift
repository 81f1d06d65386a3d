import MeetModel

extension Clash {
    /// Minutes within which two swimmers cannot both be seen at ease.
    private static let closeMinutes = 5
    /// Heats within which they cannot, while starts are unknown.
    private static let closeHeats = 2
    /// Minutes and heats a swimmer wants between two races.
    private static let restMinutes = 10
    private static let restHeats = 5
    /// More than a family swims, and as many as can be compared each with each.
    private static let mostOfOneDay = 1_000

    /// Clashes between the swimmers asked for, and of every swimmer with themselves. `races` are in the order swum.
    static func among(_ races: [PlacedRace], asked: Set<Int>) -> [Clash] {
        let certain = races.indices.filter { races[$0].race.state == .seeded && races[$0].person != nil && !races[$0].race.isScratched }
        var clashes: [Clash] = []
        for own in Dictionary(grouping: certain, by: { races[$0].person }).values {
            clashes += pairs(own, races, areOne: true) { _, _ in true }
        }
        let watched = certain.filter { races[$0].person.map(asked.contains) ?? false }
        clashes += pairs(watched, races, areOne: false) { races[$0].person != races[$1].person }
        return clashes.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private static func pairs(_ indices: [Int], _ races: [PlacedRace], areOne: Bool, where isPair: (Int, Int) -> Bool) -> [Clash] {
        let days = Dictionary(grouping: indices) { Day(program: races[$0].program, date: races[$0].race.date) }
        return days.values.filter { $0.count <= mostOfOneDay }.flatMap { day in
            day.enumerated().flatMap { offset, first in
                day[(offset + 1)...].compactMap { isPair(first, $0) ? between(races, first, $0, areOne) : nil }
            }
        }
    }

    private struct Day: Hashable {
        var program: Int
        var date: CalendarDate?
    }

    private static func between(_ races: [PlacedRace], _ first: Int, _ second: Int, _ isOne: Bool) -> Clash? {
        let (a, b) = (races[first], races[second])
        let minutes = a.race.start.flatMap { own in b.race.start.map { abs($0.time.minutes - own.time.minutes) } }
        let isSameSession = a.session != nil && a.session == b.session
        let heats = isSameSession ? a.position.flatMap { own in b.position.map { abs($0 - own) } } : nil
        if a.swim == b.swim, a.race.heat == b.race.heat, a.race.heat != nil {
            // One lane is one relay team.
            return isOne || a.race.lane == b.race.lane ? nil : Clash(kind: .sameHeat, first: first, second: second, minutes: 0)
        }
        guard a.race.date != nil || isSameSession else { return nil }
        if isOne {
            let isNear = minutes.map { $0 < restMinutes } ?? heats.map { $0 <= restHeats } ?? false
            return isNear ? Clash(kind: .backToBack, first: first, second: second, minutes: minutes) : nil
        }
        if !isSameSession, overlap(a.race.start, b.race.start) {
            return Clash(kind: .sameTime, first: first, second: second, minutes: minutes)
        }
        let isNear = minutes.map { $0 <= closeMinutes } ?? heats.map { $0 <= closeHeats } ?? false
        return isNear ? Clash(kind: .closeTogether, first: first, second: second, minutes: minutes) : nil
    }

    /// Whether the times to expect two starts at have a minute in common.
    private static func overlap(_ a: RaceStart?, _ b: RaceStart?) -> Bool {
        guard let a, let b else { return false }
        let (own, other) = ((a.earliest ?? a.time, a.latest ?? a.time), (b.earliest ?? b.time, b.latest ?? b.time))
        return own.0 <= other.1 && other.0 <= own.1
    }
}
