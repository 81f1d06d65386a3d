import Database
import Foundation

/// Writes the JSON object of an event, quickly: there are several for each job.
struct EventText {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(384)
        bytes.append(UInt8(ascii: "{"))
    }

    /// The whole object. Nothing can be added after it.
    consuming func finish() -> String {
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func add(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        begin(name)
        bytes.append(UInt8(ascii: "\""))
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes += value.utf8
        } else {
            escape(value)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case 0: break  // PostgreSQL's JSON has no such character
            case 1..<0x20:
                bytes += #"\u00"#.utf8
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }

    mutating func add(_ name: StaticString, _ value: UUID) {
        begin(name)
        bytes.append(UInt8(ascii: "\""))
        value.withLowercaseText { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func add(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        begin(name)
        bytes += String(value).utf8
    }

    mutating func add(_ name: StaticString, _ value: Bool) {
        begin(name)
        bytes += (value ? "true" : "false").utf8
    }

    /// A share between 0 and 1, to the thousandth.
    mutating func add(_ name: StaticString, share value: Double?) {
        guard let value else { return }
        begin(name)
        let thousandths = Int((min(1, max(0, value)) * 1000).rounded())
        let digits = String(thousandths % 1000)
        bytes += "\(thousandths / 1000).".utf8
        bytes += repeatElement(UInt8(ascii: "0"), count: 3 - digits.utf8.count)
        bytes += digits.utf8
    }

    private mutating func begin(_ name: StaticString) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
