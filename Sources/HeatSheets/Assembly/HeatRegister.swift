/// The heats of a meet by event, number and round, so that a heat that is headed again is found without looking at all of them.
struct HeatRegister {
    private struct Key: Hashable {
        var event: Int
        var number: Int
    }

    /// Positions of an event's heats, in printed order.
    private var places: [Int: [Int]] = [:]
    /// The last heat of each round.
    private var byNumber: [Key: [String?: Int]] = [:]
    private var rounds: [Int: Set<String?>] = [:]

    mutating func add(event: Int, number: Int, round: String?, place: Int) {
        places[event, default: []].append(place)
        byNumber[Key(event: event, number: number), default: [:]][round] = place
        rounds[event, default: []].insert(round)
    }

    func count(of event: Int) -> Int { places[event]?.count ?? 0 }
    func last(of event: Int) -> Int? { places[event]?.last }
    func heat(_ number: Int, _ round: String?, of event: Int) -> Int? { byNumber[Key(event: event, number: number)]?[round] }

    /// The heat with that number, of the round if there is one, or the last one of any.
    func heat(_ number: Int, of event: Int, preferring round: String?) -> Int? {
        heat(number, round, of: event) ?? byNumber[Key(event: event, number: number)]?.values.max()
    }

    /// The round that all heats of an event so far have; nil if they have none or several.
    func onlyRound(of event: Int) -> String? {
        guard let rounds = rounds[event], rounds.count == 1 else { return nil }
        return rounds.first ?? nil
    }
}
