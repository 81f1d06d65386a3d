import SheetLayout

/// A table of a document: rows of one shape, with what their columns hold.
struct SheetTable: Sendable {
    /// Indices of lines, in reading order.
    var rows: [Int]
    var columns: TableColumns
    var context: ColumnTyper.Context
    /// What each column holds; empty before the columns are typed.
    var roles: [ColumnRole] = []
    /// Rows (by position in `rows`) without a heading between.
    var blocks: [[Int]] = []
    var features: [ColumnFeatures] = []
    /// The headings over the columns, as printed.
    var headings: [String] = []

    /// Where the page's column of each row begins.
    var origins: [Float] = []

    func origin(of row: Int) -> Float { origins.indices.contains(row) ? origins[row] : 0 }

    func column(_ role: ColumnRole) -> Int? { roles.firstIndex(of: role) }

    /// What kind of rows they are.
    enum Kind: Sendable, Hashable {
        case entries, relays
        /// Entries whose event stands in the row: lists by club or by swimmer.
        case entriesByPerson
        case timeline
        case results
        /// A label, a time and who holds it, again and again.
        case records
        /// Records, qualifying times, top times, or nothing that was understood.
        case none
    }

    var kind = Kind.none
    /// What a timeline's columns hold, found once.
    var timeline: TimelineColumns?
    /// Whether the letter of a club's team ends the team's column in many rows, so that it is no part of a name that was cut off.
    var hasLettersInTeams = false
    /// The same for clubs that number their teams.
    var hasNumbersInTeams = false
    /// Whether most swimmers have a line of their own below them, as where their teams stand there.
    var hasTeamsBelow = false
    /// Whether most relays have lines of their own below them, as those with their swimmers have.
    var hasSwimmersBelow = false
}
