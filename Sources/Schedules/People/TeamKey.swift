import MeetModel

/// A team made comparable: `ABC-XX`, `ABC` and `ABC Swim Club` may be one team, `ABC-XX` and `ABC-YY` are two.
struct TeamKey: Sendable, Hashable {
    /// Folded, without LSC and para class.
    var name: String
    /// The two letters of the local committee (LSC) behind a code.
    var lsc: String?
    /// First letters of its words, for names of several words.
    var initials: String
    var firstWord: String
    /// A short code rather than a name.
    var isCode: Bool

    /// Nil for nothing and for marks only.
    init?(_ text: String?) {
        guard var rest = text.map({ Substring($0) }) else { return nil }
        // Sheets of para meets print the swimmer's class before the team: `SB8-PSRT-NI`.
        if let dash = rest.firstIndex(of: "-"), Self.isClass(rest[..<dash]) { rest = rest[rest.index(after: dash)...] }
        var code = rest
        var lsc: String?
        if let dash = rest.lastIndex(of: "-") {
            let (head, tail) = (rest[..<dash], rest[rest.index(after: dash)...])
            if !head.isEmpty, head.count <= 16, tail.count == 2, tail.allSatisfy({ $0.isUppercase && $0.isASCII }) {
                code = head
                lsc = tail.lowercased()
            }
        }
        let words = code.split { !$0.isLetter && !$0.isNumber }.map { NameLetters.key(of: String($0)) }
        name = words.joined()
        guard !name.isEmpty else { return nil }
        self.lsc = lsc
        initials = words.count > 1 ? String(words.compactMap(\.first)) : ""
        firstWord = words.first ?? ""
        isCode = words.count == 1 && name.count <= 5
    }

    private static func isClass(_ text: Substring) -> Bool {
        let letters = text.prefix { $0.isLetter }
        let digits = text.dropFirst(letters.count)
        return ["S", "SB", "SM"].contains(letters) && !digits.isEmpty && digits.count <= 2 && digits.allSatisfy(\.isNumber)
    }

    /// Whether both may be one team, by their spelling alone.
    func agrees(with other: TeamKey) -> Bool {
        if let lsc, let theirs = other.lsc, lsc != theirs { return false }
        if name == other.name { return true }
        let (shorter, longer) = name.count <= other.name.count ? (self, other) : (other, self)
        // Names are cut at 16 characters, spaces included.
        if shorter.name.count >= 12, longer.name.hasPrefix(shorter.name) { return true }
        guard shorter.isCode, !longer.isCode else { return false }
        return longer.firstWord == shorter.name || (shorter.name.count >= 2 && longer.initials.hasPrefix(shorter.name))
    }

    /// Whether different spellings prove different teams: two codes, or two names. A code and a name prove nothing.
    func isComparable(with other: TeamKey) -> Bool { isCode == other.isCode || agrees(with: other) }
}
