import FileStore
import Foundation

/// The host of a URL: an address, in whichever notation it was written, or a name that DNS may know.
package enum WebHost: Sendable, Hashable {
    case address(IPAddress)
    /// Lower-case ASCII of two labels at least, without a dot at its end.
    case name(String)

    /// Reads a host as the URL standard does: percent-encoding, full-width letters and other scripts first, then numbers in decimal,
    /// octal and hexadecimal notation, one to four of them, and only what is left is a name.
    ///
    /// - Throws: `DownloadError` of code `.blocked` for what is no host, or is one of the local network by its name.
    init(_ text: some StringProtocol) throws(DownloadError) {
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let address = IPAddress(text.dropFirst().dropLast()), case .v6 = address else { throw .malformed }
            self = .address(address)
            return
        }
        guard let decoded = PercentEncoding.decode(text) else { throw .malformed }
        var name = try Self.ascii(decoded)
        if name.hasSuffix(".") { name.removeLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last, !last.isEmpty else { throw .malformed }
        if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || Self.number(last) != nil {
            guard let number = Self.version4(labels) else { throw .malformed }
            self = .address(.v4(number))
            return
        }
        guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else { throw .malformed }
        guard labels.count > 1, !Self.localNames.contains(String(last)), !name.hasSuffix(".home.arpa") else { throw .localName }
        self = .name(name)
    }

    /// Names at the end of a name that never are of the public network (RFC 6761, 6762, 7686, 8375, 9476 and what routers use).
    private static let localNames: Set<String> = [
        "localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "onion", "alt", "test", "invalid",
    ]

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { PercentEncoding.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }

    /// The name in the letters that DNS knows.
    private static func ascii(_ text: String) throws(DownloadError) -> String {
        let ignored: Set<UInt32> = [0xAD, 0x200B, 0x2060, 0xFEFF]
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { !ignored.contains($0.value) }))
        let mapped = kept.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCompatibilityMapping
            .replacing("\u{3002}", with: ".")
        var labels: [String] = []
        for label in mapped.split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                let isWord = label.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || Self.isMark($0)
                }
                guard isWord, let encoded = Punycode.encode(label.unicodeScalars) else { throw .malformed }
                labels.append("xn--" + encoded)
            }
        }
        return labels.joined(separator: ".")
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
    }

    /// One to four numbers, of which the last fills what the others leave.
    private static func version4(_ labels: [Substring]) -> UInt32? {
        guard labels.count <= 4 else { return nil }
        let numbers = labels.compactMap(number)
        guard numbers.count == labels.count, let last = numbers.last, numbers.dropLast().allSatisfy({ $0 < 256 }),
            last < 1 << UInt64(8 * (5 - numbers.count))
        else { return nil }
        let head = numbers.dropLast().enumerated().reduce(0) { $0 | $1.element << UInt64(24 - 8 * $1.offset) }
        return UInt32(exactly: head | last)
    }

    private static func number(_ text: Substring) -> UInt64? {
        if text.hasPrefix("0x") { return text.count == 2 ? 0 : digits(text.dropFirst(2), radix: 16) }
        if text.count > 1, text.hasPrefix("0") { return digits(text.dropFirst(), radix: 8) }
        return digits(text, radix: 10)
    }

    private static func digits(_ text: Substring, radix: Int) -> UInt64? {
        guard let first = text.first, first != "+", first != "-" else { return nil }
        return UInt64(text, radix: radix)
    }
}

extension WebHost: CustomStringConvertible {
    /// As it stands in a URL.
    package var description: String {
        switch self {
        case .address(.v4(let number)): "\(IPAddress.v4(number))"
        case .address(.v6(let number)): "[\(IPAddress.v6(number))]"
        case .name(let name): name
        }
    }
}
