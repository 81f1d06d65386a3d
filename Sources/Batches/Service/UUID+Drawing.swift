import Foundation

extension UUID {
    /// A random UUID (version 4) from the generator given.
    static func drawn(using random: inout some RandomNumberGenerator) -> UUID { UUID(version: 4, random.next(), random.next()) }

    static func drawn(using makeRandom: @Sendable () -> any RandomNumberGenerator) -> UUID {
        var random = makeRandom()
        return .drawn(using: &random)
    }

    /// A UUID of version 7 (RFC 9562): the hour it was made, to the millisecond, then 74 random bits, which nobody guesses.
    ///
    /// For rows that come by the thousand: what was made together lies together in tables and indexes.
    static func drawn(at instant: Date, using random: inout some RandomNumberGenerator) -> UUID {
        let milliseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1_000))
        return UUID(version: 7, milliseconds << 16 | random.next() & 0xFFF, random.next())
    }

    private init(version: UInt64, _ high: UInt64, _ low: UInt64) {
        let high = high & ~0xF000 | version << 12
        let low = low & ~(0xC000 << 48) | 0x8000 << 48
        func byte(_ word: UInt64, _ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * place)) }
        self.init(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }
}
