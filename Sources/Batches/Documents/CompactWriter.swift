/// Writes values one behind the other, without names: whoever reads them knows their order.
///
/// Whole numbers take one byte where they are small, and every text is written once and referred to afterwards.
struct CompactWriter {
    private(set) var bytes: [UInt8] = []
    private var texts: [String: Int] = [:]

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func write(_ value: Int) { write(unsigned: UInt64(bitPattern: Int64(value << 1 ^ value >> (Int.bitWidth - 1)))) }

    mutating func write(_ value: Float) {
        let bits = value.bitPattern
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    mutating func write(_ value: String) {
        if let index = texts[value] { return write(unsigned: UInt64(index) + 1) }
        texts[value] = texts.count
        write(unsigned: 0)
        write(unsigned: UInt64(value.utf8.count))
        bytes += value.utf8
    }

    mutating func write<Value: RawRepresentable>(_ value: Value) where Value.RawValue == String { write(value.rawValue) }

    mutating func write<Value>(_ value: Value?, _ body: (inout CompactWriter, Value) -> Void) {
        write(value != nil)
        if let value { body(&self, value) }
    }

    mutating func write<Values: Collection>(_ values: Values, _ body: (inout CompactWriter, Values.Element) -> Void) {
        write(unsigned: UInt64(values.count))
        for value in values { body(&self, value) }
    }

    mutating func write(_ value: Int?) { write(value) { $0.write($1) } }
    mutating func write(_ value: String?) { write(value) { $0.write($1) } }
    mutating func write<Value: RawRepresentable>(_ value: Value?) where Value.RawValue == String { write(value?.rawValue) }

    private mutating func write(unsigned value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
