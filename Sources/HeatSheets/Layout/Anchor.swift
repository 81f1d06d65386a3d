/// The words that open a block of a heat sheet, in the languages its makers print.
enum Anchor {
    /// Words before an event's number.
    static let event: Set<String> = [
        "event", "events", "ev", "ev.", "evt", "épreuve", "epreuve", "wettkampf", "wk", "prueba", "prova", "gara", "programmanummer",
        "gren", "løb", "øvelse", "heat-event", "prüfung", "nummer", "programme", "programma", "race", "konkurencja", "disciplína",
    ]
    /// Words before a heat's number.
    static let heat: Set<String> = [
        "heat", "heats", "lauf", "série", "serie", "batteria", "manche", "series", "flight", "section", "eliminatoria", "seria",
        "rozplavba",
    ]

    static func isEventWord(_ word: String) -> Bool { isOne(of: event, word) }
    static func isHeatWord(_ word: String) -> Bool { isOne(of: heat, word) }

    private static func isOne(of set: Set<String>, _ word: String) -> Bool {
        guard word.utf8.count >= 2, word.utf8.count <= 16, !Token.startsWithDigit(word) else { return false }
        return set.contains(word.lowercased())
    }

    /// Whether `Event 12`, `#12`, `Heat 3` or `Alternates` starts at `index`.
    static func begins(_ words: some RandomAccessCollection<Word>) -> Bool {
        guard let first = words.first?.text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "#"):
            guard let word = words.first?.text else { return false }
            if word.utf8.count > 1 { return Token.startsWithDigit(word.dropFirst()) }
            return words.dropFirst().first.map { $0.startsWithDigit } ?? false
        case 0x30...0x39: return false
        default:
            guard let word = words.first?.text else { return false }
            if word == "Alternates" { return true }
            guard let next = words.dropFirst().first?.text else { return false }
            let number = next.hasPrefix("#") ? next.dropFirst() : next[...]
            return Token.startsWithDigit(number) && number.utf8.count <= 6 && (isEventWord(word) || isHeatWord(word))
        }
    }
}
