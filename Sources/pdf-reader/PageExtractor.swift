import CPDFium
import PDFReaderProtocol

/// Turns the text of a page into runs and glyphs. Keeps its buffers, so that the next page needs no new memory.
struct PageExtractor {
    private(set) var runs: [PackedRun] = []
    private(set) var glyphs: [PackedGlyph] = []

    private var current = TextState()
    /// Glyphs of the runs before the current one.
    private var finishedGlyphs = 0
    /// Where the characters of the last glyph start.
    private var firstOfGlyph = 0

    /// What the glyphs of a run have in common, in PDFium's coordinates.
    private struct TextState {
        var object: FPDF_PAGEOBJECT?
        var baseline = 0.0
        var top: Float = 0
        var bottom: Float = 0
        var isUpright = true
    }

    /// Coordinates beyond these bounds are on no page of this world, and sums of them would lose their meaning.
    private static let bound: Float = 100_000

    /// Reads a page into `runs` and `glyphs`; nil if PDFium cannot load it, or its size is absurd.
    mutating func read(page index: Int32, of document: OpenDocument) -> PageHeader? {
        runs.removeAll(keepingCapacity: true)
        glyphs.removeAll(keepingCapacity: true)
        finishedGlyphs = 0
        firstOfGlyph = 0
        current = TextState()
        guard let page = document.uprightPage(index) else { return nil }
        defer { FPDF_ClosePage(page.handle) }
        guard page.frame.width <= Self.bound, page.frame.height <= Self.bound else { return nil }
        if let text = FPDFText_LoadPage(page.handle) {
            defer { FPDFText_ClosePage(text) }
            extract(text, page.frame)
        }
        return PageHeader(
            width: page.frame.width, height: page.frame.height, runCount: UInt32(runs.count), glyphCount: UInt32(glyphs.count))
    }

    private mutating func extract(_ text: FPDF_TEXTPAGE, _ frame: DisplayFrame) {
        let count = FPDFText_CountChars(text)
        guard count > 0 else { return }
        glyphs.reserveCapacity(Int(count))
        for index in 0..<count {
            let scalar = FPDFText_GetUnicode(text, index)
            // PDFium adds spaces and line ends of its own, by its idea of the layout.
            if scalar <= 0x20, FPDFText_IsGenerated(text, index) != 0 { continue }

            var box = FS_RECTF()
            guard FPDFText_GetLooseCharBox(text, index, &box) != 0 else { continue }
            let object = FPDFText_GetTextObject(text, index)
            if object != current.object {
                startRun(text, index, object, box, frame)
            } else if current.isUpright, box.bottom != current.bottom || box.top != current.top {
                continueOnBaseline(text, index, box, frame)
            }

            var (left, right) = (frame.x(box.left), frame.x(box.right))
            if !current.isUpright { (left, right) = extentOfTurnedGlyph(text, index, frame) }
            guard abs(left) <= Self.bound, abs(right) <= Self.bound else { continue }  // nor is what is no number
            append(PackedGlyph(scalar: Self.unicode(scalar), left: left, right: max(left, right)))
        }
        finishRun()
    }

    private mutating func startRun(
        _ text: FPDF_TEXTPAGE, _ index: Int32, _ object: FPDF_PAGEOBJECT?, _ box: FS_RECTF, _ frame: DisplayFrame
    ) {
        finishRun()
        var (x, y) = (0.0, 0.0)
        var matrix = FS_MATRIX(a: 1, b: 0, c: 0, d: 1, e: 0, f: 0)
        FPDFText_GetCharOrigin(text, index, &x, &y)
        FPDFText_GetMatrix(text, index, &matrix)
        // Level within 3 degrees, as in the text layer of a page that lay a little askew on the scanner.
        let isUpright = matrix.a > 0 && abs(matrix.b) < matrix.a * 0.05
        current = TextState(object: object, baseline: y, top: box.top, bottom: box.bottom, isUpright: isUpright)
        var (baseline, height) = (frame.y(Float(y)), lineHeight(text, index, matrix) ?? box.top - box.bottom)
        if !(abs(baseline) <= Self.bound) { baseline = -Self.bound }
        if !(abs(height) <= Self.bound) { height = 0 }
        runs.append(
            PackedRun(glyphCount: 0, baseline: baseline, height: max(0, height), flags: isUpright ? PackedRun.upright : 0))
    }

