import CLibPQ
import Foundation

/// Reads a result in the wire protocol's binary form.
struct PostgresDecoder {
    let result: OpaquePointer

    var columns: [String] {
        (0..<PQnfields(result)).map { index in PQfname(result, index).map { String(cString: $0) } ?? "" }
    }

    /// Rows inserted, updated, deleted or selected.
    var changes: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// Row by row.
    func values() throws(DatabaseError) -> [SQLValue] {
        let columnCount = PQnfields(result)
        let rowCount = PQntuples(result)
        guard columnCount > 0, rowCount > 0 else { return [] }
        let types = (0..<columnCount).map { PQftype(result, $0) }
        var values: [SQLValue] = []
        values.reserveCapacity(Int(columnCount) * Int(rowCount))
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
                    values.append(.null)
                    continue
                }
                let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
                guard let value = Self.value(bytes, type: types[Int(column)]) else {
                    let name = columns[Int(column)]
                    throw DatabaseError(
                        .unexpectedValue, "Column \(name) is of a type (\(types[Int(column)])) that is not read here; cast it to another.")
                }
                values.append(value)
            }
        }
        return values
    }

    /// Nil for a type that is not known here.
    private static func value(_ bytes: UnsafeRawBufferPointer, type: Oid) -> SQLValue? {
        switch type {
        case 16: .boolean(bytes.first == 1)
        case 17: .bytes(Array(bytes))
        case 20: .integer(Int(integer(bytes, Int64.self)))
        case 21: .integer(Int(integer(bytes, Int16.self)))
        case 23: .integer(Int(integer(bytes, Int32.self)))
        case 26: .integer(Int(integer(bytes, UInt32.self)))
        case 700: .real(Double(Float(bitPattern: integer(bytes, UInt32.self))))
        case 701: .real(Double(bitPattern: integer(bytes, UInt64.self)))
        case 18, 19, 25, 705, 1042, 1043: .text(String(decoding: bytes, as: UTF8.self))
        case 114: .json(String(decoding: bytes, as: UTF8.self))
        case 3802: .json(String(decoding: bytes.dropFirst(), as: UTF8.self))
        case 1082: .text(PostgresDay.text(of: Int(integer(bytes, Int32.self))))
        case 1114, 1184: .instant(Int(integer(bytes, Int64.self)) + PostgresDay.microsecondsBefore2000)
        case 1700: numeric(bytes)
        case 2950: uuid(bytes).map { .uuid($0) }
        case 2278: .null
        default: nil
        }
    }

    private static func integer<Value: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _: Value.Type, at offset: Int = 0) -> Value {
        guard bytes.count >= offset + MemoryLayout<Value>.size else { return 0 }
        return Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    private static func uuid(_ bytes: UnsafeRawBufferPointer) -> UUID? {
        bytes.count == 16 ? UUID(uuid: bytes.loadUnaligned(as: uuid_t.self)) : nil
    }

    /// Sums are numeric: whole ones become integers. Digits go by four, `weight` is the power of 10,000 of the first.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        let count = Int(integer(bytes, Int16.self))
        let weight = Int(integer(bytes, Int16.self, at: 2))
        let sign = integer(bytes, UInt16.self, at: 4)
        guard sign == 0 || sign == 0x4000 else { return .real(sign == 0xF000 ? -.infinity : sign == 0xD000 ? .infinity : .nan) }
        let digits = (0..<count).map { Int(integer(bytes, Int16.self, at: 8 + 2 * $0)) }
        if count <= weight + 1 {
            var whole = 0
            var isTooLarge = false
            for place in 0..<max(0, weight + 1) {
                let (product, overflow) = whole.multipliedReportingOverflow(by: 10_000)
                let (sum, carry) = product.addingReportingOverflow(place < count ? digits[place] : 0)
                isTooLarge = isTooLarge || overflow || carry
                whole = sum
            }
            if !isTooLarge { return .integer(sign == 0 ? whole : -whole) }
        }
        var text = sign == 0 ? "0" : "-0"
        for digit in digits { text += String(String(10_000 + digit).dropFirst()) }
        return .real(Double("\(text)e\((weight + 1 - count) * 4)") ?? .nan)
    }
}
