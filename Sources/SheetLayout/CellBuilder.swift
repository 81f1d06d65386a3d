package import PDFPages

/// Cuts a page's glyphs into words and cells, by the gaps between them.
///
/// Producers cut a field into runs at will, and long fields are printed over their neighbours; so runs are first put
/// together where one begins at the very point where another ends, whatever is drawn in between.
package struct CellBuilder {
    /// Gaps in units of the run's height. A space is about a fifth of it; no font's kerning comes near.
    private static let wordGap: Float = 0.17
    private static let cellGap: Float = 0.75
    /// No wider than this is the hole of a lost glyph.
    private static let lostGap: Float = 0.45
    /// How far a glyph may reach back over its forerunner before it counts as printed over it.
    private static let overlap: Float = 0.2
    /// A word that a producer cut into two runs goes on to the point; fields that stand close to each other do not.
    private static let joint: Float = 0.06
    /// Two small letters this close belong to one word, whatever is drawn between their runs.
    private static let letterJoint: Float = 0.12
    private static let jointOverlap: Float = 0.09
    /// A run goes on one of so many runs before it.
    private static let reach = 24

    private let page: PageText
    private let pageHasSpaces: Bool
    /// Whether the text that is being read draws its spaces.
    private var hasSpaces = false
    private var cells: [Cell] = []
    private var words: [Word] = []
    private var scalars: [Unicode.Scalar] = []
    private var seams: [Word.Seam] = []
    private var wordLeft: Float = 0
    private var lastLeft: Float = 0
    private var lastRight: Float = 0
    private var baseline: Float = 0
    private var height: Float = 0

    /// The cells of the page's upright runs.
    package static func cells(of page: PageText) -> [Cell] {
        var builder = CellBuilder(page)
        let runs = page.runs.compactMap { $0.isUpright ? Self.checked($0, in: page) : nil }
        let successors = Self.successors(of: runs, in: page)
        var isContinuation = [Bool](repeating: false, count: runs.count)
        for next in successors where next >= 0 { isContinuation[next] = true }
        builder.cells.reserveCapacity(runs.count)
        for index in runs.indices where !isContinuation[index] {
            builder.begin(runs[index])
            var current = index
            builder.hasSpaces = builder.drawsSpaces(runs, from: index, successors)
            while current >= 0 {
                builder.add(runs[current], isFirst: current == index)
                current = successors[current]
            }
            builder.endCell()
        }
        return builder.cells
    }

    private init(_ page: PageText) {
        self.page = page
        pageHasSpaces = page.glyphs.contains { $0.scalar == 0x20 || $0.scalar == 0xA0 }
    }

    /// The run with what a hostile page may have put wrong set right; nil if there is nothing to read in it.
    private static func checked(_ run: TextRun, in page: PageText) -> TextRun? {
        var run = run
        run.glyphs = run.glyphs.clamped(to: 0..<page.glyphs.count)
        guard !run.glyphs.isEmpty, run.baseline.isFinite, run.height.isFinite, abs(run.baseline) < 100_000 else { return nil }
        run.height = min(max(run.height, 1), 200)
        // Not a number is not less than anything either.
        guard page.glyphs[run.glyphs].allSatisfy({ abs($0.left) < 100_000 && abs($0.right) < 100_000 }) else { return nil }
        return run
    }

    /// For each run the one that goes on with its field, or -1.
    private static func successors(of runs: [TextRun], in page: PageText) -> [Int] {
        var successors = [Int](repeating: -1, count: runs.count)
        var isContinuation = [Bool](repeating: false, count: runs.count)
        // Where each run ends: an accented letter drawn over a plain one does not move the pen.
        var ends = runs.map { page.glyphs[$0.glyphs.upperBound - 1].right }
        for index in runs.indices.dropFirst() where isOverlay(runs[index], on: runs[index - 1], in: page) {
            successors[index - 1] = index
            isContinuation[index] = true
            ends[index] = ends[index - 1]
        }
        let joints = Self.joints(of: runs, ends, isContinuation, in: page)
        // Exact joints first, whatever is drawn between the two halves; the more exact, the sooner.
        for tolerance in exactness {
            var index = 0
            while index < joints.count {
                // Those of one run stand together, the nearest run first.
                let next = joints[index].run
                var best: Joint?
                while index < joints.count, joints[index].run == next {
                    let joint = joints[index]
                    index += 1
                    guard !isContinuation[next], successors[joint.before] < 0, joint.gap <= tolerance * runs[next].height else { continue }
                    if joint.gap < best?.gap ?? .infinity { best = joint }
                }
                guard let best else { continue }
                successors[best.before] = next
                isContinuation[next] = true
            }
        }
        // A run may still go on with the one drawn right before it.
        for index in runs.indices.dropFirst() where !isContinuation[index] && successors[index - 1] < 0 {
            let (before, run) = (runs[index - 1], runs[index])
            guard abs(before.baseline - run.baseline) <= 0.5 else { continue }
            let isAccent = index > 1 && isOverlay(before, on: runs[index - 2], in: page)
            let gap = page.glyphs[run.glyphs.lowerBound].left - (isAccent ? ends[index - 1] : lastInk(of: before, in: page))
            if gap > -jointOverlap * before.height && gap < lostGap * before.height {
                successors[index - 1] = index
                isContinuation[index] = true
            }
        }
        joinLetters(of: runs, in: page, &successors, isContinuation)
        if isScrambled(runs) {
            for next in successors where next >= 0 { isContinuation[next] = true }
            joinByPlace(runs, in: page, &successors, &isContinuation)
        }
        return successors
    }

    /// How exactly a run may begin where another ends, in units of its height.
    private static let exactness: [Float] = [0.003, 0.02]

    /// A run that begins where one of those before it ends.
    private struct Joint {
        var run: Int
        var before: Int
        var gap: Float
    }

    /// Every pair of runs on one baseline of which one begins where the other ends, in whatever order they were drawn; those of one run stand
    /// together, the one drawn nearest first.
    private static func joints(of runs: [TextRun], _ ends: [Float], _ isContinuation: [Bool], in page: PageText) -> [Joint] {
        let byEnd = runs.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }
        var joints: [Joint] = []
        for index in runs.indices where !isContinuation[index] {
            let left = page.glyphs[runs[index].glyphs.lowerBound].left
            let widest = 0.02 * runs[index].height
            // The first run that ends near enough, by halving.
            var low = 0
            var high = byEnd.count
            while low < high {
                let middle = (low + high) / 2
                if ends[byEnd[middle]] < left - widest { low = middle + 1 } else { high = middle }
            }
            var found: [Joint] = []
            while low < byEnd.count, ends[byEnd[low]] <= left + widest {
                let before = byEnd[low]
                low += 1
                guard before != index, abs(runs[before].baseline - runs[index].baseline) <= 0.5,
                    page.glyphs[runs[before].glyphs.lowerBound].left < left
                else { continue }
                found.append(Joint(run: index, before: before, gap: abs(left - ends[before])))
            }
            // Columns of figures end at one place on every line of a page.
            found.sort { (abs($0.before - index), $0.before) < (abs($1.before - index), $1.before) }
            joints.append(contentsOf: found.prefix(reach))
        }
        return joints
    }

    /// Whether a page's text is drawn in no order that anybody would read it in, so that only places tell what follows what.
    private static func isScrambled(_ runs: [TextRun]) -> Bool {
        guard runs.count > 20 else { return false }
        let jumps = zip(runs, runs.dropFirst()).count { $1.baseline < $0.baseline - 1 }
        return jumps * 4 > runs.count
    }

    /// On a scrambled page a run goes on the nearest one to its left, if but a space lies between them.
    private static func joinByPlace(_ runs: [TextRun], in page: PageText, _ successors: inout [Int], _ isContinuation: inout [Bool]) {
        let order = runs.indices.sorted {
            (runs[$0].baseline, page.glyphs[runs[$0].glyphs.lowerBound].left, $0) < (
                runs[$1].baseline, page.glyphs[runs[$1].glyphs.lowerBound].left, $1
            )
        }
        for (place, index) in order.enumerated() where !isContinuation[index] {
            let left = page.glyphs[runs[index].glyphs.lowerBound].left
            var best: (gap: Float, run: Int)?
            for step in [-1, 1] {
                var other = place + step
                var looked = 0
                while order.indices.contains(other), looked < 400, abs(runs[order[other]].baseline - runs[index].baseline) <= 0.5 {
                    let before = order[other]
                    other += step
                    looked += 1
                    guard successors[before] < 0, page.glyphs[runs[before].glyphs.lowerBound].left < left else { continue }
                    let gap = left - lastInk(of: runs[before], in: page)
                    guard gap > -jointOverlap * runs[before].height, gap < lostGap * runs[before].height else { continue }
                    if gap < best?.gap ?? .infinity { best = (gap, before) }
                }
            }
            guard let best else { continue }
            successors[best.run] = index
            isContinuation[index] = true
        }
    }

    /// Whether a run is but one letter that is no ASCII, within the last letter of the run before it.
    private static func isOverlay(_ run: TextRun, on before: TextRun, in page: PageText) -> Bool {
        guard run.glyphs.count == 1, abs(run.baseline - before.baseline) <= 0.5 else { return false }
        let (glyph, last) = (page.glyphs[run.glyphs.lowerBound], page.glyphs[before.glyphs.upperBound - 1])
        return glyph.scalar >= 0xC0 && glyph.left > last.left - 0.5 && glyph.right < last.right + 0.5
    }

    /// Where every letter is a run of its own and no spaces are drawn, a word printed over a neighbour begins a space's width
    /// behind the word before it.
    private static func joinLetters(of runs: [TextRun], in page: PageText, _ successors: inout [Int], _ isContinuation: [Bool]) {
        for index in runs.indices.dropFirst() where !isContinuation[index] && runs[index].glyphs.count == 1 {
            let left = page.glyphs[runs[index].glyphs.lowerBound].left
            let match = (max(0, index - reach)..<index).last { before in
                guard successors[before] < 0, runs[before].glyphs.count == 1, abs(runs[before].baseline - runs[index].baseline) <= 0.5
                else { return false }
                let gap = left - page.glyphs[runs[before].glyphs.lowerBound].right
                return gap > 0.1 * runs[before].height && gap < 0.35 * runs[before].height
            }
            if let match { successors[match] = index }
        }
    }

    /// Where the last glyph of the run that is no space ends.
    private static func lastInk(of run: TextRun, in page: PageText) -> Float {
        let glyphs = page.glyphs[run.glyphs]
        return (glyphs.last { $0.scalar != 0x20 && $0.scalar != 0xA0 } ?? glyphs[glyphs.startIndex]).right
    }

    /// Whether a text draws the spaces between its words; where it has but one gap, whether the page's texts do.
    private func drawsSpaces(_ runs: [TextRun], from first: Int, _ successors: [Int]) -> Bool {
        var gaps = 0
        var last: TextGlyph?
        var current = first
        while current >= 0 {
            for glyph in page.glyphs[runs[current].glyphs] {
                if glyph.scalar == 0x20 || glyph.scalar == 0xA0 { return true }
                if let last, glyph.left - last.right > Self.wordGap * runs[current].height { gaps += 1 }
                last = glyph
            }
            current = successors[current]
        }
        return pageHasSpaces && gaps == 1
    }

    // MARK: - Glyphs to words

    private mutating func begin(_ run: TextRun) {
        hasSpaces = false
        baseline = run.baseline
        height = run.height
        lastLeft = page.glyphs[run.glyphs.lowerBound].left
        lastRight = lastLeft
    }

    private mutating func add(_ run: TextRun, isFirst: Bool) {
        height = max(height, run.height)
        for index in run.glyphs {
            let glyph = page.glyphs[index]
            guard abs(glyph.left) < 100_000, abs(glyph.right) < 100_000 else { continue }
            add(glyph, joint: !isFirst && index == run.glyphs.lowerBound)
        }
    }

    private mutating func add(_ glyph: TextGlyph, joint: Bool) {
        if glyph.scalar == 0x20 || glyph.scalar == 0xA0 || glyph.scalar == 0x09 { return endWord() }
        if glyph.scalar >= 0xC0, overlay(glyph) { return }
        // A ligature comes as its letters, each with the whole glyph's extent.
        if !scalars.isEmpty, glyph.left == lastLeft, glyph.right == lastRight {
            scalars.append(Self.scalar(glyph))
            return
        }
        let gap = glyph.left - lastRight
        if gap > Self.cellGap * height || gap < -Self.overlap * height {
            endCell()
        } else if gap > (joint ? jointLimit(before: glyph) : Self.wordGap) * height {
            // Where spaces are drawn, a gap without one is the hole that a lost ligature leaves.
            if hasSpaces, gap > Self.wordGap * height, gap < Self.lostGap * height, let last = scalars.last, last.isSmall,
                let next = Unicode.Scalar(glyph.scalar), next.isSmall
            {
                scalars.append(GlyphRepair.lost)
            } else {
                endWord()
            }
        }
        if scalars.isEmpty { wordLeft = glyph.left } else if joint { seams.append(Word.Seam(offset: scalars.count, left: glyph.left)) }
        scalars.append(Self.scalar(glyph))
        lastLeft = glyph.left
        lastRight = max(glyph.right, glyph.left)
    }

    private func jointLimit(before glyph: TextGlyph) -> Float {
        guard let last = scalars.last, last.isSmall, let next = Unicode.Scalar(glyph.scalar), next.isSmall
        else { return Self.joint }
        return Self.letterJoint
    }

    /// Control characters stand where a font does not name its glyph.
    private static func scalar(_ glyph: TextGlyph) -> Unicode.Scalar {
        guard glyph.scalar >= 0x20, let scalar = Unicode.Scalar(glyph.scalar) else { return GlyphRepair.lost }
        return scalar
    }

    /// An accented letter drawn over the plain one (`e`, then `ë` within its width) takes its place.
    private mutating func overlay(_ glyph: TextGlyph) -> Bool {
        guard let last = scalars.last, let mark = Unicode.Scalar(glyph.scalar),
            glyph.left > lastLeft - 0.5, glyph.left < lastRight + 0.5, glyph.right < lastRight + 0.5,
            let base = last.properties.name, let name = mark.properties.name
        else { return false }
        if name.hasPrefix(base + " WITH ") {
            scalars[scalars.count - 1] = mark
            return true
        }
        // A font may call an accent of its own by the name of a letter that has it: what is no wider than an accent gives it to the letter
        // below.
        guard (glyph.right - glyph.left) * 2 < lastRight - lastLeft, let accented = AccentedLetters.letter(base, withAccentOf: name) else {
            return false
        }
        scalars[scalars.count - 1] = accented
        return true
    }

    private mutating func endWord() {
        guard !scalars.isEmpty else { return }
        let text = GlyphRepair.repaired(scalars)
        // A repaired text may have more letters than were drawn.
        let seams = self.seams.isEmpty || text.unicodeScalars.count == scalars.count ? self.seams : []
        scalars.removeAll(keepingCapacity: true)
        self.seams.removeAll(keepingCapacity: true)
        guard !text.isEmpty else { return }
        words.append(Word(text: text, left: wordLeft, right: max(wordLeft, lastRight), startsCell: words.isEmpty, seams: seams))
    }

    private mutating func endCell() {
        endWord()
        guard !words.isEmpty else { return }
        cells.append(Cell(words: words, baseline: baseline, height: height))
        words = []
    }
}

extension Unicode.Scalar {
    /// A letter of lower case.
    fileprivate var isSmall: Bool { isASCII ? ("a"..."z").contains(self) : properties.isLowercase }
}
