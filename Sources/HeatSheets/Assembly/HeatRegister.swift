/// The heats of a meet by event, number and round, so that a heat that is headed again is found without looking at all of them.
struct HeatRegister {
    private struct Key: Hashable {
        var event: Int
        var number: Int
    }

    /// How many heats an event has, the position of the last one, and their rounds.
    private struct Heats {
        var count = 0
        var last: Int?
        var rounds: Set<String?> = []
    }

    private var events: [Int: Heats] = [:]
    /// The last heat of each round.
    private var byNumber: [Key: [String?: Int]] = [:]

    mutating func add(event: Int, number: Int, round: String?, place: Int) {
        events[event, default: Heats()].count += 1
        events[event, default: Heats()].last = place
        events[event, default: Heats()].rounds.insert(round)
        byNumber[Key(event: event, number: number), default: [:]][round] = place
    }

    func count(of event: Int) -> Int { events[event]?.count ?? 0 }
    func last(of event: Int) -> Int? { events[event]?.last }
    func heat(_ number: Int, _ round: String?, of event: Int) -> Int? { byNumber[Key(event: event, number: number)]?[round] }

    /// The heat with that number, of the round if there is one, or the last one of any.
    func heat(_ number: Int, of event: Int, preferring round: String?) -> Int? {
        heat(number, round, of: event) ?? byNumber[Key(event: event, number: number)]?.values.max()
    }

    /// The round that all heats of an event so far have; nil if they have none or several.
    func onlyRound(of event: Int) -> String? {
        guard let rounds = events[event]?.rounds, rounds.count == 1 else { return nil }
        return rounds.first ?? nil
    }
}
