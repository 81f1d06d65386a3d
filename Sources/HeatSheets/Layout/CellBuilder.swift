import PDFPages

/// Cuts a page's glyphs into words and cells, by the gaps between them and not by the order they are drawn in.
struct CellBuilder {
    /// Gaps in units of the run's height. A space is about a fifth of it; no font's kerning comes near.
    private static let wordGap: Float = 0.17
    private static let cellGap: Float = 0.75
    /// How far a glyph may reach back over its forerunner before it counts as printed over it.
    private static let overlap: Float = 0.2
    /// A word that a producer cut into two runs goes on to the point; fields that stand close to each other do not.
    private static let joint: Float = 0.06
    private static let jointOverlap: Float = 0.09

    private var cells: [Cell] = []
    private var words: [Word] = []
    private var scalars = String.UnicodeScalarView()
    private var wordLeft: Float = 0
    private var lastLeft: Float = 0
    private var lastRight: Float = 0
    private var baseline: Float = 0
    private var height: Float = 0
    private var isOpen = false

    /// The cells of the page's upright runs, in the order they are drawn, and whether the page has text at all.
    static func cells(of page: PageText) -> [Cell] {
        var builder = CellBuilder()
        builder.cells.reserveCapacity(page.runs.count)
        let hasSpaces = page.glyphs.contains { $0.scalar == 0x20 || $0.scalar == 0xA0 }
        for run in page.runs where run.isUpright { builder.add(run, of: page, hasSpaces: hasSpaces) }
        builder.endCell()
        return builder.cells
    }

    private mutating func add(_ run: TextRun, of page: PageText, hasSpaces: Bool) {
        let range = run.glyphs.clamped(to: 0..<page.glyphs.count)
        guard !range.isEmpty, run.height.isFinite, run.baseline.isFinite else { return }
        let runHeight = min(max(run.height, 1), 200)
        let first = page.glyphs[range.lowerBound]
        if isOpen {
            if range.count == 1, overlay(first) { return }
            // A run goes on where the last one ended only if it begins just there: producers cut words at will.
            let gap = first.left - lastRight
            if abs(run.baseline - baseline) > 0.5 || !(gap > -Self.jointOverlap * height && gap < 2 * Self.wordGap * height) {
                endCell()
            } else if gap > Self.joint * height {
                endWord()
            }
        }
        if !isOpen {
            baseline = run.baseline
            height = runHeight
            (lastLeft, lastRight) = (first.left, first.left)
            isOpen = true
        }
        height = max(height, runHeight)
        page.glyphs.withUnsafeBufferPointer { glyphs in
            for index in range { add(glyphs[index], isFirstOfRun: index == range.lowerBound, hasSpaces: hasSpaces) }
        }
    }

    private mutating func add(_ glyph: TextGlyph, isFirstOfRun: Bool, hasSpaces: Bool) {
        guard glyph.left.isFinite, glyph.right.isFinite else { return }
        if glyph.scalar == 0x20 || glyph.scalar == 0xA0 || glyph.scalar == 0x09 { return endWord() }
        let gap = glyph.left - lastRight
        // A ligature comes as its letters, each with the whole glyph's extent.
        let isPartOfLigature = !scalars.isEmpty && glyph.left == lastLeft && glyph.right == lastRight
        if isPartOfLigature {
            scalars.append(Unicode.Scalar(glyph.scalar) ?? GlyphRepair.lost)
            return
        }
        if gap > Self.cellGap * height || gap < -Self.overlap * height {
            let (baseline, height) = (baseline, height)
            endCell()
            (self.baseline, self.height, isOpen) = (baseline, height, true)
        } else if gap > Self.wordGap * height {
            // Where spaces are drawn, a gap without one inside a run is the hole that a lost ligature leaves.
            if hasSpaces, !isFirstOfRun, gap < 0.5 * height, let last = scalars.last, last.properties.isLowercase,
                let next = Unicode.Scalar(glyph.scalar), next.properties.isLowercase
            {
                scalars.append(GlyphRepair.lost)
            } else {
                endWord()
            }
        }
        if scalars.isEmpty { wordLeft = glyph.left }
        scalars.append(Unicode.Scalar(glyph.scalar) ?? GlyphRepair.lost)
        lastLeft = glyph.left
        lastRight = max(glyph.right, glyph.left)
    }

    /// An accented letter drawn over the plain one (`e`, then `ë` within its width) takes its place.
    private mutating func overlay(_ glyph: TextGlyph) -> Bool {
        guard let last = scalars.last, let mark = Unicode.Scalar(glyph.scalar), mark.value >= 0x80,
            glyph.left > lastLeft - 0.5, glyph.right < lastRight + 0.5,
            let base = last.properties.name, let name = mark.properties.name, name.hasPrefix(base + " WITH ")
        else { return false }
        scalars.removeLast()
        scalars.append(mark)
        return true
    }

    private mutating func endWord() {
        guard !scalars.isEmpty else { return }
        let text = GlyphRepair.repaired(scalars)
        scalars = String.UnicodeScalarView()
        guard !text.isEmpty else { return }
        words.append(Word(text: text, left: wordLeft, right: lastRight, startsCell: words.isEmpty))
    }

    private mutating func endCell() {
        endWord()
        isOpen = false
        guard !words.isEmpty else { return }
        cells.append(Cell(words: words, baseline: baseline, height: height))
        words = []
    }
}
