/// The columns of a table, found from where the words of its rows stand.
package struct TableColumns: Sendable {
    /// A column's extent, and the edges that its fields share, measured from the origin of the page's column.
    package struct Column: Sendable {
        package var left: Float
        package var right: Float
        /// Where most fields begin and end, and how many do.
        package var flushLeft: Float
        package var flushLeftCount: Int
        package var flushRight: Float
        package var flushRightCount: Int
        /// Rows that have text here.
        package var count: Int
    }

    package private(set) var columns: [Column]
    /// For each row, the words of each column.
    package private(set) var cells: [[[Word]]]

    /// No table is wider, in points.
    private static let widest = 3_000
    /// No table has more columns.
    private static let most = 24

    /// Whether some columns have no edges of their own, but follow each other a space apart.
    package private(set) var hasSequences = false

    /// - Parameter joinsNumbers: whether a number in the same field as the text before it is a part of it, as in the names of relay teams.
    package init(_ rows: [Line], joinsNumbers: Bool = false) {
        columns = Self.found(rows)
        cells = []
        guard !columns.isEmpty else { return }
        let rows = parted(rows)
        let columns = columns
        cells = rows.map { Self.cells(of: $0, columns) }
        joinNeighbours(rows, joinsNumbers: joinsNumbers)
        splitSequences(keepingNumbers: joinsNumbers)
    }

    /// The words of a further row, by the columns of the table.
    package func cells(of row: Line) -> [[Word]] { Self.cells(of: Self.parted(row, columns), columns) }

    // MARK: - Fields that touch

    /// The rows with fields that touch told apart by the columns, which are found anew where many do.
    private mutating func parted(_ rows: [Line]) -> [Line] {
        let parted = rows.map { Self.parted($0, columns) }
        let changed = zip(rows, parted).count { $0.words.count != $1.words.count }
        if changed * 30 > rows.count { columns = Self.found(parted) }
        return parted
    }

    /// Parts words that run into the next column: their second piece begins or ends where that column's fields do, and is of another kind.
    private static func parted(_ row: Line, _ columns: [Column]) -> Line {
        row.parting { whole, before, after in
            guard ![.time, .date, .clock].contains(whole.tokenClass) else { return false }
            let isOtherKind =
                after.startsWithDigit != before.text.last?.isNumber
                || before.text.last?.isLowercase == true
                    && after.text.first?.isUppercase == true
            guard isOtherKind || after.tokenClass == .code && before.seams.isEmpty && after.seams.isEmpty else { return false }
            return columns.contains { column in
                guard column.left > before.left - row.origin + 1 else { return false }
                return abs(after.left - row.origin - column.flushLeft) <= 1.6 && column.flushLeftCount * 2 >= column.count
                    || after.tokenClass != .text && abs(after.right - row.origin - column.flushRight) <= 1.6
                        && column.flushRightCount * 2 >= column.count
            }
        }
    }

    // MARK: - Finding columns

    private struct Profile {
        var coverage: [Int]
        var lefts: [Int]
        var rights: [Int]
        /// Rows with a number or time that begins left of a place and ends right of it.
        var numbersAcross: [Int]
        let offset: Int

        func near(_ values: [Int], _ x: Int) -> Int {
            var sum = 0
            for y in max(0, x - 1)...min(values.count - 1, max(0, x + 1)) { sum += values[y] }
            return sum
        }

        init?(_ rows: [Line]) {
            let lefts = rows.lazy.flatMap { row in row.words.map { $0.left - row.origin } }
            let rights = rows.lazy.flatMap { row in row.words.map { $0.right - row.origin } }
            guard let least = lefts.min(), let most = rights.max(), most - least < Float(TableColumns.widest), abs(least) < 10_000 else {
                return nil
            }
            offset = Int(least) - 4
            let size = Int(most) - offset + 8
            coverage = Array(repeating: 0, count: size)
            self.lefts = coverage
            self.rights = coverage
            numbersAcross = coverage
            var seen = coverage.map { _ in -1 }
            for (number, row) in rows.enumerated() {
                for (index, word) in row.words.enumerated() {
                    let from = Int((word.left - row.origin + 0.6).rounded(.down)) - offset
                    var to = Int((word.right - row.origin - 0.4).rounded(.down)) - offset
                    // Too few rows to tell a space from a gutter: what the pen wrote in one go is one field.
                    if rows.count <= 2, index + 1 < row.words.count, !row.words[index + 1].startsCell, word.tokenClass.isWord,
                        row.words[index + 1].tokenClass.isWord
                    {
                        to = Int((row.words[index + 1].left - row.origin + 0.6).rounded(.down)) - offset
                    }
                    if from <= to {
                        for x in max(0, from)...min(size - 1, max(0, to)) where seen[x] != number {
                            seen[x] = number
                            coverage[x] += 1
                            if word.tokenClass.isNumeric, x > from + 1, x < to - 1 { numbersAcross[x] += 1 }
                        }
                    }
                    // Times are set flush right: where they begin is no edge of theirs.
                    if word.tokenClass != .time { self.lefts[min(size - 1, max(0, Int((word.left - row.origin).rounded()) - offset))] += 1 }
                    self.rights[min(size - 1, max(0, Int((word.right - row.origin).rounded()) - offset))] += 1
                }
            }
        }
    }

    private static func found(_ rows: [Line]) -> [Column] {
        guard let profile = Profile(rows) else { return [] }
        let count = rows.count
        let coverage = profile.coverage
        // A valley: one row in twenty may run over it, where there are rows enough to tell.
        let threshold = count < 12 ? 0 : count / 20
        var intervals: [(from: Int, to: Int)] = []
        var start: Int?
        for x in coverage.indices {
            if coverage[x] > threshold {
                if start == nil { start = x }
            } else if let from = start {
                intervals.append((from, x))
                start = nil
            }
        }
        if let start { intervals.append((start, coverage.count)) }
        var pieces = intervals.flatMap { split($0, profile, count) }
        pieces = joinSlivers(pieces, profile, height: rows.map(\.height).sorted()[count / 2])
        pieces = pieces.flatMap { carved($0, rows, offset: profile.offset) }
        return pieces.compactMap { piece -> Column? in
            let most = coverage[piece.from..<piece.to].max() ?? 0
            guard most >= max(count < 6 ? 1 : 2, count * 2 / 100) else { return nil }
            let leftmost = (max(0, piece.from - 1)..<min(piece.to, piece.from + 40)).max {
                (profile.near(profile.lefts, $0), -$0) < (profile.near(profile.lefts, $1), -$1)
            }
            let rightmost = (max(piece.from, piece.to - 40)..<min(coverage.count, piece.to + 1)).max {
                (profile.near(profile.rights, $0), $0) < (profile.near(profile.rights, $1), $1)
            }
            guard let leftmost, let rightmost else { return nil }
            return Column(
                left: Float(piece.from + profile.offset), right: Float(piece.to + profile.offset),
                flushLeft: Float(leftmost + profile.offset), flushLeftCount: profile.near(profile.lefts, leftmost),
                flushRight: Float(rightmost + profile.offset), flushRightCount: profile.near(profile.rights, rightmost), count: most)
        }.prefix(most).map { $0 }
    }

    /// Cuts an interval at places where a third of the rows begin a word, right behind a place that few of them cover.
    private static func split(_ interval: (from: Int, to: Int), _ profile: Profile, _ count: Int) -> [(from: Int, to: Int)] {
        let coverage = profile.coverage
        let peak = coverage[interval.from..<interval.to].max() ?? 0
        var cuts = [interval.from]
        var x = interval.from + 3
        var highest = coverage[interval.from..<min(x, interval.to)].max() ?? 0
        while x < interval.to - 2 {
            highest = max(highest, coverage[x - 1])
            let here = profile.near(profile.lefts, x)
            let isPeak =
                here * 100 >= 35 * count
                && here == (max(interval.from, x - 2)..<min(interval.to, x + 3)).map { profile.near(profile.lefts, $0) }.max()
            let before = coverage[(x - 3)..<x]
            if isPeak, profile.numbersAcross[x] * 20 <= count, (before.min() ?? 0) * 100 <= 35 * peak, highest * 5 > count {
                let lowest = before.min() ?? 0
                cuts.append((before.lastIndex(of: lowest) ?? x - 1) + 1)
                x += 4
            } else {
                x += 1
            }
        }
        cuts.append(interval.to)
        return zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { ($0, $1) }
    }

    /// Numbers that are fields of their own and end at one place are a column, though long names are printed over it.
    private static func carved(_ piece: (from: Int, to: Int), _ rows: [Line], offset: Int) -> [(from: Int, to: Int)] {
        var rights: [Int: Int] = [:]
        var fields: [(left: Int, right: Int)] = []
        var texts = 0
        for row in rows {
            var hasText = false
            for (index, word) in row.words.enumerated() {
                let (left, right) = (
                    Int((word.left - row.origin).rounded(.down)) - offset, Int((word.right - row.origin).rounded()) - offset
                )
                guard left >= piece.from - 1, right <= piece.to + 1 else {
                    if word.tokenClass.isWord, left < piece.to, right > piece.from { hasText = true }
                    continue
                }
                if word.tokenClass.isWord { hasText = true }
                guard word.startsCell, word.tokenClass == .integer || word.tokenClass == .letterNumber,
                    index + 1 == row.words.count || row.words[index + 1].startsCell
                else { continue }
                rights[right, default: 0] += 1
                fields.append((left, right))
            }
            if hasText { texts += 1 }
        }
        guard texts * 2 >= rows.count, fields.count >= 3,
            let (right, _) = rights.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
        else { return [piece] }
        let own = fields.filter { abs($0.right - right) <= 1 }
        guard own.count * 10 >= rows.count * 6, let left = own.map(\.left).min(), left > piece.from + 6 else { return [piece] }
        var parts = [(from: piece.from, to: left), (from: left, to: min(piece.to, right + 2))]
        if piece.to > right + 6 { parts.append((from: right + 2, to: piece.to)) }
        return parts.filter { $0.from < $0.to }
    }

    /// Intervals no further apart than words, neither with an edge of its own, are one column.
    private static func joinSlivers(_ pieces: [(from: Int, to: Int)], _ profile: Profile, height: Float) -> [(from: Int, to: Int)] {
        var joined: [(from: Int, to: Int)] = []
        for piece in pieces {
            guard let last = joined.last else {
                joined.append(piece)
                continue
            }
            let most = profile.coverage[piece.from..<piece.to].max() ?? 0
            let mostBefore = profile.coverage[last.from..<last.to].max() ?? 0
            let isFlushLeft = profile.near(profile.lefts, piece.from) * 2 >= most
            let isFlushRight = profile.near(profile.rights, last.to - 1) * 2 >= mostBefore
            if Float(piece.from - last.to) < 0.36 * height, !isFlushLeft, !isFlushRight {
                joined[joined.count - 1].to = piece.to
            } else {
                joined.append(piece)
            }
        }
        return joined
    }

    // MARK: - Words to columns

    private static func cells(of row: Line, _ columns: [Column]) -> [[Word]] {
        var cells: [[Word]] = Array(repeating: [], count: columns.count)
        guard !columns.isEmpty else { return cells }
        for chain in row.cells {
            var current: Int?
            var previous: Word?
            for word in chain {
                let (left, right, middle) = (word.left - row.origin, word.right - row.origin, word.middle - row.origin)
                var column =
                    columns.firstIndex { $0.left - 1.5 <= middle && middle <= $0.right + 1.5 }
                    ?? columns.indices.min { distance(middle, columns[$0]) < distance(middle, columns[$1]) } ?? 0
                // A long word is told by the edge that its column shares.
                if let flush = columns.indices.first(where: {
                    abs(left - columns[$0].flushLeft) <= 1.6 && columns[$0].flushLeftCount * 2 >= columns[$0].count
                }),
                    current == nil || flush > current ?? 0
                {
                    column = flush
                }
                if current == nil, word.tokenClass.isNumeric,
                    let flush = columns.indices.first(where: {
                        abs(right - columns[$0].flushRight) <= 1.6 && columns[$0].flushRightCount * 2 >= columns[$0].count
                    })
                {
                    column = flush
                }
                if let before = current, let previous, column != before {
                    let target = columns[column]
                    var moves =
                        abs(left - target.flushLeft) <= 1.6 || abs(right - target.flushRight) <= 1.6
                        || word.tokenClass.isNumeric != previous.tokenClass.isNumeric
                        || left > columns[before].right - 0.5
                            && !(word.tokenClass.isWord && previous.tokenClass.isWord && word.left - previous.right < 0.4 * row.height
                                && target.flushRightCount * 2 >= target.count && target.flushLeftCount * 2 < target.count)
                    // A text that runs over a neighbour stays one where the neighbour's own text begins.
                    if moves, word.tokenClass.isWord, previous.tokenClass.isWord,
                        row.words.contains(where: {
                            $0.cell != word.cell && $0.startsCell && abs($0.left - row.origin - target.flushLeft) <= 1.6
                        })
                    {
                        moves = false
                    }
                    if !moves || column < before { column = before }
                }
                current = column
                previous = word
                cells[column].append(word)
            }
        }
        return cells
    }

    private static func distance(_ x: Float, _ column: Column) -> Float { min(abs(x - column.left), abs(x - column.right)) }

    /// Columns whose words stand a constant space apart in one cell are one: `Club Natación | Villarreal`.
    private mutating func joinNeighbours(_ rows: [Line], joinsNumbers: Bool) {
        let height = rows.map(\.height).sorted()[rows.count / 2] * 0.86
        var column = 0
        while column + 1 < columns.count {
            var (both, same, textLeft, textRight) = (0, 0, 0, 0)
            var gaps: [Float] = []
            for row in cells {
                guard let before = row[column].max(by: { $0.right < $1.right }), let after = row[column + 1].min(by: { $0.left < $1.left })
                else { continue }
                both += 1
                textLeft += before.tokenClass.isWord ? 1 : 0
                textRight += after.tokenClass.isWord ? 1 : 0
                if before.cell == after.cell {
                    same += 1
                    gaps.append(after.left - before.right)
                }
            }
            gaps.sort()
            // `Aqua Ostwick 1904`: a number that ends some clubs' names, and always the same.
            if both >= 1, same == both, textLeft * 10 >= 9 * both, columns[column + 1].count * 10 <= columns[column].count * 7,
                (gaps.last ?? 1) <= 0.45 * height
            {
                let values = Set(cells.flatMap { $0[column + 1].map(\.text) })
                let isAlone = cells.contains { $0[column].isEmpty && !$0[column + 1].isEmpty }
                let areNumbers = cells.allSatisfy { row in
                    row[column + 1].allSatisfy { $0.tokenClass == .integer || $0.tokenClass == .ordinal }
                }
                if areNumbers, !isAlone, values.count * 3 <= both || values.count == 1 { textRight = both }
            }
            if joinsNumbers, both >= 1, same == both, textLeft == both, (gaps.last ?? 1) <= 0.6 * height,
                cells.allSatisfy({ row in
                    row[column + 1].allSatisfy { $0.tokenClass == .integer } && (row[column + 1].isEmpty || !row[column].isEmpty)
                })
            {
                textRight = both
                gaps = gaps.map { _ in gaps[gaps.count / 2] }
            }
            let isOne =
                (both >= 2 || textRight == both && both > 0 && columns[column + 1].count * 10 <= columns[column].count * 7)
                && same * 100 >= 85 * both && textLeft * 10 >= 6 * both && textRight * 10 >= 6 * both
                && gaps[gaps.count / 2] <= 0.85 * height && gaps[gaps.count * 9 / 10] - gaps[gaps.count / 10] <= 0.15 * height
            guard isOne else {
                column += 1
                continue
            }
            for row in cells.indices {
                cells[row][column] += cells[row][column + 1]
                cells[row].remove(at: column + 1)
            }
            columns[column].right = columns[column + 1].right
            columns[column].flushRight = columns[column + 1].flushRight
            columns[column].count = max(columns[column].count, columns[column + 1].count)
            columns.remove(at: column + 1)
        }
    }

    /// What a word counts as in a sequence of fields without edges of their own.
    private static func sequenceClass(_ word: Word) -> UInt8 {
        switch word.tokenClass {
        case .text, .code, .mixed, .mark: 0
        case .integer, .ordinal, .longInteger, .markedYear: 1
        case .time: 2
        case .clock, .date: 3
        case .letterNumber: 4
        case .blank: 5
        }
    }

    /// Whether the years in a column belong to the text before them, as in `SC Altenbach 1912`: they are few, and nothing but a time follows.
    private static func endsInYears(_ fields: [[Word]]) -> Bool {
        var years: Set<String> = []
        var count = 0
        for words in fields {
            for (index, word) in words.enumerated().dropFirst() where isYear(word) && words[index - 1].tokenClass.isWord {
                guard index + 1 == words.count || words[index + 1].tokenClass == .time else { return false }
                years.insert(word.text)
                count += 1
            }
        }
        return count >= 3 && years.count <= 2
    }

    private static func isYear(_ word: Word) -> Bool { word.integer().map { (1800...2099).contains($0) } ?? false }

    private static func sequence(_ words: [Word], joiningYears: Bool) -> [(kind: UInt8, words: [Word])] {
        var runs: [(kind: UInt8, words: [Word])] = []
        for word in words.sorted(by: { $0.left < $1.left }) {
            let kind = joiningYears && runs.last?.kind == 0 && isYear(word) ? 0 : sequenceClass(word)
            if kind == 0, runs.last?.kind == 0 { runs[runs.count - 1].words.append(word) } else { runs.append((kind, [word])) }
        }
        return runs
    }

    /// A column most of whose rows are one and the same sequence of classes holds several fields that run on, a space apart.
    private mutating func splitSequences(keepingNumbers: Bool) {
        var column = 0
        while column < columns.count, columns.count < Self.most {
            let joinsYears = Self.endsInYears(cells.map { $0[column] })
            let sequences = cells.map { Self.sequence($0[column], joiningYears: joinsYears) }
            var patterns: [[UInt8]: Int] = [:]
            for sequence in sequences where !sequence.isEmpty { patterns[sequence.map(\.kind), default: 0] += 1 }
            let total = patterns.values.reduce(0, +)
            guard total >= 3,
                let (pattern, count) = patterns.max(by: Self.isRarer),
                (2...7).contains(pattern.count), count * 2 >= total, !keepingNumbers || pattern.contains(2), pattern.contains(0),
                !pattern.contains(5), Set(pattern).count > 1
            else {
                column += 1
                continue
            }
            for row in cells.indices { cells[row].replaceSubrange(column...column, with: Self.aligned(sequences[row], to: pattern)) }
            hasSequences = true
            let base = columns[column]
            let width = (base.right - base.left) / Float(pattern.count)
            columns.replaceSubrange(
                column...column,
                with: pattern.indices.map { place in
                    var part = base
                    part.left = base.left + width * Float(place)
                    part.right = part.left + width
                    if place > 0 { part.flushLeftCount = 0 }
                    if place + 1 < pattern.count { part.flushRightCount = 0 }
                    return part
                })
            column += pattern.count
        }
    }

    /// The order of patterns by how frequent they are; of equally frequent ones the shorter wins, and of those the first.
    private static func isRarer(_ a: (key: [UInt8], value: Int), _ b: (key: [UInt8], value: Int)) -> Bool {
        if a.value != b.value { return a.value < b.value }
        if a.key.count != b.key.count { return a.key.count > b.key.count }
        return b.key.lexicographicallyPrecedes(a.key)
    }

    private static func aligned(_ sequence: [(kind: UInt8, words: [Word])], to pattern: [UInt8]) -> [[Word]] {
        var fields: [[Word]] = Array(repeating: [], count: pattern.count)
        guard !sequence.isEmpty else { return fields }
        if sequence.map(\.kind) == pattern {
            for (place, part) in sequence.enumerated() { fields[place] = part.words }
            return fields
        }
        // From the right as far as they agree; the rest where it fits first.
        var (part, place) = (sequence.count - 1, pattern.count - 1)
        while part >= 0, place >= 0, sequence[part].kind == pattern[place] {
            fields[place] = sequence[part].words
            part -= 1
            place -= 1
        }
        // What the pattern has no place for belongs to the field behind it: the number of `29 Harbor` is no time.
        var pending: [Word] = []
        for rest in 0..<max(0, part + 1) {
            let candidates = pattern.indices.prefix(max(0, place) + 1)
            if let target = candidates.first(where: { pattern[$0] == sequence[rest].kind && fields[$0].isEmpty }) {
                fields[target] = pending + sequence[rest].words
                pending = []
            } else {
                pending += sequence[rest].words
            }
        }
        if !pending.isEmpty { fields[max(0, place)] = (fields[max(0, place)] + pending).sorted { $0.left < $1.left } }
        return fields
    }
}
