/// Words that one program drew next to each other: a field of a table, or a whole line of prose.
package struct Cell: Sendable {
    package var words: [Word]
    package var baseline: Float
    package var height: Float

    package init(words: [Word], baseline: Float, height: Float) {
        self.words = words
        self.baseline = baseline
        self.height = height
    }

    package var left: Float { words.first?.left ?? 0 }
    package var right: Float { words.reduce(0) { max($0, $1.right) } }
}

/// A line of one column of a page, its cells in order of their left edges.
package struct Line: Sendable {
    /// One-based.
    package var page: Int
    /// Zero-based, counted from the left edge of the page.
    package var column: Int
    /// Where the column begins: fields stand at the same distance from it in every column.
    package var origin: Float
    package var words: [Word]
    package var baseline: Float
    package var height: Float
    package var top: Float
    package var bottom: Float
    /// Stands above the columns, over the whole width of the page.
    package var isAboveColumns: Bool

    package var left: Float { words.first?.left ?? 0 }
    package var right: Float { words.reduce(0) { max($0, $1.right) } }
    package var text: String { words.lazy.map { $0.text }.joined(separator: " ") }
    /// The words as printed, those of a date one by one.
    package var texts: [String] {
        guard words.contains(where: { $0.text.utf8.contains(0x20) }) else { return words.map { $0.text } }
        return words.flatMap { $0.text.split(separator: " ").map(String.init) }
    }
    package var cellCount: Int { words.count { $0.startsCell } }

    /// - Parameter cells: in order of their left edges.
    package init(page: Int, column: Int, origin: Float, cells: [Cell], isAboveColumns: Bool = false) {
        self.page = page
        self.column = column
        self.origin = origin
        self.isAboveColumns = isAboveColumns
        words = []
        words.reserveCapacity(cells.reduce(0) { $0 + $1.words.count })
        top = .greatestFiniteMagnitude
        bottom = 0
        baseline = cells.first?.baseline ?? 0
        height = 0
        for (index, cell) in cells.enumerated() {
            let first = words.count
            Self.append(cell.words, to: &words)
            for word in first..<words.count { words[word].cell = Int32(index) }
            top = min(top, cell.baseline - cell.height * 0.8)
            bottom = max(bottom, cell.baseline + cell.height * 0.25)
            height = max(height, cell.height)
        }
        // `191229.20`, `YMCA2:36.07`: a time that touches the field before it is a field of its own.
        self = parting { whole, _, after in after.tokenClass == .time && whole.tokenClass != .time }
    }

    /// The line with its words parted at the first of their seams that `isGap` accepts, given the parts; what is behind it begins a field.
    package func parting(where isGap: (_ whole: Word, _ before: Word, _ after: Word) -> Bool) -> Line {
        guard words.contains(where: { !$0.seams.isEmpty }) else { return self }
        var line = self
        line.words = []
        var added: Int32 = 0
        for (index, word) in words.enumerated() {
            if index > 0, added > 0, word.cell != words[index - 1].cell { added = max(added, (line.words.last?.cell ?? 0) + 1 - word.cell) }
            var word = word
            word.cell += added
            guard let parts = word.seams.lazy.compactMap({ word.parts(at: $0) }).first(where: { isGap(word, $0.before, $0.after) })
            else {
                line.words.append(word)
                continue
            }
            var after = parts.after
            after.cell += 1
            added += 1
            line.words += [parts.before, after]
        }
        return line
    }

    /// The line with each cell that `isOneField` accepts as a single word.
    package func joining(_ isOneField: (ArraySlice<Word>) -> Bool) -> Line {
        var line = self
        line.words = []
        for cell in cells {
            if cell.count > 1, isOneField(cell), var word = cell.first {
                word.text = cell.map(\.text).joined(separator: " ")
                word.right = cell.map(\.right).max() ?? word.right
                line.words.append(word)
            } else {
                line.words.append(contentsOf: cell)
            }
        }
        return line
    }

    /// The words of each cell, in order.
    package var cells: [ArraySlice<Word>] {
        var cells: [ArraySlice<Word>] = []
        var start = words.startIndex
        while start < words.endIndex {
            let end = words[start...].firstIndex { $0.cell != words[start].cell } ?? words.endIndex
            cells.append(words[start..<end])
            start = end
        }
        return cells
    }

    /// Adds a cell's words, those of a date (`6 JUN 2002`) and of a time of day (`9:05 AM`) as one.
    private static func append(_ cell: [Word], to words: inout [Word]) {
        var index = cell.startIndex
        while index < cell.endIndex {
            var word = cell[index]
            if index + 2 < cell.endIndex, word.tokenClass == .integer || word.tokenClass == .ordinal && word.text.last == ".",
                let day = word.number, (1...31).contains(day),
                cell[index + 1].tokenClass == .text || cell[index + 1].tokenClass == .code, (3...10).contains(cell[index + 1].text.count),
                let year = cell[index + 2].integer(digits: 4), (1900...2100).contains(year)
            {
                word.text += " " + cell[index + 1].text + " " + cell[index + 2].text
                word.right = cell[index + 2].right
                index += 2
            } else if index + 2 < cell.endIndex, word.tokenClass == .integer, cell[index + 1].text == "h", word.text.utf8.count <= 2,
                cell[index + 2].text.utf8.count == 2, ClockWord(word.text + "h" + cell[index + 2].text) != nil
            {
                word.text += "h" + cell[index + 2].text
                word.right = cell[index + 2].right
                index += 2
            } else if index + 1 < cell.endIndex, word.tokenClass == .clock || word.tokenClass == .time,
                cell[index + 1].text == "Uhr" || cell[index + 1].text == "h",
                ClockWord(word.text, allowsPoint: true) != nil
            {
                word.text += " " + cell[index + 1].text
                word.right = cell[index + 1].right
                index += 1
            } else if index + 1 < cell.endIndex, word.tokenClass == .clock, cell[index + 1].tokenClass.isWord,
                ClockWord.half(cell[index + 1].text) != nil,
                ClockWord(word.text)?.hasHalf == false, cell[index + 1].text.utf8.count >= 2
            {
                word.text += " " + cell[index + 1].text
                word.right = cell[index + 1].right
                index += 1
            }
            words.append(word)
            index += 1
        }
    }
}
