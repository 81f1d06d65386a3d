/// Finds where the columns of a document begin, from the left edges of what opens a block or a row.
enum ColumnFinder {
    /// No sheet prints a column narrower than this, in points.
    private static let narrowest: Float = 110
    /// Ranks of three digits reach a little left of the headings.
    static let slack: Float = 5

    /// Left edges of the columns in order; a single one where the document has one column, none where nothing tells.
    static func columnStarts(_ pages: [[[Cell]]]) -> [Float] {
        var starts = candidates(pages)
        while starts.count > 1, let column = implausible(starts, pages) { starts.remove(at: column) }
        return starts.map(\.left)
    }

    /// The left edge of a column, and how many headings or rows begin there.
    private struct Candidate {
        var left: Float
        var support: Int
    }

    /// The cells of each column. Where a cell begins decides: long names and headings run over into the next column.
    static func split(_ cells: some Sequence<Cell>, at starts: [Float]) -> [[Cell]] {
        var columns = [[Cell]](repeating: [], count: max(starts.count, 1))
        for cell in cells {
            columns[starts.lastIndex { $0 - slack <= cell.left } ?? 0].append(cell)
        }
        return columns
    }

    private static func candidates(_ pages: [[[Cell]]]) -> [Candidate] {
        var edges: [Float] = []
        for row in pages.joined() {
            for index in row.indices {
                if RowShape.beginsBlock(row, at: index) { edges.append(row[index].left) }
                if index > 0, opensRow(row, at: index) { edges.append(row[index].left) }
            }
        }
        edges.sort()
        guard let first = edges.first else { return [] }
        var clusters: [(start: Float, last: Float, count: Int)] = [(first, first, 0)]
        for edge in edges {
            if edge - clusters[clusters.count - 1].last > 40 {
                clusters.append((edge, edge, 1))
            } else {
                clusters[clusters.count - 1].last = edge
                clusters[clusters.count - 1].count += 1
            }
        }
        // The first cluster may be that of a second column, where the first holds rows alone.
        let leftmost = pages.joined().lazy.filter { RowShape.isEntry($0[...]) }.compactMap { $0.first?.left }.min() ?? first
        var starts = [Candidate(left: min(first, leftmost), support: .max)]
        for cluster in clusters where cluster.start - starts[starts.count - 1].left >= narrowest {
            starts.append(Candidate(left: cluster.start, support: cluster.count))
        }
        return starts
    }

    /// A number right after the seed of the row to the left: where a column without headings begins.
    private static func opensRow(_ row: [Cell], at index: Int) -> Bool {
        guard RowShape.startsWithNumber(row[index]), let seed = lastWord(before: index, in: row), Token.isSeed(seed) else { return false }
        return RowShape.isEntry(row[index...])
    }

    /// The last word before a cell that is neither a blank to write in nor a mark of one letter.
    private static func lastWord(before index: Int, in row: [Cell]) -> String? {
        for cell in row[..<index].reversed() {
            for word in cell.words.reversed() where word.text.utf8.count > 1 && !word.isBlank { return word.text }
        }
        return nil
    }

    /// Rows of a true column are whole: each has its own seed. A field of a wide table that happens to begin with a number
    /// leaves the part to its left without one. Returns the first candidate that takes rows apart or holds nothing.
    private static func implausible(_ starts: [Candidate], _ pages: [[[Cell]]]) -> Int? {
        var contents = [ColumnContents](repeating: ColumnContents(), count: starts.count)
        for page in pages {
            for (column, cells) in split(page.joined(), at: starts.map(\.left)).enumerated() {
                for row in PageLayout.rows(of: cells) { contents[column].count(row) }
            }
        }
        return starts.indices.dropFirst().first { column in
            if contents[column - 1].areRowsCut || contents[column].areRowsCut { return true }
            // One heading alone makes no column; with a row of its own, be it an empty lane, it does.
            return starts[column].support == 1 && contents[column].whole == 0
                && (contents[column].emptyLanes == 0 || contents[column].rows > 0)
        }
    }

    private struct ColumnContents {
        /// Lines that begin with a number and go on.
        var rows = 0
        /// Those of them that end with a seed.
        var whole = 0
        /// Lines of a lane's number and nothing else but a blank.
        var emptyLanes = 0

        var areRowsCut: Bool { whole * 3 < rows }

        mutating func count(_ row: [Cell]) {
            guard let first = row.first, RowShape.startsWithNumber(first) else { return }
            if row.allSatisfy({ $0.words.allSatisfy { $0.integer(digits: 2) != nil || $0.isBlank } }) {
                emptyLanes += 1
            } else if row.reduce(0, { $0 + $1.words.count }) > 2 {
                rows += 1
                if RowShape.isEntry(row[...]) { whole += 1 }
            }
        }
    }
}
