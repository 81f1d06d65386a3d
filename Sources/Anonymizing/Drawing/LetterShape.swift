/// How a character looks: as Helvetica draws it, made wider or narrower.
enum LetterShape {
    /// Thousandths of the type's size below and above the baseline that a line takes.
    static let bottom = -212
    static let top = 905

    /// The content stream that draws a glyph of a Type 3 font, in thousandths of the type's size.
    static func drawing(_ glyph: GlyphFont.Glyph) -> String {
        let head = "\(glyph.width) 0 0 \(bottom) \(max(1, glyph.width)) \(top) d1"
        guard glyph.width > 20, !isBlank(glyph.scalar) else { return head }
        guard let letter = letter(glyph.scalar) else {
            let inset = min(60, glyph.width / 6)
            return head + " 30 w \(inset) 0 \(glyph.width - 2 * inset) 660 re S"
        }
        let scale = max(20, min(300, 100 * glyph.width / letter.width))
        let left = (glyph.width - letter.width * scale / 100) / 2
        var text = PDFContent()
        text.append(codes: [letter.code])
        return head + " BT /H 1000 Tf \(scale) Tz \(left) 0 Td "
            + String(decoding: text.bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
            + " Tj ET"
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0xFFFD || scalar.properties.isWhitespace || scalar.isMark
            || scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control
    }

    /// The character of ASCII that shows it, and its width in Helvetica. Accents are not drawn.
    private static func letter(_ scalar: Unicode.Scalar) -> (code: UInt8, width: Int)? {
        var shown = scalar
        if let latin = LatinLetter(scalar), let plain = LatinLetter(base: latin.base, accent: nil, isCapital: latin.isCapital).scalar {
            shown = plain
        }
        switch scalar.value {
        case 0x3D0: shown = "f"
        case 0x2010...0x2015, 0x2212: shown = "-"
        case 0x2018, 0x2019, 0x2BC, 0xB4: shown = "'"
        case 0x201C, 0x201D: shown = "\""
        case 0xB7, 0x2022: shown = "*"
        default: break
        }
        guard (0x21...0x7E).contains(shown.value) else { return nil }
        return (UInt8(shown.value), widths[Int(shown.value) - 0x21])
    }

    /// Of `!` to `~`, from the font's metrics as Adobe published them.
    private static let widths = [
        278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
        278,
        584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667,
        944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
        556,
        333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]
}
