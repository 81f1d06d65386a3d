import PDFReaderProtocol

extension PageText {
    /// Reads the payload of a `page` answer. Nil unless it is exactly one page: finite coordinates within 100,000 points, Unicode
    /// scalars, no empty run, every glyph in a run.
    package init?(index: Int, payload: [UInt8]) {
        let decoded = payload.withUnsafeBytes { bytes -> PageText? in
            guard let header = PageHeader(bytes), header.width.isCoordinate, header.height.isCoordinate else { return nil }
            let (runCount, glyphCount) = (Int(header.runCount), Int(header.glyphCount))
            let glyphStart = PageHeader.size + runCount * PackedRun.size
            guard bytes.count == glyphStart + glyphCount * PackedGlyph.size else { return nil }
            guard let runs = Self.runs(bytes, count: runCount, glyphCount: glyphCount),
                let glyphs = Self.glyphs(UnsafeRawBufferPointer(rebasing: bytes[glyphStart...]), count: glyphCount)
            else { return nil }
            return PageText(index: index, width: header.width, height: header.height, runs: runs, glyphs: glyphs)
        }
        guard let decoded else { return nil }
        self = decoded
    }

    private static func runs(_ bytes: UnsafeRawBufferPointer, count: Int, glyphCount: Int) -> [TextRun]? {
        var runs: [TextRun] = []
        runs.reserveCapacity(count)
        var start = 0
        for index in 0..<count {
            let run = PackedRun(bytes, at: PageHeader.size + index * PackedRun.size)
            let end = start + Int(run.glyphCount)
            guard start < end, end <= glyphCount, run.baseline.isCoordinate, run.height.isCoordinate else { return nil }
            runs.append(
                TextRun(
                    glyphs: start..<end, baseline: run.baseline, height: run.height, isUpright: run.flags & PackedRun.upright != 0))
            start = end
        }
        return start == glyphCount ? runs : nil
    }

    private static func glyphs(_ bytes: UnsafeRawBufferPointer, count: Int) -> [TextGlyph]? {
        var areValid = true
        let glyphs = [TextGlyph](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            for index in 0..<count {
                let glyph = PackedGlyph(bytes, at: index * PackedGlyph.size)
                areValid = areValid && glyph.left.isCoordinate && glyph.right.isCoordinate && Unicode.Scalar(glyph.scalar) != nil
                buffer.initializeElement(at: index, to: TextGlyph(scalar: glyph.scalar, left: glyph.left, right: glyph.right))
            }
            initializedCount = count
        }
        return areValid ? glyphs : nil
    }
}

extension Float {
    /// False for what is no number, too.
    fileprivate var isCoordinate: Bool { abs(self) <= 100_000 }
}
