package import Foundation

extension UUID {
    /// How many characters the text of one has, all of them ASCII.
    static let textLength = 36

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

    /// Writes ``lowercaseText`` to the first 36 of these bytes.
    func writeText(to text: UnsafeMutableBufferPointer<UInt8>) {
        withUnsafeBytes(of: uuid) { bytes in
            func digits(_ word: Int) -> UInt64 {
                Self.digits(of: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))).bigEndian
            }
            let room = UnsafeMutableRawBufferPointer(text)
            let dash = UInt8(ascii: "-")
            room.storeBytes(of: digits(0), toByteOffset: 0, as: UInt64.self)
            // The eight digits of the second word and of the third stand around a dash.
            room.storeBytes(of: digits(1), toByteOffset: 10, as: UInt64.self)
            room.storeBytes(of: room.loadUnaligned(fromByteOffset: 10, as: UInt32.self), toByteOffset: 9, as: UInt32.self)
            room.storeBytes(of: digits(2), toByteOffset: 20, as: UInt64.self)
            room.storeBytes(of: room.loadUnaligned(fromByteOffset: 20, as: UInt32.self), toByteOffset: 19, as: UInt32.self)
            room.storeBytes(of: digits(3), toByteOffset: 28, as: UInt64.self)
            (text[8], text[13], text[18], text[23]) = (dash, dash, dash, dash)
        }
    }

    /// Nil unless these are the bytes that ``lowercaseText`` is made of.
    init?(lowercaseText bytes: UnsafeBufferPointer<UInt8>) {
        let dash = UInt8(ascii: "-")
        guard bytes.count == Self.textLength, bytes[8] == dash, bytes[13] == dash, bytes[18] == dash, bytes[23] == dash else { return nil }
        let text = UnsafeRawBufferPointer(bytes)
        func word(_ first: Int, _ second: Int) -> UInt32? {
            let high = UInt32(bigEndian: text.loadUnaligned(fromByteOffset: first, as: UInt32.self))
            let low = UInt32(bigEndian: text.loadUnaligned(fromByteOffset: second, as: UInt32.self))
            return Self.value(ofDigits: UInt64(high) << 32 | UInt64(low))
        }
        guard let first = word(0, 4), let second = word(9, 14), let third = word(19, 24), let fourth = word(28, 32) else { return nil }
        let words = SIMD4(first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
        self.init(uuid: unsafeBitCast(words, to: uuid_t.self))
    }

    /// Eight lower-case digits, the first in the highest byte: all at once, as the text of some twenty of these is written or read for
    /// each job.
    private static func digits(of word: UInt32) -> UInt64 {
        var values = UInt64(word)
        values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
        values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
        values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = (values &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return values &+ 0x3030_3030_3030_3030 &+ letters &* UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    }

    /// Nil unless these are what ``digits(of:)`` gives.
    private static func value(ofDigits digits: UInt64) -> UInt32? {
        // Of letters, bit 6 is set.
        let letters = digits >> 6 & 0x0101_0101_0101_0101
        var values = (digits & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
        values = (values | values >> 4) & 0x00FF_00FF_00FF_00FF
        values = (values | values >> 8) & 0x0000_FFFF_0000_FFFF
        let word = UInt32(truncatingIfNeeded: values | values >> 16)
        return Self.digits(of: word) == digits ? word : nil
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

    private static func value(ofDigit character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
