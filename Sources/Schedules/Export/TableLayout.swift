/// Cells in columns for a terminal, aligned by what they take on the screen.
package struct TableLayout {
    package struct Column {
        package enum Alignment { case left, right }

        package var title: String
        package var alignment: Alignment
        /// Whether the column may be cut when the table is too wide.
        package var isElastic: Bool

        package init(_ title: String, alignment: Alignment = .left, isElastic: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.isElastic = isElastic
        }
    }

    package var columns: [Column]
    package var rows: [[String]] = []

    package init(_ columns: [Column]) { self.columns = columns }

    /// The lines, with the titles first. Columns without a value are left out; elastic ones, the widest first, are cut until
    /// the lines fit into `width`.
    package func lines(width: Int, indent: Int = 0) -> [String] {
        let cells = rows.map { row in row.map(\.printable) }
        let shown = columns.indices.filter { index in cells.contains { index < $0.count && !$0[index].isEmpty } }
        var widths = columns.indices.map { index in
            cells.reduce(columns[index].title.displayWidth) { max($0, index < $1.count ? $1[index].displayWidth : 0) }
        }
        var excess = indent + shown.reduce(-Self.gap) { $0 + widths[$1] + Self.gap } - width
        while excess > 0, let widest = shown.filter({ columns[$0].isElastic && widths[$0] > 8 }).max(by: { widths[$0] < widths[$1] }) {
            widths[widest] -= 1
            excess -= 1
        }
        return ([columns.map(\.title)] + cells).map { row in
            var line = String(repeating: " ", count: indent)
            for index in shown {
                let cell = (index < row.count ? row[index] : "").truncated(to: widths[index])
                let space = String(repeating: " ", count: widths[index] - cell.displayWidth)
                line += columns[index].alignment == .left ? cell + space : space + cell
                line += String(repeating: " ", count: Self.gap)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static let gap = 2
}
