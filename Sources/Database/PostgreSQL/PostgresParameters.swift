import CLibPQ
import Foundation

/// The parameters of one execution, encoded as the wire protocol wants them: binary, each with its type, so that the server
/// does not have to guess.
struct PostgresParameters {
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    /// Where each begins in `bytes`; nil for null.
    private var offsets: [Int?] = []
    private var lengths: [CInt] = []

    init(_ parameters: [SQLParameter]) throws(DatabaseError) {
        var failure: DatabaseError?
        SQLDialect.postgres.forEach(of: parameters) { parameter in
            switch parameter {
            case .value(let value, let type): append(value, type)
            case .array(let values, let type): append(values, type)
            case .table(let table): for (values, type) in zip(table.columns, table.types) { append(values, type) }
            case .either: break
            }
            if types.count > Int(UInt16.max) { failure = DatabaseError(.misuse, "A statement has too many parameters.") }
        }
        if let failure { throw failure }
    }

    var count: CInt { CInt(types.count) }

    /// Calls `body` with the arrays that libpq takes: values, lengths, formats.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let empty: StaticString = ""
            let start = base ?? UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
            let values = offsets.map { offset in offset.map { start + $0 } }
            let formats = [CInt](repeating: 1, count: values.count)
            return body(values, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue, _ type: SQLType) {
        types.append(type.oid)
        if case .null = value {
            offsets.append(nil)
            lengths.append(0)
        } else {
            let start = bytes.count
            encode(value, type)
            offsets.append(start)
            lengths.append(CInt(clamping: bytes.count - start))
        }
    }

    private mutating func append(_ values: [SQLValue], _ type: SQLType) {
        types.append(type.arrayOid)
        let start = bytes.count
        append(Int32(values.isEmpty ? 0 : 1))  // dimensions
        append(Int32(values.contains(.null) ? 1 : 0))
        append(type.oid)
        if !values.isEmpty {
            append(Int32(clamping: values.count))
            append(Int32(1))  // the first index
        }
        for value in values {
            let place = bytes.count
            append(Int32(-1))
            if case .null = value { continue }
            encode(value, type)
            let length = Int32(clamping: bytes.count - place - 4)
            withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
        }
        offsets.append(start)
        lengths.append(CInt(clamping: bytes.count - start))
    }

    private mutating func encode(_ value: SQLValue, _ type: SQLType) {
        switch value {
        case .null: break
        case .integer(let value): append(Int64(value))
        case .real(let value): append(value.bitPattern)
        case .text(let value):
            if type == .day { append(Int32(clamping: PostgresDay.number(of: value))) } else { bytes += value.utf8 }
        case .bytes(let value): bytes += value
        case .boolean(let value): bytes.append(value ? 1 : 0)
        case .uuid(let value): withUnsafeBytes(of: value.uuid) { bytes += $0 }
        case .instant(let microseconds): append(Int64(microseconds - PostgresDay.microsecondsBefore2000))
        case .json(let value):
            bytes.append(1)  // the version of jsonb's form
            bytes += value.utf8
        }
    }

    private mutating func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes += $0 } }
}

extension SQLType {
    var oid: Oid {
        switch self {
        case .integer: 20
        case .real: 701
        case .text: 25
        case .bytes: 17
        case .boolean: 16
        case .uuid: 2950
        case .instant: 1184
        case .json: 3802
        case .day: 1082
        }
    }

    fileprivate var arrayOid: Oid {
        switch self {
        case .integer: 1016
        case .real: 1022
        case .text: 1009
        case .bytes: 1001
        case .boolean: 1000
        case .uuid: 2951
        case .instant: 1185
        case .json: 3807
        case .day: 1182
        }
    }
}

/// PostgreSQL counts days from 2000-01-01, and instants in microseconds from its midnight.
enum PostgresDay {
    static let microsecondsBefore2000 = 946_684_800_000_000

    /// A day that is none becomes the end of time, which no meet is at.
    static func number(of text: String) -> Int {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...12).contains(month) else {
            return Int(Int32.max)
        }
        // Counted in years that begin in March, so that the leap day comes last.
        let years = month > 2 ? year : year - 1
        let era = years >= 0 ? years / 400 : (years - 399) / 400
        let yearOfEra = years - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 730_425
    }

    static func text(of number: Int) -> String {
        let days = number + 730_425
        let era = days >= 0 ? days / 146_097 : (days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(day, 2))"
    }
}
