package import Crypto

/// A SHA-256 of an object's bytes.
package struct Checksum: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    package init(_ digest: SHA256.Digest) {
        bytes = Array(digest)
    }

    /// - Parameter hexadecimal: 64 hexadecimal digits of either case; anything else gives nil.
    package init?(hexadecimal: some StringProtocol) {
        guard let bytes = Hexadecimal.bytes(hexadecimal), bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    init?(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == SHA256.byteCount else { return nil }
    }

    /// 64 lower-case hexadecimal digits, as the database keeps it.
    package var hexadecimal: String { Hexadecimal.text(bytes) }
}

extension Checksum: CustomStringConvertible {
    package var description: String { hexadecimal }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
