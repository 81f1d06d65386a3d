/// The lines of a whole document in reading order: what stands above the columns of a page, then column by column.
package struct LineTable: Sendable {
    package let lines: [Line]
    package let grid: PageGrid

    package init(_ pages: [PageCells], _ meter: ReadingMeter) throws(ReadingMeter.Stopped) {
        let grid = try PageGrid(pages, meter)
        self.grid = grid
        var lines: [Line] = []
        let tops = grid.origins.count > 1 ? Self.bodyTops(pages, grid) : []
        for (number, page) in pages.enumerated() {
            try meter.check()
            if grid.origins.count == 1 {
                lines.append(contentsOf: page.rows.map { Line(page: page.index + 1, column: 0, origin: grid.origins[0], cells: $0) })
                continue
            }
            let top = tops[number]
            var columns: [[Cell]] = Array(repeating: [], count: grid.origins.count)
            for row in page.rows {
                if let first = row.first, first.baseline < top || Self.crosses(row, grid, page) {
                    lines.append(Line(page: page.index + 1, column: 0, origin: grid.origins[0], cells: row, isAboveColumns: true))
                } else {
                    for cell in row { columns[grid.column(of: cell.left)].append(cell) }
                }
            }
            for (column, cells) in columns.enumerated() {
                lines.append(
                    contentsOf: PageCells.rows(of: cells).map {
                        Line(page: page.index + 1, column: column, origin: grid.origins[column], cells: $0)
                    })
            }
        }
        self.lines = lines
    }

    /// A line of one cell that runs over a gutter with text on both sides: a title over all columns, or a footer.
    private static func crosses(_ row: [Cell], _ grid: PageGrid, _ page: PageCells) -> Bool {
        guard row.count <= 3, let first = row.first, first.baseline < 90 || first.baseline > page.height - 60 else { return false }
        return row.contains { cell in
            grid.origins.dropFirst().contains { cell.left < $0 - 12 && cell.right > $0 + 12 }
                && !grid.origins.contains { abs(cell.left - $0) < 3 }
        }
    }

    /// Where the columns of each page begin: at the first line that has a field on one of the tracks of a column to the right.
    private static func bodyTops(_ pages: [PageCells], _ grid: PageGrid) -> [Float] {
        // Fields of all columns, by their distance from the column's origin.
        var starts: [Int: Int] = [:]
        for page in pages {
            for cell in page.rows.joined() {
                starts[Int((cell.left - grid.origins[grid.column(of: cell.left)]).rounded()), default: 0] += 1
            }
        }
        // How far headings stand from where the column begins: as in the first column.
        let indent = Float(starts.filter { $0.key >= 0 && $0.key < 14 && $0.value >= 2 }.map(\.key).min() ?? 0)
        func isOnTrack(_ cell: Cell, _ column: Int) -> Bool {
            let x = Int((cell.left - grid.origins[column]).rounded())
            // Headings begin where the column does.
            if abs(cell.left - grid.origins[column]) <= 2.5 || abs(cell.left - grid.origins[column] - indent) <= 1 { return true }
            return (x - 1...x + 1).reduce(0) { $0 + starts[$1, default: 0] } >= max(4, pages.count * 2)
        }
        // A title of the page, which no column begins.
        func isCentred(_ row: [Cell], _ middles: [Float]) -> Bool {
            guard let left = row.map(\.left).min(), let right = row.map(\.right).max(), left > grid.origins[0] + 30,
                zip(row, row.dropFirst()).allSatisfy({ $1.left - $0.right < 2 * $0.height })
            else { return false }
            return middles.contains { abs((left + right) / 2 - $0) <= 3 } && !grid.origins.contains { abs(left - $0) <= 2.5 }
        }
        let width = (pages.lazy.flatMap(\.rows).joined().map(\.right).max() ?? 0) - (grid.origins.last ?? 0)
        // Headings of columns, each in the middle of its own.
        func isCentredInColumns(_ row: [Cell]) -> Bool {
            var spans: [Int: (left: Float, right: Float)] = [:]
            for cell in row {
                let column = grid.column(of: cell.left)
                let known = spans[column] ?? (cell.left, cell.right)
                spans[column] = (min(known.left, cell.left), max(known.right, cell.right))
            }
            return spans.keys.contains { $0 > 0 }
                && spans.allSatisfy { column, span in
                    abs((span.left + span.right) / 2 - grid.origins[column] - width / 2) <= 4
                        || column == 0 && abs(span.left - grid.origins[0]) <= 2.5
                }
        }
        var tops: [Float?] = pages.map { page in
            var top: Float?
            // Of the paper, and of what is printed on it.
            let all = page.rows.joined()
            let middles = [page.width / 2, ((all.map(\.left).min() ?? 0) + (all.map(\.right).max() ?? 0)) / 2]
            // The body begins below the titles of the page.
            let title = page.rows.prefix(4).lastIndex { isCentred($0, middles) }
            for row in page.rows[(title.map { $0 + 1 } ?? 0)...] {
                guard let baseline = row.first?.baseline, !isCentred(row, middles) else { continue }
                // Titles are centred, and stand alone or in the corners.
                let fields = row.filter { cell in
                    let column = grid.column(of: cell.left)
                    return column > 0 && isOnTrack(cell, column)
                        && (column + 1 >= grid.origins.count || cell.right < grid.origins[column + 1] + 30)
                }
                let crossing = row.contains { cell in
                    grid.origins.dropFirst().contains { cell.left < $0 - 8 && cell.right > $0 + 8 }
                }
                // A long heading of the first column runs over the gutter beside the heading of the next.
                let begins = row.contains { cell in grid.origins.dropFirst().contains { abs(cell.left - $0) <= 1.5 } }
                if !fields.isEmpty && (!crossing || begins) || isCentredInColumns(row) {
                    top = baseline - 0.5
                    break
                }
            }
            return top
        }
        // A page whose right columns are empty begins where others do.
        let known = tops.compactMap { $0 }.sorted()
        for index in tops.indices where tops[index] == nil {
            let first = pages[index].rows.first { row in
                row.first.map { abs($0.left - grid.origins[0]) <= 2.5 } == true && row.allSatisfy { $0.right < grid.origins[1] }
            }
            tops[index] = min(known.first ?? 0, first?.first.map { $0.baseline - 0.5 } ?? 0)
        }
        // A column's heading may stand a little above the fields of its neighbours.
        return tops.indices.map { index in
            guard let top = tops[index] else { return 0 }
            guard let usual = known.isEmpty ? nil : known[(known.count - 1) / 2] else { return top }
            return top > usual + 40 ? usual : top
        }
    }
}
