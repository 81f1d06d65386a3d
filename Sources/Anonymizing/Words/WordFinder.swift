import PDFPages

/// Puts the glyphs of a page together to words, by the gaps between them, whatever runs they are drawn in.
///
/// It errs on the side of too long a word: half a name that looks like a heading's word would give the name away.
struct WordFinder {
    // In units of the run's height.
    private static let wordGap: Float = 0.17
    private static let lostGap: Float = 0.45
    private static let overlap: Float = 0.2
    private static let joint: Float = 0.06
    private static let letterJoint: Float = 0.12
    private static let jointOverlap: Float = 0.09
    /// More candidates than these are not looked at for the run that goes on with a word.
    private static let mostCandidates = 64

    /// A word as far as one run draws it.
    private struct Piece {
        var elements: [GlyphWord.Element] = []
        var left: Float
        var right: Float
        /// Where the last element begins.
        var lastLeft: Float
        var baseline: Float
        var height: Float
        /// Number of the run, and of the last one that drew an accent over it.
        var run: Int
        /// Whether nothing, no space either, stands before or behind it in its run.
        var startsRun: Bool
        var endsRun = false
        var drawsSpaces = false
    }

    private let page: PageText
    private let pageDrawsSpaces: Bool
    private var pieces: [Piece] = []

    /// The words of the upright runs; every glyph of them that is no space is in one word.
    static func words(of page: PageText) -> [GlyphWord] {
        var finder = WordFinder(page)
        for (number, run) in page.runs.enumerated() where run.isUpright { finder.cut(run, number) }
        return finder.joined()
    }

    private init(_ page: PageText) {
        self.page = page
        pageDrawsSpaces = page.glyphs.contains { Self.isSpace($0.scalar) }
    }

    static func isSpace(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0xA0 || scalar == 0x09 }

    // MARK: - Runs to pieces

    private mutating func cut(_ run: TextRun, _ number: Int) {
        let indices = run.glyphs.clamped(to: 0..<page.glyphs.count)
        let height = run.height.isFinite ? min(max(run.height, 1), 200) : 1
        if addsAccent(indices, run, number) { return }
        let drawsSpaces = drawsSpaces(indices, height)
        var isOpen = false
        var isFirst = true
        for index in indices {
            let glyph = page.glyphs[index]
            guard !Self.isSpace(glyph.scalar) else {
                (isOpen, isFirst) = (false, false)
                continue
            }
            if isOpen, addToLast(index, glyph, height, drawsSpaces) { continue }
            pieces.append(
                Piece(
                    elements: [element(index)], left: glyph.left, right: max(glyph.left, glyph.right), lastLeft: glyph.left,
                    baseline: run.baseline, height: height, run: number, startsRun: isFirst, drawsSpaces: drawsSpaces))
            (isOpen, isFirst) = (true, false)
        }
        if isOpen { pieces[pieces.count - 1].endsRun = true }
    }

    private func element(_ index: Int) -> GlyphWord.Element {
        GlyphWord.Element(glyphs: [index], scalars: [Unicode.Scalar(page.glyphs[index].scalar) ?? "\u{FFFD}"])
    }

    /// Whether a run draws its spaces, so that a gap without one is the hole that a lost glyph leaves.
    private func drawsSpaces(_ indices: Range<Int>, _ height: Float) -> Bool {
        var gaps = 0
        var last: TextGlyph?
        for glyph in page.glyphs[indices] {
            if Self.isSpace(glyph.scalar) { return true }
            if let last, glyph.left - last.right > Self.wordGap * height { gaps += 1 }
            last = glyph
        }
        return pageDrawsSpaces && gaps == 1
    }

    private mutating func addToLast(_ index: Int, _ glyph: TextGlyph, _ height: Float, _ drawsSpaces: Bool) -> Bool {
        let last = pieces.count - 1
        if isAccent(glyph, over: pieces[last]) {
            addAccent(index, to: last)
            return true
        }
        let gap = glyph.left - pieces[last].right
        let isSame = glyph.left == pieces[last].lastLeft && glyph.right == pieces[last].right
        guard isSame || gap >= -Self.overlap * height else { return false }
        if gap > Self.wordGap * height {
            guard drawsSpaces, gap < Self.lostGap * height, endsSmall(pieces[last]), isSmall(glyph.scalar) else { return false }
            pieces[last].elements.append(GlyphWord.Element(glyphs: [], scalars: []))
        }
        pieces[last].elements.append(element(index))
        pieces[last].lastLeft = glyph.left
        pieces[last].right = max(glyph.left, glyph.right)
        return true
    }

    private func endsSmall(_ piece: Piece) -> Bool { piece.elements.last?.scalars.last?.isSmall ?? false }
    private func isSmall(_ scalar: UInt32) -> Bool { Unicode.Scalar(scalar)?.isSmall ?? false }

    // MARK: - Accents

    /// `ë` drawn over an `e`, in the same run or in one of its own.
    private func isAccent(_ glyph: TextGlyph, over piece: Piece) -> Bool {
        guard glyph.scalar >= 0xC0, let mark = Unicode.Scalar(glyph.scalar), let accented = LatinLetter(mark), accented.accent != nil,
            let base = piece.elements.last?.scalars.last.flatMap(LatinLetter.init), base.base == accented.base
        else { return false }
        return glyph.left > piece.lastLeft - 0.5 && glyph.left < piece.right + 0.5 && glyph.right < piece.right + 0.5
    }

