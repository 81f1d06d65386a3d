extension String {
    /// Without the characters that a column or a page could choke on, and no longer than `length`.
    func storable(_ length: Int) -> String {
        let cleaned =
            unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            ? String(map { $0.isNewline || $0 < " " || $0 == "\u{7F}" ? " " : $0 }) : self
        // PostgreSQL counts code points.
        guard cleaned.unicodeScalars.count > length else { return cleaned }
        return String(String.UnicodeScalarView(cleaned.unicodeScalars.prefix(length)))
    }
}
