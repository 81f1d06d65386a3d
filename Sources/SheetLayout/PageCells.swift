package import PDFPages

/// A page's text put together to words, cells and rows: the part of the reading that needs no other page, and so can be done
/// while other pages are still being read.
package struct PageCells: Sendable {
    /// Zero-based position of the page in its document.
    package let index: Int
    package let width: Float
    package let height: Float
    /// Whether anything on the page reads from left to right.
    package let hasText: Bool
    /// Cells on one baseline over the whole width of the page, top down.
    package let rows: [[Cell]]

    package init(_ page: PageText) {
        index = page.index
        width = page.width
        height = page.height
        hasText = page.runs.contains(where: \.isUpright)
        rows = Self.rows(of: CellBuilder.cells(of: page))
    }

    /// Cells on one baseline, top down, each row in order of its cells' left edges.
    static func rows(of cells: [Cell]) -> [[Cell]] {
        var rows: [[Cell]] = []
        for cell in cells.sorted(by: { ($0.baseline, $0.left) < ($1.baseline, $1.left) }) {
            // A row's fields may be set in sizes of their own, up to a point above or below each other.
            if let first = rows.last?.first, cell.baseline - first.baseline <= 0.3 * min(first.height, cell.height) {
                rows[rows.count - 1].append(cell)
            } else {
                rows.append([cell])
            }
        }
        for index in rows.indices { rows[index].sort { $0.left < $1.left } }
        return rows
    }
}
