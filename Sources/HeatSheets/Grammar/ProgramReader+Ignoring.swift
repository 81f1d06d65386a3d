import MeetModel

// Lines that carry no race.
extension ProgramReader {
    mutating func ignorable(_ line: Line) -> IgnoredLine? {
        let words = line.words.map { $0.text }
        if words[0] == "Legend:" || words[0] == "Legend" { isInLegend = true }
        if isInLegend, !words.contains(where: { Token.isSeed($0) }) { return PageHeader.pageNumber(words) != nil ? .pageFooter : .note }
        if isPause(words) { return .note }
        if words.allSatisfy({ Token.isBlank($0) }) { return .resultBlank }
        if PageHeader.pageNumber(words) != nil { return .pageFooter }
        if PageHeader.isProgram(words) { return .banner }
        if mode == .preamble, event != nil { return isStandard(words) ? .qualifyingStandard : .record }
        return isProse(words) ? .note : nil
    }

    private static let particles: Set<String> = [
        "de", "da", "di", "do", "du", "del", "della", "der", "den", "van", "von", "la", "le", "el", "los", "las", "ter", "ten", "bin",
        "al", "y", "e",
    ]

    /// A sentence: a sponsor's thanks, a scratch deadline. Rows have no words in lower case but the particles of names.
    func isProse(_ words: [String]) -> Bool {
        guard words.count >= 4, let first = words.first, Token.integer(first, digits: 3) == nil,
            !words.contains(where: { Token.isSeed($0) })
        else { return false }
        let plain = words.count { word in
            guard let letter = word.unicodeScalars.first, letter.properties.isLowercase, word.utf8.count > 1 else { return false }
            return !Self.particles.contains(word)
        }
        return plain >= 2 || words.contains("pts")
    }

    private static let pauses: Set<String> = ["break", "intermission", "pause", "awards", "lunch", "warm-up"]

    /// `10 minute break` between heats.
    func isPause(_ words: [String]) -> Bool {
        words.count <= 14 && words.contains { (5...12).contains($0.utf8.count) && Self.pauses.contains($0.lowercased()) }
            && !words.contains { Token.isSeed($0) }
    }

    /// `1:20.00 ALL*`: a time and the name of a standard.
    func isStandard(_ words: [String]) -> Bool {
        guard words.count <= 3, let first = words.first else { return false }
        return Token.isSeed(first)
    }
}
