import PDFPages

/// Draws pages of positioned text as a new PDF: the same runs in the same order, every glyph in its place. Nothing else is in the file:
/// no pictures, lines, notes, attachments, nor anything about who made it.
struct PageDrawing {
    private var file = PDFFile()
    private var fonts: [GlyphFont] = []
    /// Only the latest fonts are looked at for room, so that a hostile document costs no more than a long one.
    private static let fontsInUse = 6
    private static let linesPerEm = 1.17

    /// A PDF whose text reads as `pages` do. Runs that are not upright are left out; a page that is damaged is empty.
    static func pdf(_ pages: [PageText]) -> [UInt8] {
        var drawing = PageDrawing()
        return drawing.draw(pages)
    }

    private mutating func draw(_ pages: [PageText]) -> [UInt8] {
        let (root, tree, resources, letters) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
        var kids: [Int] = []
        for page in pages {
            let (number, content) = (file.reserve(), file.reserve())
            let (width, height) = (Self.side(page.width, instead: 612), Self.side(page.height, instead: 792))
            file.write(content, stream: self.content(page, height: height))
            file.write(
                number,
                "<</Type/Page/Parent \(tree) 0 R/MediaBox[0 0 \(PDFContent.text(width)) \(PDFContent.text(height))]"
                    + "/Resources \(resources) 0 R/Contents \(content) 0 R>>")
            kids.append(number)
        }
        var names = ""
        for (index, font) in fonts.enumerated() {
            let number = file.reserve()
            font.write(to: &file, as: number, letters: letters)
            names += "/F\(index) \(number) 0 R"
        }
        file.write(root, "<</Type/Catalog/Pages \(tree) 0 R>>")
        file.write(tree, "<</Type/Pages/Kids[\(kids.map { "\($0) 0 R" }.joined(separator: " "))]/Count \(kids.count)>>")
        file.write(resources, "<</Font<<\(names)>>>>")
        file.write(letters, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        file.finish(root: root)
        return file.bytes
    }

    private static func side(_ length: Float, instead: Double) -> Double { length.isFinite && length >= 1 ? Double(length) : instead }

    private mutating func content(_ page: PageText, height: Double) -> [UInt8] {
        var content = PDFContent()
        for run in page.runs where run.isUpright {
            var glyphs = page.glyphs[run.glyphs.clamped(to: 0..<page.glyphs.count)]
            while !glyphs.isEmpty {
                let part = glyphs.prefix(100)
                // Only a run of more than a hundred different glyphs would have to be cut.
                if glyphs.count > part.count, draw(glyphs, run, height, &content) { break }
                if !draw(part, run, height, &content) { break }
                glyphs = glyphs.dropFirst(part.count)
            }
        }
        return content.bytes
    }

    /// False if no font has room for so many different glyphs.
    private mutating func draw(_ glyphs: ArraySlice<TextGlyph>, _ run: TextRun, _ height: Double, _ content: inout PDFContent) -> Bool {
        guard let first = glyphs.first else { return true }
        let size = max(0.5, min(2000, (run.height.isFinite ? Double(run.height) : 1) / Self.linesPerEm))
        let drawn = glyphs.map { glyph in
            let width = (Double(glyph.right) - Double(glyph.left)) * 1000 / size
            return GlyphFont.Glyph(
                scalar: Unicode.Scalar(glyph.scalar) ?? "\u{FFFD}", width: width.isFinite ? Int(max(0, min(30_000, width.rounded()))) : 0)
        }
        guard let (font, codes) = font(for: drawn) else { return false }
        content.append("BT /F\(font) ")
        // To a hundredth of what the eye sees: height is 1.17 times the size.
        content.append(size)
        content.append(" Tf ")
        content.append(Double(first.left))
        content.append(" ")
        content.append(height - Double(run.baseline))
        content.append(" Td [")
        var pen = Double(first.left)
        var string: [UInt8] = []
        for (position, glyph) in glyphs.enumerated() {
            // Thousandths of the size to go back.
            let adjustment = ((pen - Double(glyph.left)) * 1000 / size * 1000).rounded() / 1000
            if abs(adjustment) > 0.4 {
                if !string.isEmpty { content.append(codes: string) }
                string = []
                content.append(adjustment)
                pen -= adjustment * size / 1000
            }
            string.append(codes[position])
            pen += Double(drawn[position].width) * size / 1000
        }
        if !string.isEmpty { content.append(codes: string) }
        content.append("] TJ ET\n")
        return true
    }

    private mutating func font(for glyphs: [GlyphFont.Glyph]) -> (font: Int, codes: [UInt8])? {
        let recent = fonts.indices.suffix(Self.fontsInUse)
        for index in recent where glyphs.allSatisfy({ fonts[index].codes[$0] != nil }) {
            if let codes = fonts[index].codes(for: glyphs) { return (index, codes) }
        }
        for index in recent { if let codes = fonts[index].codes(for: glyphs) { return (index, codes) } }
        var font = GlyphFont()
        guard let codes = font.codes(for: glyphs) else { return nil }
        fonts.append(font)
        return (fonts.count - 1, codes)
    }
}
