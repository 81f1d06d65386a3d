/// What becomes of a chunk of letters, and why.
enum Verdict: Sendable, Hashable {
    /// Stays: a word of the sport, of a title, or a single letter or unit.
    case kept(Reason)
    case replaced(Reason)

    enum Reason: Sendable, Hashable {
        /// The reading says that it is a swimmer's name.
        case name
        /// The reading says that it is a team's.
        case club
        /// It is in the tables of safe words.
        case safeWord
        /// The titles of several events have it.
        case title
        /// A letter alone, a unit, a mark: `A`, `W12`, `50m`, `NT`.
        case mark
        /// It is in no table, and nothing says what it is.
        case unknown
    }

    var isReplaced: Bool { if case .replaced = self { true } else { false } }
}
