/// The stage of an event a heat belongs to, whatever its round is called in print.
enum RacePhase: Int, Sendable, Hashable, Comparable {
    case prelims
    case semifinals
    case finals
    case swimOff

    /// Reads `Prelims`, `Timed Finals`, `A Final`, `Finals - Swimming with Finals`; nil where nothing says.
    init?(_ round: String?) {
        switch round {
        case nil: return nil
        case "Prelims": self = .prelims
        case "Finals", "Timed Finals": self = .finals
        case let round?: self.init(words: round.lowercased())
        }
    }

    private init?(words: String) {
        if words.contains("swim-off") || words.contains("swim off") || words.contains("swimoff") {
            self = .swimOff
        } else if words.contains("semi") {
            self = .semifinals
        } else if words.contains("final") || words.contains("consol") || words.contains("bonus") {
            self = .finals
        } else if words.contains("prelim") || words.contains("heats") || words.contains("qualif") {
            self = .prelims
        } else {
            return nil
        }
    }

    /// Whether a round says that its heats, printed with the morning's, are swum with the finals.
    static func isSwumWithFinals(_ round: String?) -> Bool {
        let words = "swimming with finals"
        // Most rounds are one short word, and every row has one.
        guard let round, round.utf8.count >= words.utf8.count else { return false }
        return round.lowercased().contains(words)
    }

    static func < (a: RacePhase, b: RacePhase) -> Bool { a.rawValue < b.rawValue }
}
