/// What a column of a table holds.
enum ColumnRole: UInt8, Sendable, Hashable, CaseIterable {
    case lane, rank, heat
    /// A competitor's number, a licence: printed, but no part of an entry.
    case bib
    case name, last, first
    case age, birth, sex
    case team
    /// A further form of the team: a code, a nation.
    case code
    case seed
    /// A personal best, a time swum.
    case otherTime
    case points, placing
    case date, location
    case mark, blank
    case eventNumber, eventTitle
    case round, start, entries, heats
    /// Which of a club's relay teams.
    case letter
    case other

    /// Whether a table may have several such columns.
    var isRepeatable: Bool {
        switch self {
        case .bib, .code, .otherTime, .date, .location, .mark, .blank, .other, .points, .placing: true
        default: false
        }
    }
}
