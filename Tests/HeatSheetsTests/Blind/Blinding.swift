import MeetModel
import PDFPages
import RandomTesting

/// A way to print a document so that it says the same, without something that a reader may cling to.
enum Blinding: String, CaseIterable {
    /// Headings of columns, and the words before the numbers of events, heats, lanes and sessions, in a language that nobody knows.
    case nonsenseHeadings
    case withoutHeadings
    /// Columns in reverse order.
    case mirroredColumns
    /// Name and team have changed places.
    case swappedColumns
    case withoutRanks
    /// Drawn in any order.
    case shuffledRuns
    /// Each run up to 0.3 points to the left or right of its place.
    case jitter
    case halfSize
    case doubleSize
    case shifted

    /// Whether the document does not say the same any more: of names printed over the next column, only the order in which the letters are
    /// drawn, and their exact places, tell what belongs together.
    func wrongs(_ document: String) -> Bool {
        document.hasPrefix("trap-long-names-overprint") && [.shuffledRuns, .jitter, .mirroredColumns, .swappedColumns].contains(self)
    }

    /// The blinded pages; nil where the document has nothing to be blinded for, or its cells cannot be told apart.
    ///
    /// - Parameter meet: what the untouched document says.
    func pages(_ pages: [PageText], _ meet: Meet) -> [PageText]? {
        var random = SeededGenerator(seed: UInt64(pages.reduce(0) { $0 + $1.glyphs.count }))
        var inks = pages.map(InkPage.init)
        for index in inks.indices where !pages[index].isDamaged {
            guard blind(&inks[index], meet, &random) else { return nil }
        }
        let blinded = zip(pages, inks).map { page, ink in page.isDamaged ? page : ink.page }
        return blinded == pages ? nil : blinded
    }

    /// - Returns: false where it cannot be done.
    private func blind(_ page: inout InkPage, _ meet: Meet, _ random: inout SeededGenerator) -> Bool {
        switch self {
        case .nonsenseHeadings:
            for line in page.lines() {
                for word in line.headings.flatMap(\.self) + line.labels { Self.garble(word, &page) }
            }
        case .withoutHeadings:
            page.remove(Set(page.lines().flatMap(\.headings).flatMap(\.self).flatMap(\.glyphs)))
        case .mirroredColumns:
            guard let tables = PageTables(page, meet) else { return false }
            page.move(tables.mirrored())
        case .swappedColumns:
            guard let shifts = PageTables(page, meet)?.swapped() else { return false }
            page.move(shifts)
        case .withoutRanks:
            guard let tables = PageTables(page, meet) else { return false }
            page.remove(tables.ranks(page))
        case .shuffledRuns: page.runs.shuffle(using: &random)
        case .jitter:
            for run in page.runs.indices {
                let shift = Float.random(in: -0.3...0.3, using: &random)
                for glyph in page.runs[run].glyphs.indices { page.runs[run].glyphs[glyph].move(shift) }
            }
        case .halfSize: page.scale(by: 0.5)
        case .doubleSize: page.scale(by: 2)
        case .shifted: page.shift(right: 8, down: 5)
        }
        return true
    }

    /// Other letters in place of a word's own, the same ones wherever the word stands.
    private static func garble(_ word: InkWord, _ page: inout InkPage) {
        let seed = word.text.lowercased().utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }
        var random = SeededGenerator(seed: seed)
        for id in word.glyphs {
            guard let scalar = Unicode.Scalar(page[id].scalar), scalar.properties.isAlphabetic else { continue }
            let letter = Array("bdfgjkmopquvwxz".unicodeScalars).randomElement(using: &random) ?? "q"
            page[id].scalar = scalar.properties.isUppercase ? letter.value - 32 : letter.value
        }
    }
}

extension PageTables {
    /// How far each glyph moves when the columns of each table stand in reverse order.
    fileprivate func mirrored() -> [InkPage.GlyphID: Float] {
        var shifts: [InkPage.GlyphID: Float] = [:]
        for table in tables {
            for cell in table.rows.flatMap(\.cells) + table.others.flatMap(\.self) {
                for glyph in cell.glyphs { shifts[glyph] = table.left + table.right - cell.right - cell.left }
            }
        }
        return shifts
    }

    /// How far each glyph moves when names and teams change places; nil where names do not stand left of the teams, one above the other.
    fileprivate func swapped() -> [InkPage.GlyphID: Float]? {
        var shifts: [InkPage.GlyphID: Float] = [:]
        for table in tables {
            let rows = table.rows.map(\.cells).filter { cells in cells.contains { $0.kind == .name } && cells.contains { $0.kind == .team }
            }
            guard !rows.isEmpty else { continue }
            let names = rows.joined().filter { $0.kind == .name }
            let teams = rows.joined().filter { $0.kind == .team }
            let name = (left: names.map(\.left).min() ?? 0, right: names.map(\.right).max() ?? 0)
            let team = (left: teams.map(\.left).min() ?? 0, right: teams.map(\.right).max() ?? 0)
            let others = rows.joined().filter { $0.kind != .name && $0.left > name.left && $0.right < team.left }
            let between = others.map(\.left).min() ?? team.left
            guard name.right < between else { return nil }
            // Teams begin where names did; what stood between, and the names, follow as far apart as before.
            let teamShift = name.left - team.left
            let betweenShift = team.right + teamShift - name.right
            let nameShift = team.left + betweenShift - name.left
            let moved = table.rows.map(\.cells).filter { cells in cells.contains { $0.kind == .name } } + table.others
            for cell in moved.flatMap(\.self) {
                let shift: Float
                switch (cell.kind, cell.left + min(cell.right - cell.left, 10) / 2) {
                case (.name, _), (_, (name.left - 1)..<between): shift = nameShift
                case (.team, _), (_, (team.left - 1)...team.right): shift = teamShift
                case (_, between..<(team.left - 1)): shift = betweenShift
                default: continue
                }
                for glyph in cell.glyphs { shifts[glyph] = shift }
            }
        }
        return shifts
    }

    /// The ranks of lists, with the point or bracket behind them.
    fileprivate func ranks(_ page: InkPage) -> Set<InkPage.GlyphID> {
        var ids = Set<InkPage.GlyphID>()
        for row in tables.flatMap(\.rows) {
            guard let rank = row.rank, let cell = row.cells.first else { continue }
            let text = String(String.UnicodeScalarView(cell.glyphs.compactMap { Unicode.Scalar(page[$0].scalar) }))
            if text.filter(\.isNumber) == String(rank) { ids.formUnion(cell.glyphs) }
        }
        return ids
    }
}

extension InkPage {
    fileprivate mutating func scale(by factor: Float) {
        width *= factor
        height *= factor
        for run in runs.indices {
            runs[run].baseline *= factor
            runs[run].height *= factor
            for glyph in runs[run].glyphs.indices {
                runs[run].glyphs[glyph].left *= factor
                runs[run].glyphs[glyph].right *= factor
            }
        }
    }

    fileprivate mutating func shift(right: Float, down: Float) {
        for run in runs.indices {
            runs[run].baseline += down
            for glyph in runs[run].glyphs.indices { runs[run].glyphs[glyph].move(right) }
        }
    }
}
