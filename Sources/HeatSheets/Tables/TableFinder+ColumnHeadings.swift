import SheetLayout

/// The headings over the columns of tables.
extension TableFinder {
    mutating func readColumnHeadings() {
        var rowTable: [Int: Int] = [:]
        for (index, table) in tables.enumerated() { for row in table.rows { rowTable[row] = index } }
        // The table whose rows come next, below each line, on its page and in its column.
        var below: [Int?] = lines.map { _ in nil }
        var next: (table: Int, page: Int, column: Int, distance: Int)?
        for index in lines.indices.reversed() {
            if let table = rowTable[index] {
                next = (table, lines[index].page, lines[index].column, 0)
            } else if let ahead = next, ahead.page == lines[index].page, ahead.column == lines[index].column || lines[index].isAboveColumns
            {
                next?.distance += 1
                if ahead.distance < 12 { below[index] = ahead.table }
            } else {
                next = nil
            }
        }
        var texts: [[[String: Int]]] = tables.map { $0.columns.columns.map { _ in [:] } }
        var pending: [(line: Int, table: Int)] = []
        for index in lines.indices {
            guard rowTable[index] == nil, let table = below[index], isColumnHeading(index, tables[table]) else { continue }
            pending.append((index, table))
        }
        // Headings on several lines stand directly below each other.
        var place = 0
        while place < pending.count {
            var end = place + 1
            while end < pending.count, pending[end].table == pending[place].table, pending[end].line == pending[end - 1].line + 1,
                end - place < 3
            { end += 1 }
            let table = pending[place].table
            var own: [Int: String] = [:]
            for (line, _) in pending[place..<end] {
                marks[line] = .columnHeading
                for (column, text) in Self.assign(lines[line], to: tables[table].columns.columns) {
                    own[column] = own[column].map { $0 + ($0.hasSuffix("-") ? "" : " ") + text } ?? text
                }
            }
            for (column, text) in own { texts[table][column][text, default: 0] += 1 }
            place = end
        }
        for table in tables.indices {
            tables[table].headings = texts[table].map { counts in
                counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            }
        }
    }

    /// A line without numbers whose fields stand over the columns of the rows below it.
    func isColumnHeading(_ index: Int, _ table: SheetTable) -> Bool {
        let line = lines[index]
        guard case .unknown = marks[index], line.words.count >= 1, line.words.count <= 30,
            !line.words.contains(where: {
                $0.startsWithDigit || $0.number != nil || [.time, .clock, .letterNumber].contains($0.tokenClass)
                    || ColumnFeatures.slot($0) != nil
            })
        else { return false }
        let known = line.words.count { ColumnWords.isKnown($0.text) }
        let columns = Self.assign(line, to: table.columns.columns)
        // Words of headings, most of them known; or fields over as many columns.
        if known >= 2, known * 2 >= line.words.count, line.cellCount >= 2 || columns.count >= 2 { return true }
        if known == 1, line.words.count == 1, index + 1 < lines.count || index > 0 {
            // The upper or lower half of a heading on two lines.
            return [index - 1, index + 1].contains { lines.indices.contains($0) && lines[$0].page == line.page && isFullHeading($0) }
        }
        guard columns.count >= 3, columns.count == line.cellCount || known >= 1 else { return false }
        return lines[index].words.allSatisfy { !$0.text.hasSuffix(",") }
    }

    func isFullHeading(_ index: Int) -> Bool {
        let words = lines[index].words
        let known = words.count { ColumnWords.isKnown($0.text) }
        return known >= 2 && known * 2 >= words.count && !words.contains { $0.startsWithDigit }
    }

    /// The text over each column: a heading begins or ends where its column does, or lies over it.
    static func assign(_ line: Line, to columns: [TableColumns.Column]) -> [Int: String] {
        var found: [Int: String] = [:]
        for cell in line.cells {
            for part in parts(cell, columns, origin: line.origin) {
                let left = (part.first?.left ?? 0) - line.origin
                let right = (part.last?.right ?? 0) - line.origin
                let text = part.map(\.text).joined(separator: " ")
                let best = columns.indices.min { distance(left, right, columns[$0]) < distance(left, right, columns[$1]) }
                guard let best, distance(left, right, columns[best]) < 30 else { continue }
                found[best] = found[best].map { $0 + " " + text } ?? text
            }
        }
        return found
    }

    /// A heading cell whose words stand over several columns is several headings.
    static func parts(_ words: ArraySlice<Word>, _ columns: [TableColumns.Column], origin: Float) -> [[Word]] {
        var parts: [[Word]] = []
        for word in words {
            let left = word.left - origin
            let begins = columns.contains { abs($0.flushLeft - left) <= 1.6 && $0.flushLeftCount * 2 >= $0.count }
            if parts.isEmpty || begins { parts.append([word]) } else { parts[parts.count - 1].append(word) }
        }
        return parts
    }

    static func distance(_ left: Float, _ right: Float, _ column: TableColumns.Column) -> Float {
        let isFlushLeft = column.flushLeftCount * 2 >= column.count
        let isFlushRight = column.flushRightCount * 2 >= column.count
        var best = Float.infinity
        if isFlushLeft { best = min(best, abs(left - column.flushLeft)) }
        if isFlushRight { best = min(best, abs(right - column.flushRight)) }
        let overlap = min(right, column.right) - max(left, column.left)
        let apart = overlap > 0 ? 4 * (1 - overlap / max(1, min(right - left, column.right - column.left))) + 2 : 6 - overlap
        return min(best * 1.5, apart)
    }
}
