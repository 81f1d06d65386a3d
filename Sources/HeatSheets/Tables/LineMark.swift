import MeetModel
import SheetLayout

/// What a line of a document turned out to be. Nothing is ignored by default: a line without a proof is `unknown`, and unread.
enum LineMark: Sendable, Hashable {
    case unknown
    case heading(Heading)
    /// A row of `tables[table]`, by its position there.
    case row(table: Int, row: Int)
    /// Goes on with the row that stands on line `of`: a wrapped field, a relay's swimmers, a team below its swimmer.
    case continuation(of: Int)
    /// Goes on with the heading above.
    case title
    /// Says something of its session: when it starts, how long heats are apart.
    case fact
    /// Names the columns of a table.
    case columnHeading
    case ignored(IgnoredLine)

    var heading: Heading? { if case .heading(let heading) = self { heading } else { nil } }
    var isRow: Bool { if case .row = self { true } else { false } }
    var isUnknown: Bool { self == .unknown }
}

extension Line {
    var place: Place { Place(page: page, box: box) }
    var box: Box { Box(left: left, top: top, right: right, bottom: bottom) }
}
