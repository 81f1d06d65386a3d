import Foundation

extension UUID {
    /// A random UUID (version 4) from the generator given.
    static func drawn(using random: inout some RandomNumberGenerator) -> UUID {
        var high = random.next() as UInt64
        var low = random.next() as UInt64
        high = high & ~0xF000 | 0x4000
        low = low & ~(0xC000 << 48) | 0x8000 << 48
        func byte(_ word: UInt64, _ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * place)) }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }

    static func drawn(using makeRandom: @Sendable () -> any RandomNumberGenerator) -> UUID {
        var random = makeRandom()
        return .drawn(using: &random)
    }
}
