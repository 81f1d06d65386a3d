package import Foundation

extension UUID {
    /// How many characters the text of one has, all of them ASCII.
    private static let textLength = 36

    /// 36 characters, lower case, as PostgreSQL writes it.
    package var lowercaseText: String {
        String(unsafeUninitializedCapacity: Self.textLength) { text in
            writeText(to: text)
            return Self.textLength
        }
    }

    /// Gives the bytes of ``lowercaseText`` to `use`, without a string for them.
    package func withLowercaseText(_ use: (UnsafeBufferPointer<UInt8>) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.textLength) { text in
            writeText(to: text)
            use(UnsafeBufferPointer(text))
        }
    }

    private func writeText(to text: UnsafeMutableBufferPointer<UInt8>) {
        withUnsafeBytes(of: uuid) { bytes in
            var place = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                text[place] = Self.digit(bytes[index] >> 4)
                text[place + 1] = Self.digit(bytes[index] & 15)
                place += 2
            }
        }
    }

    /// Nil unless these are the bytes that ``lowercaseText`` is made of.
    init?(lowercaseText bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == Self.textLength, bytes[8] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: "-"),
            bytes[18] == UInt8(ascii: "-"), bytes[23] == UInt8(ascii: "-")
        else { return nil }
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let isRead = withUnsafeMutableBytes(of: &value) { value in
            var place = 0
            var wrong: UInt8 = 0
            var seen: UInt8 = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 { place += 1 }
                // Of letters, bit 6 is set. Which is next is as good as random, so nothing depends on it but sums.
                let high = (bytes[place] & 15) &+ 9 &* (bytes[place] >> 6 & 1)
                let low = (bytes[place + 1] & 15) &+ 9 &* (bytes[place + 1] >> 6 & 1)
                seen |= high | low
                wrong |= (Self.digit(high) ^ bytes[place]) | (Self.digit(low) ^ bytes[place + 1])
                value[index] = high << 4 | low & 15
                place += 2
            }
            return wrong == 0 && seen < 16
        }
        guard isRead else { return nil }
        self.init(uuid: value)
    }

    /// Nil unless it is 36 characters, in either case. Foundation's own takes ten times as long, and a server reads thousands a second.
    package init?(text: some StringProtocol) {
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let isRead = withUnsafeMutableBytes(of: &value) { bytes in
            var digits = 0
            var place = 0
            for character in text.utf8 {
                defer { place += 1 }
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    guard character == UInt8(ascii: "-") else { return false }
                } else {
                    guard digits < 32, let digit = Self.value(ofDigit: character) else { return false }
                    bytes[digits / 2] = bytes[digits / 2] << 4 | digit
                    digits += 1
                }
            }
            return digits == 32 && place == 36
        }
        guard isRead else { return nil }
        self.init(uuid: value)
    }

    private static func digit(_ value: UInt8) -> UInt8 { UInt8(ascii: "0") &+ value &+ (value > 9 ? UInt8(ascii: "a") - 58 : 0) }

    private static func value(ofDigit character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