    /// How tall a line of the run's type is. Not by the font's own ascent and descent: some writers put any number there.
    private func lineHeight(_ text: FPDF_TEXTPAGE, _ index: Int32, _ matrix: FS_MATRIX) -> Float? {
        let height = Float(FPDFText_GetFontSize(text, index)) * (matrix.c * matrix.c + matrix.d * matrix.d).squareRoot() * Self.linesPerEm
        return height > 0 && height.isFinite ? height : nil
    }

    /// From ascent to descent in units of the type's size, as in most text fonts.
    private static let linesPerEm: Float = 1.17

    /// A glyph's box may differ from its neighbour's though both stand on one baseline: PDFium gives the box of the ink where the
    /// font has no ascent and descent.
    private mutating func continueOnBaseline(_ text: FPDF_TEXTPAGE, _ index: Int32, _ box: FS_RECTF, _ frame: DisplayFrame) {
        var (x, y) = (0.0, 0.0)
        FPDFText_GetCharOrigin(text, index, &x, &y)
        if abs(y - current.baseline) > 0.01 {
            startRun(text, index, current.object, box, frame)
        } else {
            (current.top, current.bottom) = (box.top, box.bottom)
        }
    }

    /// Characters that come one after the other with the same box are one glyph: a ligature, or a pair of surrogates.
    private mutating func append(_ glyph: PackedGlyph) {
        let isOfSameGlyph =
            glyphs.count > firstOfGlyph && glyph.left == glyphs[firstOfGlyph].left && glyph.right == glyphs[firstOfGlyph].right
            && glyph.left < glyph.right && current.isUpright
        if !isOfSameGlyph { finishGlyph() }
        glyphs.append(glyph)
    }

    /// Gives each character of a glyph its share of the width.
    private mutating func finishGlyph() {
        if glyphs.count - firstOfGlyph > 1 {
            joinSurrogates()
            let (left, right) = (glyphs[firstOfGlyph].left, glyphs[firstOfGlyph].right)
            let share = (right - left) / Float(glyphs.count - firstOfGlyph)
            for index in firstOfGlyph..<glyphs.count {
                glyphs[index].left = left + share * Float(index - firstOfGlyph)
                if index > firstOfGlyph { glyphs[index - 1].right = glyphs[index].left }
            }
        } else if firstOfGlyph < glyphs.count, Unicode.Scalar(glyphs[firstOfGlyph].scalar) == nil {
            glyphs[firstOfGlyph].scalar = 0xFFFD
        }
        firstOfGlyph = glyphs.count
    }

    /// What a font maps beyond U+FFFF comes as two halves of UTF-16; a half alone means nothing.
    private mutating func joinSurrogates() {
        let characters = glyphs[firstOfGlyph...]
        guard let glyph = characters.first, characters.contains(where: { Unicode.Scalar($0.scalar) == nil }) else { return }
        let units = characters.flatMap { character in
            Unicode.Scalar(character.scalar).map { Array($0.utf16) } ?? [UInt16(truncatingIfNeeded: character.scalar)]
        }
        glyphs.removeSubrange(firstOfGlyph...)
        for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
            glyphs.append(PackedGlyph(scalar: scalar.value, left: glyph.left, right: glyph.right))
        }
    }

    private mutating func finishRun() {
        finishGlyph()
        guard !runs.isEmpty else { return }
        let count = glyphs.count - finishedGlyphs
        finishedGlyphs = glyphs.count
        if count == 0 {
            runs.removeLast()
        } else {
            runs[runs.count - 1].glyphCount = UInt32(count)
        }
    }

    /// The loose box of PDFium holds for level text only; of other text the ink has to do.
    private func extentOfTurnedGlyph(_ text: FPDF_TEXTPAGE, _ index: Int32, _ frame: DisplayFrame) -> (Float, Float) {
        var (left, right, bottom, top) = (0.0, 0.0, 0.0, 0.0)
        FPDFText_GetCharBox(text, index, &left, &right, &bottom, &top)
        return (frame.x(Float(min(left, right))), frame.x(Float(max(left, right))))
    }

    /// PDFium writes U+0002 for a hyphen at the end of a line, and 0 where it knows nothing. Surrogates are dealt with by the glyph.
    private static func unicode(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x02: 0x2D
        case 0, 0x110000...: 0xFFFD
        default: scalar
        }
    }
}
