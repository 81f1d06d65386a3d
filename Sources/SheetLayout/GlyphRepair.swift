/// Puts back the letters that ligature glyphs hide.
///
/// Seen in print-outs of Windows' PDF printer and of macOS: the `f` of Cambria's ligatures comes as U+03D0, or as
/// `(cid:976)`, or as U+FFFD, or as nothing but its gap; other producers give the ligatures U+FB00 to U+FB04.
enum GlyphRepair {
    /// Stands for a glyph that has no text.
    static let lost: Unicode.Scalar = "\u{FFFD}"

    /// The word with ligatures taken apart, zero-width characters dropped and `e` + diaeresis composed.
    static func repaired(_ all: [Unicode.Scalar]) -> String {
        if let plain = ascii(all) { return plain }
        var result = String.UnicodeScalarView()
        var index = 0
        while index < all.count {
            let scalar = all[index]
            switch scalar.value {
            case 0x3D0: result.append("f")
            case 0xFB00: result.append(contentsOf: "ff".unicodeScalars)
            case 0xFB01: result.append(contentsOf: "fi".unicodeScalars)
            case 0xFB02: result.append(contentsOf: "fl".unicodeScalars)
            case 0xFB03: result.append(contentsOf: "ffi".unicodeScalars)
            case 0xFB04: result.append(contentsOf: "ffl".unicodeScalars)
            case 0xFB05, 0xFB06: result.append(contentsOf: "st".unicodeScalars)
            case 0x200B...0x200F, 0xFEFF, 0xAD, 0..<0x20: break
            case 0x2018, 0x2019, 0x02BC: result.append("'")
            case 0x2010, 0x2011: result.append("-")
            case 0x4100...0x7A00 where isSwapped(scalar, in: all):
                result.append(Unicode.Scalar(UInt8(scalar.value >> 8)))
            case 0xFFFD: result.append(contentsOf: letters(before: result.last, after: following(all, index)).unicodeScalars)
            case 0x28:
                if let (code, end) = characterIdentifier(all, at: index) {
                    if code == 976 {
                        result.append("f")
                    } else {
                        result.append(contentsOf: letters(before: result.last, after: end < all.count ? all[end] : nil).unicodeScalars)
                    }
                    index = end
                    continue
                }
                result.append(scalar)
            default: result.append(scalar)
            }
            index += 1
        }
        return String(result)
    }

    /// The word if there is nothing to repair: ASCII and no `(cid:`.
    private static func ascii(_ all: [Unicode.Scalar]) -> String? {
        guard all.allSatisfy({ $0.value < 0x80 && $0 != "(" }) else { return nil }
        return String(unsafeUninitializedCapacity: all.count) { bytes in
            for (index, scalar) in all.enumerated() { bytes[index] = UInt8(truncatingIfNeeded: scalar.value) }
            return all.count
        }
    }

    /// A Latin letter whose two bytes a writer swapped (U+6600 for `f`), as the letters around it show.
    private static func isSwapped(_ scalar: Unicode.Scalar, in word: [Unicode.Scalar]) -> Bool {
        guard scalar.value & 0xFF == 0, let letter = Unicode.Scalar(scalar.value >> 8), letter.properties.isAlphabetic else { return false }
        return word.contains { $0.isASCII && $0.properties.isAlphabetic }
    }

    /// What most likely stood where a glyph is lost: an `f` or one of its ligatures between letters, nothing elsewhere.
    private static func letters(before: Unicode.Scalar?, after: Unicode.Scalar?) -> String {
        guard let before, let after, before.properties.isAlphabetic, after.properties.isLowercase else { return "" }
        return "f"
    }

    private static func following(_ all: [Unicode.Scalar], _ index: Int) -> Unicode.Scalar? {
        index + 1 < all.count ? all[index + 1] : nil
    }

    /// Reads `(cid:976)`, as some writers of text layers put for a glyph they cannot name.
    private static func characterIdentifier(_ all: [Unicode.Scalar], at start: Int) -> (code: Int, end: Int)? {
        let opening: [Unicode.Scalar] = ["(", "c", "i", "d", ":"]
        guard start + 6 < all.count, Array(all[start..<start + 5]) == opening else { return nil }
        var code = 0
        var index = start + 5
        while index < all.count, let digit = all[index].properties.numericType == .decimal ? Int(all[index].value) - 48 : nil,
            (0...9).contains(digit), code < 100_000
        {
            code = code * 10 + digit
            index += 1
        }
        return index > start + 5 && index < all.count && all[index] == ")" ? (code, index + 1) : nil
    }
}
