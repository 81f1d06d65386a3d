import MeetModel

/// The words that heat sheets print whoever swims: headings, events, rounds, months, units, marks. They name nobody, so they stay.
///
/// All are compared by ``LetterKey``: letters alone, without case and accents. The tables are in `SafeWords+Tables.swift`.
enum SafeWords {
    enum Kind: Sendable, Hashable {
        /// Belongs to the sport or to the program alone, and is nobody's name.
        case certain
        /// A word of everyday language, which may stand in a name as well: it stays where nothing beside it is a name.
        case ordinary
        /// Many a person's name too (`May`, `Lane`, `Jan`): it also goes where two such words stand side by side.
        case personal
        /// What stands between the first name and the surname, or behind both: `van`, `de`, `III`.
        case particle
    }

    /// What a word is, by its key; nil for a word that is in no table.
    static func kind(of key: String) -> Kind? { all[key] }

    /// Units and marks that stand right before or behind digits: `50m`, `9:05am`, `4th`, `S10`.
    static func isGlued(_ key: String) -> Bool { glued.contains(key) }

    /// Whether a word is a month or a weekday, in full or cut short.
    static func isOfCalendar(_ key: String) -> Bool { calendar.contains(key) }

    /// Whether a word is, or begins as, one that a reader of heat sheets looks for, so that no invented word may be it.
    static func isTaken(_ key: String) -> Bool {
        all[key] != nil || glued.contains(key) || isNoTime(key)
            || key.unicodeScalars.count > 2 && calendarWords.contains { $0.hasPrefix(key) }
    }

    /// `NT`, `XNT`, `NTY`: what fills the seed column instead of a time.
    static func isNoTime(_ key: String) -> Bool {
        guard (2...5).contains(key.utf8.count) else { return false }
        var word = key[...]
        if noTimes.contains(String(word)) { return true }
        if let last = word.last, "yls".contains(last), noTimes.contains(String(word.dropLast())) { return true }
        guard word.removeFirst() == "x" else { return false }
        if let last = word.last, "yls".contains(last), noTimes.contains(String(word.dropLast())) { return true }
        return noTimes.contains(String(word))
    }

    private static let all: [String: Kind] = {
        var all: [String: Kind] = [:]
        for key in keys(certainWords) { all[key] = .certain }
        for key in keys(ordinaryWords) { all[key] = all[key] ?? .ordinary }
        for key in keys(calendarTable) { all[key] = all[key] ?? .ordinary }
        for key in keys(particles) { all[key] = all[key] == .certain ? .certain : .particle }
        for key in keys(surnames) { all[key] = .ordinary }
        for key in keys(personalWords) { all[key] = .personal }
        return all
    }()

    private static let glued = Set(keys(gluedWords))
    private static let noTimes = Set(keys(noTimeWords))
    private static let calendarWords = keys(calendarTable)
    private static let calendar = Set(calendarWords)

    private static func keys(_ table: String) -> [String] {
        table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { LetterKey.key(of: String($0)) }.filter { !$0.isEmpty }
    }
}
