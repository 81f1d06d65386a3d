package import PDFPages

/// Draws a page of text the way a report writer does: fields at positions, each a run of glyphs of one width.
package struct PageMaker: Sendable {
    package private(set) var page: PageText
    /// Height of the next run, in points; a glyph is half as wide, a space a quarter.
    package var size: Float = 8

    package init(index: Int = 0, width: Float = 612, height: Float = 792) {
        page = PageText(index: index, width: width, height: height)
    }

    /// Draws `text` as one run that begins at `x` on the baseline `y`, and returns where it ends.
    ///
    /// - Parameter drawsSpaces: false leaves gaps where the text has spaces, as some producers do.
    @discardableResult
    package mutating func text(_ x: Float, _ y: Float, _ text: String, drawsSpaces: Bool = true, isUpright: Bool = true) -> Float {
        var left = x
        var glyphs: [TextGlyph] = []
        for scalar in text.unicodeScalars {
            let right = left + width(of: scalar)
            if drawsSpaces || scalar != " " { glyphs.append(TextGlyph(scalar: scalar.value, left: left, right: right)) }
            left = right
        }
        run(glyphs, y, isUpright: isUpright)
        return left
    }

    /// The room that `text` takes, in points.
    package func width(of text: String) -> Float { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }

    private func width(of scalar: Unicode.Scalar) -> Float { scalar == " " ? size / 4 : size / 2 }

    /// Draws `text` so that it ends at `x`.
    package mutating func text(endingAt x: Float, _ y: Float, _ text: String) {
        self.text(x - width(of: text), y, text)
    }

    /// Draws every letter of `text` as a run of its own.
    package mutating func letters(_ x: Float, _ y: Float, _ text: String) {
        var left = x
        for scalar in text.unicodeScalars {
            if scalar != " " { self.text(left, y, String(scalar)) }
            left += width(of: scalar)
        }
    }

    /// Draws the fields of a row.
    package mutating func row(_ y: Float, _ fields: (x: Float, text: String)...) {
        for field in fields { text(field.x, y, field.text) }
    }

    /// Adds a run of any glyphs; one without glyphs is none.
    package mutating func run(_ glyphs: [TextGlyph], _ y: Float, isUpright: Bool = true) {
        guard !glyphs.isEmpty else { return }
        let start = page.glyphs.count
        page.glyphs += glyphs
        page.runs.append(TextRun(glyphs: start..<page.glyphs.count, baseline: y, height: size, isUpright: isUpright))
    }

    /// Adds a run as it is, whatever it refers to.
    package mutating func append(_ run: TextRun) { page.runs.append(run) }
}
