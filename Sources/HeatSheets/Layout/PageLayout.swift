import PDFPages

/// Puts a document's text into reading order: page headers, then column by column.
enum PageLayout {
    /// The document's lines in reading order. Pages are printed with the same columns throughout, so what a page does not
    /// show of them (a column full of rows, without one heading) is taken from the others.
    static func lines(of pages: [PageRows]) -> [Line] {
        let columns = ColumnFinder.columnStarts(pages.map(\.rows))
        var lines: [Line] = []
        for page in pages { append(page, columns, to: &lines) }
        return lines
    }

    /// Cells on one baseline over the whole width of the page, top down.
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

    private static func append(_ page: PageRows, _ columns: [Float], to lines: inout [Line]) {
        let rows = page.rows
        // What stands above the first row of the body runs over all columns.
        let body = rows.firstIndex(where: RowShape.isBody) ?? rows.endIndex
        let left = columns.first ?? 0
        func line(_ cells: [Cell], column: Int, isPageHeader: Bool) -> Line {
            Line(
                page: page.index + 1, column: column, origin: columns.isEmpty ? left : columns[column], cells: cells,
                isPageHeader: isPageHeader)
        }
        lines.append(contentsOf: rows[..<body].map { line($0, column: 0, isPageHeader: true) })
        guard columns.count > 1 else {
            return lines.append(contentsOf: rows[body...].map { line($0, column: 0, isPageHeader: false) })
        }
        for (column, cells) in ColumnFinder.split(rows[body...].joined(), at: columns).enumerated() {
            lines.append(contentsOf: Self.rows(of: cells).map { line($0, column: column, isPageHeader: false) })
        }
    }
}

/// What a printed row looks like before anything is known of its meaning.
enum RowShape {
    /// Whether a row belongs to the body of a sheet rather than to its page header.
    static func isBody(_ cells: [Cell]) -> Bool {
        if cells.indices.contains(where: { beginsBlock(cells, at: $0) || isLeg(cells[$0]) }) { return true }
        if isEntry(cells[...]) || TableHeader.isHeader(cells.flatMap { $0.words }) { return true }
        return cells.allSatisfy { $0.words.count == 1 && $0.words[0].integer(digits: 2).map { $0 <= 10 } ?? false }
    }

    /// Whether an event's or a heat's heading begins with the cell at `index`; its number may be a cell of its own.
    static func beginsBlock(_ cells: [Cell], at index: Int) -> Bool {
        guard let word = cells[index].words.first, !word.startsWithDigit else { return false }
        if Anchor.begins(cells[index].words) { return true }
        guard cells[index].words.count == 1, index + 1 < cells.count, let next = cells[index + 1].words.first,
            next.startsWithDigit || next.text.hasPrefix("#"), next.left - cells[index].right < 3 * cells[index].height
        else { return false }
        return Anchor.begins([word, next])
    }

    /// `12  Last, First  14  TEAM  1:02.33`: a number, then letters, then a seed.
    static func isEntry(_ cells: ArraySlice<Cell>) -> Bool {
        var start = cells.startIndex
        while let first = cells[start...].firstIndex(where: startsWithNumber) {
            guard let seed = firstSeed(cells, after: first) else { return false }
            if seed.hasLetters { return true }
            start = seed.cell + 1
            guard start < cells.endIndex else { return false }
        }
        return false
    }

    /// The first seed behind the number that a cell begins with, and whether letters stand between them.
    private static func firstSeed(_ cells: ArraySlice<Cell>, after first: Int) -> (cell: Int, hasLetters: Bool)? {
        var hasLetters = false
        for cell in first..<cells.endIndex {
            let words = cells[cell].words
            for index in words.indices where cell > first || index > 0 {
                if words[index].isSeed { return (cell, hasLetters) }
                hasLetters = hasLetters || words[index].hasLetter
            }
        }
        return nil
    }

    /// The cell begins with a lane or a rank.
    static func startsWithNumber(_ cell: Cell) -> Bool {
        guard let word = cell.words.first?.text else { return false }
        return Token.integer(word, digits: 3) != nil
    }

    /// `1) Last, First`.
    private static func isLeg(_ cell: Cell) -> Bool {
        guard let word = cell.words.first?.text else { return false }
        return word.utf8.count >= 2 && Token.startsWithDigit(word) && word.utf8.dropFirst().first == UInt8(ascii: ")")
    }
}
