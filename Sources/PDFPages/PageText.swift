/// The positioned text of one page, as the page's own content stream draws it.
///
/// Coordinates are points (1/72 inch) of the page as it is displayed (rotation and crop box applied): x grows to the
/// right, y grows **down** from the top edge. Runs stand in content-stream order, which is not reading order.
package struct PageText: Sendable, Hashable {
    /// Zero-based position of the page in its document.
    package var index: Int
    package var width: Float
    package var height: Float
    package var runs: [TextRun]
    package var glyphs: [TextGlyph]
    /// Whether the page is in the document's list of pages but cannot be loaded. It then has no size and no text.
    package var isDamaged = false

    package init(index: Int, width: Float, height: Float, runs: [TextRun] = [], glyphs: [TextGlyph] = []) {
        self.index = index
        self.width = width
        self.height = height
        self.runs = runs
        self.glyphs = glyphs
    }
}

/// Glyphs that one text object of the PDF draws on one baseline. A field of a report is usually one run, but a producer may
/// cut a word into several runs, or draw several fields in one.
package struct TextRun: Sendable, Hashable {
    /// The run's glyphs, as a range of `PageText.glyphs`; never empty.
    package var glyphs: Range<Int>
    /// Distance of the baseline from the top edge of the page.
    package var baseline: Float
    /// Height of a line of the run's type, from ascent to descent, in points as displayed: 1.17 times the size of the type.
    package var height: Float
    /// Whether the run is drawn along the horizontal axis, left to right. Watermarks and margin notes are not.
    package var isUpright: Bool

    package init(glyphs: Range<Int>, baseline: Float, height: Float, isUpright: Bool = true) {
        self.glyphs = glyphs
        self.baseline = baseline
        self.height = height
        self.isUpright = isUpright
    }
}

/// One character with the horizontal space it takes.
package struct TextGlyph: Sendable, Hashable {
    /// The Unicode scalar value the PDF gives for the glyph; U+FFFD where it gives none.
    package var scalar: UInt32
    /// The origin of the glyph, or the left edge of its ink where that reaches further (by some tenths of a point).
    package var left: Float
    /// The origin of a glyph that would follow, which is the origin plus the advance width, or the right edge of its ink likewise.
    package var right: Float

    package init(scalar: UInt32, left: Float, right: Float) {
        self.scalar = scalar
        self.left = left
        self.right = right
    }
}
