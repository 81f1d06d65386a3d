import MeetModel

/// The UIDs of a calendar's races, by position.
///
/// A UID is made of meet, session, event, round and swimmer only, so that a race keeps it when a later print moves it to
/// another heat, lane or time. Swims that agree in all of these (one swimmer in two relays of an event, two swimmers of one
/// name) are told apart by team and letter, and after that by their order.
package struct CalendarIdentifiers {
    private var identifiers: [String] = []

    package init(_ races: [Race]) {
        var positions: [String: [Int]] = [:]
        for (index, race) in races.enumerated() { positions[Self.key(race), default: []].append(index) }
        identifiers = Array(repeating: "", count: races.count)
        for (key, indexes) in positions {
            let ordered = indexes.sorted { Self.isBefore(races[$0], races[$1], $0 < $1) }
            for (ordinal, index) in ordered.enumerated() {
                identifiers[index] = Self.hash(ordinal == 0 ? key : key + "\u{1F}\(ordinal)") + "@heatsync"
            }
        }
    }

    package subscript(index: Int) -> String { identifiers[index] }

    /// The UID's part before the `@`: 32 hexadecimal digits, which name the race outside of calendars, too.
    package func name(at index: Int) -> String { String(identifiers[index].prefix { $0 != "@" }) }

    private static func key(_ race: Race) -> String {
        let session = race.sessionName ?? race.sessionOrder.map { "session \($0)" } ?? ""
        let event = race.eventNumber ?? race.eventName
        return [race.meetName ?? "", session, event, round(race.round), race.displayName].map(folded).joined(separator: "\u{1F}")
    }

    /// The final that a swimmer may qualify for is the same race once it is the `B Final`.
    private static func round(_ text: String?) -> String {
        let words = folded(text ?? "")
        if words.contains("semi") { return "semifinal" }
        return words.contains("final") ? "final" : words
    }

    /// Letters and digits only, without case: another print may space or punctuate the same words otherwise.
    private static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
    }

    private static func isBefore(_ a: Race, _ b: Race, _ otherwise: Bool) -> Bool {
        let (first, second) = (order(a), order(b))
        return first == second ? otherwise : first < second
    }

    private static func order(_ race: Race) -> String {
        [race.relay?.letter ?? "", folded(race.team ?? ""), race.age ?? ""].joined(separator: "\u{1F}")
    }

    /// FNV-1a of 128 bits in hexadecimal: short, stable for ever, and wide enough that no two races meet.
    private static func hash(_ key: String) -> String {
        let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for byte in key.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
