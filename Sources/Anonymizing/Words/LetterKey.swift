/// Letters made comparable one by one: each letter gives exactly one scalar, small and without its accent, so that words that differ only
/// in case and accents have one key, as long as the words themselves.
enum LetterKey {
    /// What a letter is compared by; nil if the scalar is no letter.
    static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x61...0x7A: return scalar
        case 0x41...0x5A: return Unicode.Scalar(scalar.value + 0x20)
        case 0..<0xAA: return nil
        default: break
        }
        guard scalar.properties.isAlphabetic, !scalar.isMark else { return nil }
        let small = single(scalar.properties.lowercaseMapping) ?? scalar
        return small.value < 0x2000 ? LatinLetter(small)?.base ?? small : small
    }

    /// The letters of a text, put together.
    static func key(of text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.compactMap(letter))) }

    static func single(_ text: String) -> Unicode.Scalar? {
        let scalars = text.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}

extension Unicode.Scalar {
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// A letter of lower case.
    var isSmall: Bool { isASCII ? ("a"..."z").contains(self) : properties.isLowercase }

    /// A letter of upper case.
    var isCapital: Bool { isASCII ? ("A"..."Z").contains(self) : properties.isUppercase || properties.generalCategory == .titlecaseLetter }
}
