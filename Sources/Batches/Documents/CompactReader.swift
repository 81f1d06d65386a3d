/// Reads what a `CompactWriter` has written. Anything else is an error, never a trap.
struct CompactReader {
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private var position = 0
    private var texts: [String] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func bool() throws(Malformed) -> Bool { try byte() != 0 }

    mutating func int() throws(Malformed) -> Int {
        let value = try unsigned()
        return Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
    }

    mutating func float() throws(Malformed) -> Float {
        guard bytes.count - position >= 4 else { throw Malformed() }
        var bits: UInt32 = 0
        for place in 0..<4 { bits |= UInt32(bytes[position + place]) << UInt32(8 * place) }
        position += 4
        return Float(bitPattern: bits)
    }

    mutating func text() throws(Malformed) -> String {
        let reference = try unsigned()
        guard reference == 0 else {
            guard reference <= texts.count else { throw Malformed() }
            return texts[Int(reference) - 1]
        }
        let count = try unsigned()
        guard count <= UInt64(bytes.count - position) else { throw Malformed() }
        let text = String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
        position += Int(count)
        texts.append(text)
        return text
    }

    mutating func value<Value: RawRepresentable>(_ type: Value.Type = Value.self) throws(Malformed) -> Value
    where Value.RawValue == String {
        guard let value = Value(rawValue: try text()) else { throw Malformed() }
        return value
    }

    mutating func optional<Value>(_ body: (inout CompactReader) throws(Malformed) -> Value) throws(Malformed) -> Value? {
        try bool() ? try body(&self) : nil
    }

    mutating func array<Value>(_ body: (inout CompactReader) throws(Malformed) -> Value) throws(Malformed) -> [Value] {
        let count = try unsigned()
        // Every element takes a byte at least.
        guard count <= UInt64(bytes.count - position) else { throw Malformed() }
        var values: [Value] = []
        values.reserveCapacity(Int(count))
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }

    mutating func optionalInt() throws(Malformed) -> Int? { try bool() ? try int() : nil }
    mutating func optionalText() throws(Malformed) -> String? { try bool() ? try text() : nil }

    mutating func optionalValue<Value: RawRepresentable>(
        _ type: Value.Type = Value.self
    ) throws(Malformed) -> Value? where Value.RawValue == String {
        try bool() ? try value() : nil
    }

    private mutating func byte() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func unsigned() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw Malformed() }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }
}
