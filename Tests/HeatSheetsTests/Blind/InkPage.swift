import PDFPages

/// A page whose glyphs can be changed, moved and taken away one by one.
struct InkPage {
    struct Run {
        var glyphs: [TextGlyph]
        var baseline: Float
        var height: Float
        var isUpright: Bool
    }

    var index: Int
    var width: Float
    var height: Float
    var runs: [Run]

    init(_ page: PageText) {
        (index, width, height) = (page.index, page.width, page.height)
        runs = page.runs.map {
            Run(glyphs: Array(page.glyphs[$0.glyphs]), baseline: $0.baseline, height: $0.height, isUpright: $0.isUpright)
        }
    }

    /// The page as a document has it; runs without glyphs are none.
    var page: PageText {
        var page = PageText(index: index, width: width, height: height)
        for run in runs where !run.glyphs.isEmpty {
            let start = page.glyphs.count
            page.glyphs += run.glyphs
            page.runs.append(
                TextRun(glyphs: start..<page.glyphs.count, baseline: run.baseline, height: run.height, isUpright: run.isUpright))
        }
        return page
    }

    /// Where a glyph is: the position of its run, and its own in the run.
    struct GlyphID: Hashable {
        var run: Int
        var glyph: Int
    }

    subscript(id: GlyphID) -> TextGlyph {
        get { runs[id.run].glyphs[id.glyph] }
        set { runs[id.run].glyphs[id.glyph] = newValue }
    }

    /// Moves glyphs to the right, and the spaces between those that move alike. A run that is torn apart by that becomes several.
    mutating func move(_ shifts: [GlyphID: Float]) {
        runs = runs.enumerated().flatMap { index, run in
            var parts: [Run] = []
            var spaces: [TextGlyph] = []
            var last: Float?
            for (number, glyph) in run.glyphs.enumerated() {
                var glyph = glyph
                guard Unicode.Scalar(glyph.scalar)?.properties.isWhitespace != true else {
                    spaces.append(glyph)
                    continue
                }
                let shift = shifts[GlyphID(run: index, glyph: number)] ?? 0
                if shift != last {
                    parts.append(Run(glyphs: [], baseline: run.baseline, height: run.height, isUpright: run.isUpright))
                } else {
                    for var space in spaces {
                        space.move(shift)
                        parts[parts.count - 1].glyphs.append(space)
                    }
                }
                glyph.move(shift)
                parts[parts.count - 1].glyphs.append(glyph)
                spaces = []
                last = shift
            }
            return parts
        }
    }

    /// Takes glyphs away. What stood before and behind them in their run is no longer drawn in one go.
    mutating func remove(_ ids: Set<GlyphID>) {
        runs = runs.enumerated().flatMap { index, run in
            run.glyphs.indices.split { ids.contains(GlyphID(run: index, glyph: $0)) }.map { part in
                Run(
                    glyphs: Array(run.glyphs[part.startIndex..<part.endIndex]), baseline: run.baseline, height: run.height,
                    isUpright: run.isUpright)
            }
        }
    }
}

extension TextGlyph {
    /// Moves the glyph to the right.
    mutating func move(_ shift: Float) {
        left += shift
        right += shift
    }
}

// MARK: - Words

/// What stands on one baseline, from left to right.
struct InkLine {
    var baseline: Float
    var words: [InkWord]
}

/// Glyphs with no space between them.
struct InkWord {
    var text: String
    var glyphs: [InkPage.GlyphID]
    var left: Float
    var right: Float
    var height: Float

    var middle: Float { (left + right) / 2 }
}

extension InkPage {
    /// The lines of text from the top down; watermarks and what is written upwards are left out.
    func lines() -> [InkLine] {
        let upright = runs.indices.filter { runs[$0].isUpright && runs[$0].baseline.isFinite }.sorted {
            runs[$0].baseline < runs[$1].baseline
        }
        var lines: [(baseline: Float, runs: [Int])] = []
        for run in upright {
            if let last = lines.last, runs[run].baseline - last.baseline < 2 {
                lines[lines.count - 1].runs.append(run)
            } else {
                lines.append((runs[run].baseline, [run]))
            }
        }
        return lines.map { InkLine(baseline: $0.baseline, words: words(of: $0.runs)) }
    }

    private func words(of runs: [Int]) -> [InkWord] {
        let ids = runs.flatMap { run in self.runs[run].glyphs.indices.map { GlyphID(run: run, glyph: $0) } }.sorted {
            self[$0].left < self[$1].left
        }
        var words: [InkWord] = []
        var isApart = true
        for id in ids {
            let (glyph, height) = (self[id], self.runs[id.run].height)
            guard let scalar = Unicode.Scalar(glyph.scalar), !scalar.properties.isWhitespace else {
                isApart = true
                continue
            }
            if !isApart, let last = words.indices.last, glyph.left - words[last].right < 0.13 * height {
                words[last].text.unicodeScalars.append(scalar)
                words[last].glyphs.append(id)
                words[last].right = max(words[last].right, glyph.right)
            } else {
                words.append(InkWord(text: String(scalar), glyphs: [id], left: glyph.left, right: glyph.right, height: height))
            }
            isApart = false
        }
        return words
    }
}
