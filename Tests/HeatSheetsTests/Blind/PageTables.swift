import MeetModel
import PDFPages

/// The tables of a page, as a reading found them: which cells stand in which row.
struct PageTables {
    /// Rows under one another in one column of the page, with their headings.
    struct Table {
        var left: Float
        var right: Float
        var rows: [Row] = []
        /// Headings, and lanes without a swimmer.
        var others: [[Cell]] = []
    }

    struct Row {
        var cells: [Cell]
        var rank: Int?
    }

    struct Cell {
        enum Kind { case name, team, seed, birth, other }

        var kind: Kind
        var glyphs: [InkPage.GlyphID]
        var left: Float
        var right: Float
    }

    private(set) var tables: [Table] = []

    /// - Returns: nil where the name or the team of a row does not stand there in its letters, so that its cells cannot be told apart.
    init?(_ page: InkPage, _ meet: Meet) {
        let lines = page.lines()
        let printed = PrintedValues.rows(of: meet, page: page.index + 1)
        for row in printed.sorted(by: { $0.box.left < $1.box.left }) {
            let table = tables.firstIndex { min($0.right, row.box.right) - max($0.left, row.box.left) > (row.box.right - row.box.left) / 2 }
            if let table {
                tables[table].left = min(tables[table].left, row.box.left)
                tables[table].right = max(tables[table].right, row.box.right)
            } else {
                tables.append(Table(left: row.box.left, right: row.box.right))
            }
        }
        for index in tables.indices {
            for heading in lines.flatMap(\.headings) where heading.contains(where: { tables[index].holds($0) }) {
                guard let first = heading.first, let last = heading.last, first.left < tables[index].right else { continue }
                // Beside one another, the headings of two tables are one line of headings.
                let next = tables.filter { $0.left > tables[index].right }.map(\.left).min() ?? .infinity
                if last.right < next { tables[index].right = max(tables[index].right, last.right) }
                tables[index].left = min(tables[index].left, max(first.left, tables[index].left - 30))
            }
        }
        for line in lines {
            for index in tables.indices {
                let words = line.words.filter { tables[index].holds($0) }
                guard !words.isEmpty else { continue }
                let baseline = line.baseline
                if let row = printed.first(where: { tables[index].holds($0.box) && $0.isOn(baseline) }) {
                    guard let cells = row.cells(of: words, page) else { return nil }
                    tables[index].rows.append(Row(cells: cells, rank: row.rank))
                } else if line.headings.contains(where: { $0.contains { tables[index].holds($0) } }) || Self.isEmptyLane(words) {
                    tables[index].others.append(words.joinedHeadings.map { Cell(kind: .other, words: $0) })
                }
            }
        }
    }

    private static func isEmptyLane(_ words: [InkWord]) -> Bool {
        words.first?.text.allSatisfy(\.isNumber) == true
            && words.dropFirst().allSatisfy { $0.text.allSatisfy { "_-\u{2014}.".contains($0) } }
    }
}

extension PageTables.Table {
    func holds(_ word: InkWord) -> Bool { word.middle > left - 1 && word.middle < right + 1 }
    func holds(_ box: Box) -> Bool { (box.left + box.right) / 2 > left && (box.left + box.right) / 2 < right }
}

extension PageTables.Cell {
    init(kind: Kind, words: [InkWord]) {
        self.init(
            kind: kind, glyphs: words.flatMap(\.glyphs), left: words.map(\.left).min() ?? 0, right: words.map(\.right).max() ?? 0)
    }
}

extension [InkWord] {
    /// `Seed Time` and its like are one heading, `AgeTeam` is two.
    fileprivate var joinedHeadings: [[InkWord]] {
        var joined: [[InkWord]] = []
        for word in self {
            if word.text.lowercased() == "ageteam" {
                joined += [[word.part(0..<3)], [word.part(3..<7)]]
            } else if Self.secondWords.contains(word.text.lowercased()), let last = joined.last?.last,
                word.left - last.right < 0.5 * word.height
            {
                joined[joined.count - 1].append(word)
            } else {
                joined.append([word])
            }
        }
        return joined
    }

    private static let secondWords: Set = ["time", "tid", "inscr.", "iscr.", "d'engagement", "d\u{2019}engagement", "ur.", "zg\u{142}."]
}

extension InkWord {
    /// Some of the word's letters, as wide as their share of it.
    fileprivate func part(_ range: Range<Int>) -> InkWord {
        let width = (right - left) / Float(glyphs.count)
        return InkWord(
            text: String(text.dropFirst(range.lowerBound).prefix(range.count)), glyphs: Array(glyphs[range]),
            left: left + width * Float(range.lowerBound), right: left + width * Float(range.upperBound), height: height)
    }
}

/// A row as it was read.
private struct PrintedValues {
    var box: Box
    var values: [(kind: PageTables.Cell.Kind, text: String)]
    var rank: Int?

    static func rows(of meet: Meet, page: Int) -> [PrintedValues] {
        let swimmers = (meet.entries + meet.alternates).filter { $0.place.page == page }.map { entry in
            PrintedValues(
                box: entry.place.box,
                values: [(.name, entry.name), (.team, entry.team), (.seed, entry.seed), (.birth, entry.birth)].compactMap { kind, text in
                    text.map { (kind, $0) }
                }, rank: entry.heat == nil ? entry.rank : nil)
        }
        let relays = meet.relays.filter { $0.place.page == page }.map { relay in
            PrintedValues(
                box: relay.place.box,
                values: [(.team, relay.team), (.seed, relay.seed)].compactMap { kind, text in text.map { (kind, $0) } },
                rank: relay.heat == nil ? relay.rank : nil)
        }
        return swimmers + relays
    }

    /// Whether that is the row's first line.
    func isOn(_ baseline: Float) -> Bool { baseline > box.top + 2 && baseline < min(box.bottom, box.top + 13) + 0.5 }

    /// Cells of the row: those of its values, and every other word by itself.
    func cells(of words: [InkWord], _ page: InkPage) -> [PageTables.Cell]? {
        let glyphs = words.flatMap(\.glyphs)
        let letters = glyphs.map { Unicode.Scalar(page[$0].scalar) ?? " " }
        var kinds = [Int?](repeating: nil, count: glyphs.count)
        for (number, value) in values.enumerated() {
            let wanted = value.text.unicodeScalars.filter { !$0.properties.isWhitespace }
            let start = letters.indices.first { start in
                start + wanted.count <= letters.count && zip(letters[start...], wanted).allSatisfy { $0 == $1 }
                    && kinds[start..<start + wanted.count].allSatisfy { $0 == nil }
            }
            guard let start else {
                if value.kind == .name || value.kind == .team { return nil }
                continue
            }
            for index in start..<start + wanted.count { kinds[index] = number }
        }
        var cells: [PageTables.Cell] = []
        var index = 0
        for word in words {
            for id in word.glyphs {
                let (glyph, kind) = (page[id], kinds[index])
                let isNew = index == 0 || kind != kinds[index - 1] || kind == nil && id == word.glyphs.first
                if isNew {
                    let kind = kind.map { values[$0].kind } ?? .other
                    cells.append(PageTables.Cell(kind: kind, glyphs: [], left: glyph.left, right: glyph.right))
                }
                cells[cells.count - 1].glyphs.append(id)
                cells[cells.count - 1].right = max(cells[cells.count - 1].right, glyph.right)
                index += 1
            }
        }
        return cells
    }
}
