import Foundation

/// Writes the JSON object of an event.
struct EventText: ~Copyable {
    private var bytes = TextBytes()

    init() { bytes.add("{") }

    /// The whole object. Nothing can be added after it.
    consuming func finish() -> String {
        bytes.add("}")
        return bytes.text
    }

    mutating func add(_ name: StaticString, _ value: String?) {
        guard var value else { return }
        begin(name)
        bytes.add("\"")
        value.withUTF8 { value in
            if value.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                bytes.add(value)
            } else {
                escape(value)
            }
        }
        bytes.add("\"")
    }

    private mutating func escape(_ value: UnsafeBufferPointer<UInt8>) {
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""): bytes.add(#"\""#)
            case UInt8(ascii: "\\"): bytes.add(#"\\"#)
            case 0: break  // PostgreSQL's JSON has no such character
            case 1..<0x20:
                bytes.add(#"\u00"#)
                bytes.add(Self.digits[Int(byte >> 4)])
                bytes.add(Self.digits[Int(byte & 15)])
            default: bytes.add(byte)
            }
        }
    }

    mutating func add(_ name: StaticString, _ value: UUID) {
        begin(name)
        bytes.add("\"")
        bytes.add(value)
        bytes.add("\"")
    }

    mutating func add(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        begin(name)
        bytes.add(value)
    }

    mutating func add(_ name: StaticString, _ value: Bool) {
        begin(name)
        bytes.add(value ? "true" : "false")
    }

    /// A share between 0 and 1, to the thousandth.
    mutating func add(_ name: StaticString, share value: Double?) {
        guard let value else { return }
        begin(name)
        let thousandths = Int((min(1, max(0, value)) * 1000).rounded())
        bytes.add(thousandths / 1000)
        bytes.add(".")
        for place in [100, 10, 1] { bytes.add(Self.digits[thousandths / place % 10]) }
    }

    private mutating func begin(_ name: StaticString) {
        bytes.add(bytes.count > 1 ? ",\"" : "\"")
        bytes.add(name)
        bytes.add("\":")
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
