/// The columns that the pages of a document are printed in, side by side: the same tables stand in each, one constant distance apart.
///
/// No gutter is searched: it may be as narrow as four points, and tables have wider gaps inside. Every pair of tracks of one kind votes
/// for the distance between them; the distance that explains the fields of the columns to the right by those of the first one wins.
package struct PageGrid: Sendable {
    /// Where the columns begin, in order; a single one for pages that are not divided.
    package let origins: [Float]

    /// A cell belongs to the last column that begins left of it.
    package func column(of left: Float) -> Int { origins.lastIndex { $0 - 2 <= left } ?? 0 }

    package init(_ pages: [PageCells], _ meter: ReadingMeter) throws(ReadingMeter.Stopped) {
        origins = try Self.origins(pages, meter)
    }

    /// No column is narrower, in points.
    private static let narrowest = 110

    private static func origins(_ pages: [PageCells], _ meter: ReadingMeter) throws(ReadingMeter.Stopped) -> [Float] {
        // Titles and footers run over all columns; rows do not.
        let rows = pages.lazy.flatMap(\.rows).filter { $0.count >= 3 }
        let cells = rows.count >= 6 ? Array(rows.joined()) : pages.flatMap { $0.rows.joined() }
        let every = pages.lazy.flatMap { $0.rows.joined() }.map(\.left)
        guard cells.count >= 20 else { return [every.min() ?? 0] }
        let lefts = cells.map(\.left).sorted()
        let rights = cells.map(\.right).sorted()
        let left = lefts[lefts.count / 100]
        let width = rights[rights.count - 1 - rights.count / 100] - left
        let tracks = EdgeTracks(pages)
        let coverage = Coverage(pages)
        var best: (score: Float, origins: [Float])?
        for (distance, columns) in candidates(tracks) {
            try meter.check()
            guard let first = extent(tracks, distance, from: left), Float(columns - 1) * distance + 0.35 * distance < width,
                width < Float(columns) * distance + 0.12 * distance,
                let score = score(distance, columns, from: first, tracks, coverage, left, width)
            else { continue }
            if score > (best?.score ?? 0.5) + 1e-6 {
                let origins = (0..<columns).map { first + Float($0) * distance }
                if keepsRowsWhole(origins, pages) { best = (score, origins) }
            }
        }
        if let best { return outdented(best.origins, pages) }
        guard let mirrored = mirrored(pages) else { return [onlyExtent(tracks, from: left)] }
        let start = min(mirrored[0], extent(tracks, mirrored[1] - mirrored[0], from: left) ?? mirrored[0])
        return outdented(mirrored.map { $0 - mirrored[0] + start }, pages)
    }

    /// Where the columns begin by a line that says the same several times over, one constant distance apart: the headings of their tables.
    /// Few pages may have a second column, and none may have rows beside each other.
    private static func mirrored(_ pages: [PageCells]) -> [Float]? {
        var best: (cells: Int, lefts: [Float])?
        for row in pages.lazy.flatMap(\.rows) where row.count >= 6 && row.count <= 80 {
            for columns in 2...4 where row.count % columns == 0 && row.count / columns > best?.cells ?? 2 {
                let own = row.count / columns
                let distance = row[own].left - row[0].left
                guard distance > Float(narrowest) else { continue }
                let isMirrored = row.indices.dropFirst(own).allSatisfy { place in
                    let (cell, first) = (row[place], row[place % own])
                    return abs(cell.left - first.left - Float(place / own) * distance) <= 1.5
                        && cell.words.count == first.words.count && zip(cell.words, first.words).allSatisfy { $0.text == $1.text }
                }
                let isWorded =
                    row[..<own].allSatisfy { cell in cell.words.allSatisfy { !$0.startsWithDigit } }
                    && row[..<own].count { cell in cell.words.contains { $0.tokenClass.isWord } } >= 3
                if isMirrored, isWorded { best = (own, (0..<columns).map { row[$0 * own].left }) }
            }
        }
        return best?.lefts
    }

    /// Headings may begin left of the rows, in every column alike.
    private static func outdented(_ origins: [Float], _ pages: [PageCells]) -> [Float] {
        let distance = origins[1] - origins[0]
        var counts: [Int: Int] = [:]
        for cell in pages.lazy.flatMap({ $0.rows.joined() }) { counts[Int(min(20_000, max(-2_000, cell.left)).rounded()), default: 0] += 1 }
        func count(_ x: Float) -> Int {
            let x = Int(x.rounded())
            return (x - 1...x + 1).reduce(0) { $0 + counts[$1, default: 0] }
        }
        let rows = pages.lazy.flatMap(\.rows).filter { $0.count >= 3 }
        // Where no row has text left of a column, nothing is lost by letting the column begin there.
        func isClear(_ step: Float) -> Bool {
            let over = rows.count { row in
                row.contains { cell in origins.dropFirst().contains { cell.left < $0 - step - 2 && cell.right > $0 - step - 0.5 } }
            }
            return over * 50 <= rows.count
        }
        for step in stride(from: Float(26), to: 1, by: -1) {
            let left = origins[0] - step
            guard counts[Int(left.rounded()), default: 0] >= 1,
                count(left + distance) >= (count(left) >= 2 ? 2 : 1) || count(left) >= 2 && isClear(step)
            else {
                continue
            }
            return origins.map { $0 - step }
        }
        return origins
    }

    /// How far left the fields reach that the next column repeats; nil where it repeats none.
    private static func extent(_ tracks: EdgeTracks, _ distance: Float, from least: Float) -> Float? {
        var first: Int?
        for kind in EdgeTracks.Kind.allCases {
            let all = tracks.tracks[kind.rawValue]
            for track in all {
                guard tracks.all[kind.rawValue].contains(where: { abs(Float($0.position - track.position) - distance) <= 2 }) else {
                    continue
                }
                let left: Int
                switch kind {
                case .integerRight:
                    guard let reached = tracks.numberLefts[track.position] else { continue }
                    left = reached
                case .timeRight: continue
                case .textLeft, .codeLeft, .timeLeft, .integerLeft: left = track.position
                }
                if left < first ?? .max { first = left }
            }
        }
        // A table's first column is not the page's second half.
        return first.map(Float.init).flatMap { abs($0 - least) <= 26 ? $0 : nil }
    }

    /// How far left the fields of the only column reach.
    private static func onlyExtent(_ tracks: EdgeTracks, from left: Float) -> Float {
        let lefts = EdgeTracks.Kind.allCases.filter { $0 != .integerRight && $0 != .timeRight }.flatMap { tracks.tracks[$0.rawValue] }
            .map(\.position).filter { Float($0) >= left - 3 }
        let numbers = tracks.numberLefts.values.filter { Float($0) >= left - 30 }
        return (lefts + numbers).min().map(Float.init) ?? left
    }

    /// Distances that many pairs of tracks stand apart, with how many columns they would make.
    private static func candidates(_ tracks: EdgeTracks) -> [(distance: Float, columns: Int)] {
        var votes: [Int: Int] = [:]
        for kind in tracks.tracks {
            for a in kind {
                for b in kind where b.position - a.position > narrowest {
                    votes[b.position - a.position, default: 0] += min(a.count, b.count)
                }
            }
        }
        let order = votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(60)
        var found: [(Float, Int)] = []
        for (distance, _) in order {
            for columns in 2...4 { found.append((Float(distance), columns)) }
            // The middle one of three may hold other tables.
            if distance > 250 { found.append((Float(distance) / 2, 3)) }
        }
        return found
    }

    /// Rows of true columns have times of their own: a table that is cut in two has them on one side only.
    private static func keepsRowsWhole(_ origins: [Float], _ pages: [PageCells]) -> Bool {
        /// Rows with text on both sides of a gutter, and how many have a time on each side.
        struct Tally {
            var both = 0, left = 0, right = 0

            mutating func count(_ before: [Cell], _ after: [Cell]) {
                both += 1
                if Self.isTimed(before) { left += 1 }
                if Self.isTimed(after) { right += 1 }
            }

            private static func isTimed(_ cells: [Cell]) -> Bool {
                cells.contains { cell in cell.words.contains { $0.tokenClass == .time || $0.text == "NT" } }
            }

            func isOneSided(_ ratio: Int) -> Bool { max(left, right) * 2 > both && min(left, right) * ratio < max(left, right) }
        }
        var (fields, any, beyond) = (Tally(), Tally(), 0)
        for row in pages.lazy.flatMap(\.rows) where row.count >= 3 {
            for column in origins.indices.dropFirst() {
                let before = row.filter { $0.left < origins[column] - 2 && $0.left >= origins[column - 1] - 2 }
                let after = row.filter {
                    $0.left >= origins[column] - 2 && (column + 1 == origins.count || $0.left < origins[column + 1] - 2)
                }
                if !after.isEmpty { beyond += 1 }
                if !before.isEmpty, !after.isEmpty { any.count(before, after) }
                if row.count >= 4, before.count >= 2, after.count >= 2 { fields.count(before, after) }
            }
        }
        if fields.both >= 8, fields.isOneSided(4) { return false }
        // Whoever stands right of the gutter has somebody without a time on the left.
        return !(any.both >= 8 && any.both * 10 >= beyond * 8 && any.isOneSided(8))
    }

    private static func score(
        _ distance: Float, _ columns: Int, from first: Float, _ tracks: EdgeTracks, _ coverage: Coverage, _ left: Float, _ width: Float
    ) -> Float? {
        var worst: Float = 0
        for column in 1..<columns {
            worst = max(worst, coverage.share(at: first + Float(column) * distance - 2, left: left, width: width))
        }
        guard worst <= 0.35 else { return nil }
        let cut = first + distance - 2
        let steps = (1..<columns).map { Float($0) * distance }
        // The most frequent track of the first column that a track to the right repeats, and the other way round.
        func original(of position: Int, _ kind: [EdgeTracks.Track]) -> Int {
            kind.lazy.filter { other in
                Float(other.position) < cut && steps.contains { abs(Float(position) - $0 - Float(other.position)) <= 2 }
            }.map(\.count).max() ?? 0
        }
        func copy(of position: Int, _ kind: [EdgeTracks.Track]) -> Int {
            kind.lazy.filter { other in steps.contains { abs(Float(other.position) - $0 - Float(position)) <= 2 } }.map(\.count).max() ?? 0
        }
        var (total, explained, totalText, explainedText, leftMass) = (0, 0, 0, 0, 0)
        var strong: [(count: Int, position: Int)] = []
        for kind in EdgeTracks.Kind.allCases {
            let all = tracks.tracks[kind.rawValue]
            for track in tracks.all[kind.rawValue] {
                guard Float(track.position) >= cut else {
                    leftMass += track.count
                    continue
                }
                let matched = min(track.count, 3 * original(of: track.position, all))
                total += track.count
                explained += matched
                if matched > 0 { strong.append((matched, track.position)) }
                if kind.isText {
                    totalText += track.count
                    explainedText += matched
                }
            }
        }
        guard total >= 6, let top = strong.map(\.count).max() else { return nil }
        guard Set(strong.filter { Float($0.count) >= 0.2 * Float(top) }.map { $0.position / 4 }).count >= 2 else { return nil }
        let ratio = min(1, Float(total) / Float((columns - 1) * max(1, leftMass)))
        var back: Float = 0
        for (index, kind) in tracks.tracks.enumerated() {
            for track in kind where Float(track.position) < cut {
                back += min(Float(track.count), Float(copy(of: track.position, tracks.all[index])) / max(ratio, 1e-6))
            }
        }
        back /= Float(max(1, leftMass))
        let share = Float(explained) / Float(total)
        let text = totalText >= 4 ? Float(explainedText) / Float(totalText) : 0
        guard share >= 0.45, text >= 0.3 else { return nil }
        var score = min(share, text + 0.25, back + 0.15) - 0.5 * worst
        // A distance that fits three columns fits two of them as well.
        if columns >= 3, share >= 0.5, worst <= 0.12 { score += 0.4 }
        return score
    }
}

/// How many row-like lines have text at each place across the page.
private struct Coverage {
    private var counts: [Int] = []

    init(_ pages: [PageCells]) {
        counts = Array(repeating: 0, count: Int(min(20_000, max(1, pages.map(\.width).filter(\.isFinite).max() ?? 0))) + 3)
        for row in pages.lazy.flatMap(\.rows) where row.count >= 3 {
            for cell in row {
                let from = max(0, Int(cell.left + 0.8))
                let to = min(counts.count - 1, Int(cell.right - 0.8))
                if from <= to { for x in from...to { counts[x] += 1 } }
            }
        }
    }

    /// The least coverage around a place, by the mean of the page.
    func share(at place: Float, left: Float, width: Float) -> Float {
        let x = Int(place.rounded())
        guard x > 1, x < counts.count - 3, width > 1 else { return 0 }
        let from = max(0, Int(left))
        let to = min(counts.count - 1, Int(left + width))
        guard from < to else { return 0 }
        let mean = Float(counts[from..<to].reduce(0, +)) / width
        return Float(counts[(x - 1)...(x + 1)].min() ?? 0) / max(mean, 1e-6)
    }
}
