/// Lines of one shape: their fields begin or end at the same places. No word is looked at.
package enum RowGroups {
    /// A kind of field at a place: a field's own, or the one that it snaps to.
    private struct Track: Hashable, Comparable {
        var kind: UInt8
        var position: Int16

        static func < (a: Track, b: Track) -> Bool { (a.position, a.kind) < (b.position, b.kind) }
    }

    private struct Leader {
        var tracks: Set<Track>
        let core: Set<Track>
        var lines: [Int]
    }

    /// No document has more shapes of rows.
    private static let most = 64

    /// Groups the lines at `candidates` by shape, in order of how many lines share it. Lines without two fields, or of no repeated shape, are
    /// in none.
    package static func groups(_ lines: [Line], _ candidates: [Int], least: Int = 3) -> [[Int]] {
        let fields = candidates.map { items(of: lines[$0]) }
        let (snapped, weights) = tracks(of: fields)
        var shapes: [Set<Track>: [Int]] = [:]
        for (index, line) in candidates.enumerated() {
            let shape = Set(fields[index].compactMap { snapped[$0] })
            guard isRowShape(shape, lines[line]) else { continue }
            shapes[shape, default: []].append(line)
        }
        let order = shapes.sorted { a, b in
            a.value.count != b.value.count ? a.value.count > b.value.count : a.key.sorted().lexicographicallyPrecedes(b.key.sorted())
        }
        var leaders: [Leader] = []
        for (shape, members) in order {
            let whole = shape.reduce(0) { $0 + (weights[$1] ?? 0) }
            var best: (share: Float, leader: Int)?
            for (index, leader) in leaders.enumerated() {
                let common = shape.reduce(Float(0)) { leader.tracks.contains($1) ? $0 + (weights[$1] ?? 0) : $0 }
                let share = common / max(whole, 0.001)
                guard share >= 0.6, shape.count(where: leader.core.contains) >= min(2, shape.count) else { continue }
                if share > (best?.share ?? 0) + 1e-6 { best = (share, index) }
            }
            if let best {
                leaders[best.leader].lines += members
                if members.count >= max(2, leaders[best.leader].lines.count / 50) { leaders[best.leader].tracks.formUnion(shape) }
            } else if leaders.count < most {
                leaders.append(Leader(tracks: shape, core: shape, lines: members))
            }
        }
        return leaders.filter { $0.lines.count >= least }.map { $0.lines.sorted() }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    /// The line's fields: numbers and times by their right edge, text by its left edge, measured from the column's origin.
    private static func items(of line: Line) -> [Track] {
        var items: [Track] = []
        var wasText = false
        for word in line.words {
            let (left, right) = (word.left - line.origin, word.right - line.origin)
            guard abs(left) < 3_000, abs(right) < 3_000 else { continue }
            switch word.tokenClass {
            case .text, .code, .mixed, .mark:
                if wasText, !word.startsCell { continue }
                items.append(Track(kind: 0, position: Int16(left.rounded())))
                wasText = true
                continue
            case .integer, .ordinal, .longInteger, .markedYear, .letterNumber:
                items.append(Track(kind: 1, position: Int16(right.rounded())))
            case .time: items.append(Track(kind: 2, position: Int16(right.rounded())))
            case .clock, .date: items.append(Track(kind: 3, position: Int16(right.rounded())))
            case .blank: items.append(Track(kind: 4, position: Int16(left.rounded())))
            }
            wasText = false
        }
        return items
    }

    /// The tracks that fields snap to, at most two points away, and how much each counts.
    private static func tracks(of fields: [[Track]]) -> (snapped: [Track: Track], weights: [Track: Float]) {
        var histograms: [[Int16: Int]] = Array(repeating: [:], count: 5)
        for field in fields.joined() { histograms[Int(field.kind)][field.position, default: 0] += 1 }
        var snapped: [Track: Track] = [:]
        var weights: [Track: Float] = [:]
        for (kind, histogram) in histograms.enumerated() {
            func near(_ x: Int16) -> Int { (x - 1...x + 1).reduce(0) { $0 + histogram[$1, default: 0] } }
            var used: Set<Int16> = []
            for x in histogram.keys.sorted(by: { (near($1), $0) < (near($0), $1) }) where !used.contains(x) {
                let group = (x - 2...x + 2).filter { histogram[$0] != nil && !used.contains($0) }
                let total = group.reduce(0) { $0 + histogram[$1, default: 0] }
                guard total >= 3 else { continue }
                let track = Track(kind: UInt8(kind), position: x)
                for y in group {
                    snapped[Track(kind: UInt8(kind), position: y)] = track
                    used.insert(y)
                }
                // The logarithm of the count, up to four.
                weights[track] = min(4, Float(Int.bitWidth - (total + 1).leadingZeroBitCount) - 1)
            }
        }
        return (snapped, weights)
    }

    /// Whether a line could be a row: two fields at least that stand apart, a number among them, or three fields.
    private static func isRowShape(_ shape: Set<Track>, _ line: Line) -> Bool {
        guard shape.count >= 2, let first = shape.map(\.position).min(), let last = shape.map(\.position).max(), last - first > 15 else {
            return false
        }
        guard shape.count >= 3 || shape.contains(where: { (1...3).contains($0.kind) }) else { return false }
        return shape.count >= 3 || line.cellCount >= 2
    }
}
