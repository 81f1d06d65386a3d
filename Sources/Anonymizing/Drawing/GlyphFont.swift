/// A font of our own (Type 3): each code is one character in one width, drawn as a letter of Helvetica fitted into it. So every glyph
/// takes the very space that it takes in the document it is drawn after, and gives the same character back.
struct GlyphFont {
    /// A character and its advance in thousandths of the type's size.
    struct Glyph: Hashable {
        var scalar: Unicode.Scalar
        var width: Int
    }

    private(set) var codes: [Glyph: UInt8] = [:]
    private var glyphs: [UInt8: Glyph] = [:]
    private var nextFree: UInt8? = 0x80

    /// The codes of all the glyphs, adding those that are not there yet; nil if there is no room for them, and then none is added.
    mutating func codes(for run: [Glyph]) -> [UInt8]? {
        let before = self
        var result: [UInt8] = []
        result.reserveCapacity(run.count)
        for glyph in run {
            guard let code = codes[glyph] ?? add(glyph) else {
                self = before
                return nil
            }
            result.append(code)
        }
        return result
    }

    /// ASCII keeps its code where it can, so that the file's bytes show what it says; no letter's code ever stands for anything else.
    private mutating func add(_ glyph: Glyph) -> UInt8? {
        var code: UInt8?
        if glyph.scalar.isASCII, (0x20...0x7E).contains(glyph.scalar.value), glyphs[UInt8(glyph.scalar.value)] == nil {
            code = UInt8(glyph.scalar.value)
        } else if let free = nextFree {
            code = free
            nextFree = free == 0xFF ? nil : free + 1
        }
        guard let code else { return nil }
        codes[glyph] = code
        glyphs[code] = glyph
        return code
    }

    /// Writes the font as object `number`. `letters` is the object of the font that the shapes are taken from.
    func write(to file: inout PDFFile, as number: Int, letters: Int) {
        let used = glyphs.sorted { $0.key < $1.key }
        guard let first = used.first?.key, let last = used.last?.key else { return file.write(number, "null") }
        var shapes = ""
        var differences = ""
        for (code, glyph) in used {
            let shape = file.reserve()
            file.write(shape, stream: Array(LetterShape.drawing(glyph).utf8))
            shapes += "/g\(code) \(shape) 0 R"
            differences += " \(code)/g\(code)"
        }
        let widths = (first...last).map { String(glyphs[$0]?.width ?? 0) }.joined(separator: " ")
        let map = file.reserve()
        file.write(map, stream: Array(Self.unicodeMap(used).utf8))
        file.write(
            number,
            "<</Type/Font/Subtype/Type3/FontBBox[0 \(LetterShape.bottom) 1000 \(LetterShape.top)]/FontMatrix[.001 0 0 .001 0 0]"
                + "/FirstChar \(first)/LastChar \(last)/Widths[\(widths)]"
                + "/Encoding<</Type/Encoding/Differences[\(differences)]>>/CharProcs<<\(shapes)>>"
                + "/Resources<</Font<</H \(letters) 0 R>>>>/ToUnicode \(map) 0 R>>")
    }

    private static func unicodeMap(_ used: [(key: UInt8, value: Glyph)]) -> String {
        var map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CMapName /U def /CMapType 2 def
            1 begincodespacerange <00> <FF> endcodespacerange

            """
        for start in stride(from: 0, to: used.count, by: 100) {
            let part = used[start..<min(start + 100, used.count)]
            map += "\(part.count) beginbfchar\n"
            for (code, glyph) in part {
                let units = String(glyph.scalar).utf16.map { hexadecimal(Int($0), digits: 4) }.joined()
                map += "<\(hexadecimal(Int(code), digits: 2))> <\(units)>\n"
            }
            map += "endbfchar\n"
        }
        return map + "endcmap CMapName currentdict /CMap defineresource pop end end"
    }

    private static func hexadecimal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