    private mutating func addsAccent(_ indices: Range<Int>, _ run: TextRun, _ number: Int) -> Bool {
        guard indices.count == 1, let last = pieces.indices.last, pieces[last].endsRun, pieces[last].run == number - 1,
            abs(pieces[last].baseline - run.baseline) <= 0.5, isAccent(page.glyphs[indices.lowerBound], over: pieces[last])
        else { return false }
        addAccent(indices.lowerBound, to: last)
        pieces[last].run = number
        return true
    }

    private mutating func addAccent(_ index: Int, to piece: Int) {
        let last = pieces[piece].elements.count - 1
        pieces[piece].elements[last].glyphs.append(index)
        pieces[piece].elements[last].scalars += element(index).scalars
    }

    // MARK: - Pieces to words

    private mutating func joined() -> [GlyphWord] {
        let successors = successors()
        var isContinuation = [Bool](repeating: false, count: pieces.count)
        for next in successors where next >= 0 { isContinuation[next] = true }
        var words: [GlyphWord] = []
        words.reserveCapacity(pieces.count)
        for index in pieces.indices where !isContinuation[index] {
            let first = pieces[index]
            var word = GlyphWord(
                elements: first.elements, left: first.left, right: first.right, baseline: first.baseline, height: first.height)
            var current = index
            while successors[current] >= 0 {
                let next = pieces[successors[current]]
                if next.left - pieces[current].right > Self.wordGap * next.height {
                    word.elements.append(GlyphWord.Element(glyphs: [], scalars: []))
                }
                word.elements += next.elements
                word.right = max(word.right, next.right)
                word.height = max(word.height, next.height)
                current = successors[current]
            }
            words.append(word)
        }
        return words
    }

    /// For each piece the one that goes on with its word, or -1. The more exactly one begins where the other ends, the sooner; then
    /// those that are drawn one after the other.
    private func successors() -> [Int] {
        var links = Links(count: pieces.count)
        let rows = Dictionary(grouping: pieces.indices.filter { pieces[$0].startsRun }) { Self.row(pieces[$0].baseline) }
            .mapValues { $0.sorted { pieces[$0].left < pieces[$1].left } }
        for exactness in Self.exactness { link(&links, rows, within: exactness) }
        for index in pieces.indices.dropLast() where links.mayLink(index, index + 1) && fits(index + 1, behind: index) {
            links.link(index, index + 1)
        }
        link(&links, rows, within: .infinity)
        return links.successors
    }

    /// How exactly a run may begin where another ends, in units of its height.
    private static let exactness: [Float] = [0.003, 0.02]

    private struct Links {
        var successors: [Int]
        private var isContinuation: [Bool]

        init(count: Int) {
            successors = [Int](repeating: -1, count: count)
            isContinuation = [Bool](repeating: false, count: count)
        }

        /// Whether both ends are free, and the second does not lead to the first.
        func mayLink(_ index: Int, _ next: Int) -> Bool {
            guard successors[index] < 0, !isContinuation[next], index != next else { return false }
            var current = next
            var steps = 0
            while current >= 0, steps < 1000 {
                if current == index { return false }
                current = successors[current]
                steps += 1
            }
            return steps < 1000
        }

        mutating func link(_ index: Int, _ next: Int) {
            successors[index] = next
            isContinuation[next] = true
        }
    }

    private func link(_ links: inout Links, _ rows: [Int: [Int]], within exactness: Float) {
        for index in pieces.indices where pieces[index].endsRun && links.successors[index] < 0 {
            let piece = pieces[index]
            let tolerance = exactness * piece.height
            let from = piece.right - min(tolerance, Self.jointOverlap * piece.height)
            let to = piece.right + min(tolerance, Self.lostGap * piece.height)
            let row = Self.row(piece.baseline)
            var best: (index: Int, gap: Float)?
            for candidates in [row - 1, row, row + 1].compactMap({ rows[$0] }) {
                let first = candidates.partitioningIndex { pieces[$0].left >= from }
                for candidate in candidates[first...].prefix(Self.mostCandidates) {
                    guard pieces[candidate].left <= to else { break }
                    let gap = abs(pieces[candidate].left - piece.right)
                    guard gap < best?.gap ?? .infinity, links.mayLink(index, candidate), fits(candidate, behind: index) else { continue }
                    best = (candidate, gap)
                }
            }
            if let best { links.link(index, best.index) }
        }
    }

    private static func row(_ baseline: Float) -> Int { baseline.isFinite ? Int(max(-100_000, min(100_000, baseline))) : 0 }

    private func fits(_ next: Int, behind index: Int) -> Bool {
        let (before, piece) = (pieces[index], pieces[next])
        guard before.endsRun, piece.startsRun, abs(before.baseline - piece.baseline) <= 0.5 else { return false }
        let gap = piece.left - before.right
        let areSmall = endsSmall(before) && (piece.elements.first?.scalars.first?.isSmall ?? false)
        guard gap > -Self.jointOverlap * before.height else { return false }
        if gap <= (areSmall ? Self.letterJoint : Self.joint) * before.height { return true }
        // The hole of a lost glyph, between runs that are drawn one after the other.
        return areSmall && piece.run == before.run + 1 && gap > Self.wordGap * before.height && gap < Self.lostGap * before.height
            && (before.drawsSpaces || piece.drawsSpaces)
    }
}

extension [Int] {
    /// The first position whose element fits, in an array where all that do stand behind all that do not.
    fileprivate func partitioningIndex(_ fits: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if fits(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
