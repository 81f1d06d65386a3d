import Foundation
import GRDB

/// Parameters in the few types that SQLite has. Lists and tables travel as JSON.
enum SQLiteParameters {
    static func arguments(_ parameters: [SQLParameter]) throws(DatabaseError) -> StatementArguments {
        var values: [DatabaseValue] = []
        values.reserveCapacity(parameters.count)
        var holdsBytes = false
        SQLDialect.sqlite.forEach(of: parameters) { parameter in
            switch parameter {
            case .value(let value, _): values.append(databaseValue(value))
            case .array(let list, let type):
                holdsBytes = holdsBytes || type == .bytes
                values.append(json(list.map { json($0) }).databaseValue)
            case .table(let table):
                holdsBytes = holdsBytes || table.types.contains(.bytes)
                let count = table.columns.first?.count ?? 0
                values.append(json((0..<count).map { row in json(table.columns.map { json($0[row]) }) }).databaseValue)
            case .either: break
            }
        }
        if holdsBytes { throw DatabaseError(.misuse, "Bytes cannot stand in a list or a table of values.") }
        return StatementArguments(values)
    }

    private static func databaseValue(_ value: SQLValue) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let value), .instant(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value), .json(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        case .boolean(let value): (value ? 1 : 0).databaseValue
        case .uuid(let value): value.lowercaseText.databaseValue
        }
    }

    private static func json(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    private static func json(_ value: SQLValue) -> String {
        switch value {
        case .null, .bytes: "null"
        case .integer(let value), .instant(let value): String(value)
        case .real(let value): value.isFinite ? String(value) : "null"
        case .boolean(let value): value ? "1" : "0"
        case .uuid(let value): "\"" + value.lowercaseText + "\""
        case .text(let value), .json(let value): quoted(value)
        }
    }

    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        bytes.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<32:
                let hex = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UUID {
    /// As PostgreSQL writes it.
    var lowercaseText: String {
        let hex = Array("0123456789abcdef".utf8)
        return withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var place = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    text[place] = hex[Int(byte >> 4)]
                    text[place + 1] = hex[Int(byte & 15)]
                    place += 2
                }
                return place
            }
        }
    }
}
