import MeetModel

/// Words that one program drew next to each other: a field of a table, or a whole line of prose.
struct Cell: Sendable {
    var words: [Word]
    var baseline: Float
    var height: Float

    var left: Float { words.first?.left ?? 0 }
    var right: Float { words.reduce(0) { max($0, $1.right) } }
}

/// A line of one column of a page, its cells in order of their left edges.
struct Line: Sendable {
    /// One-based.
    var page: Int
    /// Zero-based, counted from the left edge of the page.
    var column: Int
    /// Where the column begins: fields stand at the same distance from it in every column.
    var origin: Float
    var words: [Word]
    var top: Float
    var bottom: Float
    /// Stands above the columns: banner, meet and report title.
    var isPageHeader: Bool

    var left: Float { words.first?.left ?? 0 }
    var right: Float { words.reduce(0) { max($0, $1.right) } }
    var text: String { words.lazy.map { $0.text }.joined(separator: " ") }
    var place: Place { Place(page: page, box: Box(left: left, top: top, right: right, bottom: bottom)) }

    /// - Parameter cells: in order of their left edges.
    init(page: Int, column: Int, origin: Float, cells: [Cell], isPageHeader: Bool) {
        self.page = page
        self.column = column
        self.origin = origin
        self.isPageHeader = isPageHeader
        words = []
        words.reserveCapacity(cells.reduce(0) { $0 + $1.words.count })
        top = .greatestFiniteMagnitude
        bottom = 0
        for cell in cells {
            words.append(contentsOf: cell.words)
            top = min(top, cell.baseline - cell.height * 0.8)
            bottom = max(bottom, cell.baseline + cell.height * 0.25)
        }
    }
}
