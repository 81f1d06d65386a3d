package import Foundation

/// What can be a parameter of a statement.
package protocol SQLEncodable {
    static var sqlType: SQLType { get }
    var sqlValue: SQLValue { get }
}

/// What can be read from a column.
package protocol SQLDecodable {
    /// Throws when the value is of another kind. (Not nil: the type of an optional of a type that is known only at run time has to be
    /// looked up for each value.)
    init(sqlValue: SQLValue) throws(SQLMismatch)
}

/// A column holds something else than the type that it is read as.
package struct SQLMismatch: Error {}

package typealias SQLCodable = SQLDecodable & SQLEncodable

extension Int: SQLCodable {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        guard case .integer(let value) = sqlValue else { throw SQLMismatch() }
        self = value
    }
}

extension Double: SQLCodable {
    package static var sqlType: SQLType { .real }
    package var sqlValue: SQLValue { .real(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        switch sqlValue {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: throw SQLMismatch()
        }
    }
}

extension String: SQLCodable {
    package static var sqlType: SQLType { .text }
    package var sqlValue: SQLValue { .text(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        switch sqlValue {
        case .text(let value), .json(let value): self = value
        case .uuid(let value): self = value.lowercaseText
        default: throw SQLMismatch()
        }
    }
}

extension [UInt8]: SQLEncodable, SQLDecodable {
    package static var sqlType: SQLType { .bytes }
    package var sqlValue: SQLValue { .bytes(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        guard case .bytes(let value) = sqlValue else { throw SQLMismatch() }
        self = value
    }
}

extension Bool: SQLCodable {
    package static var sqlType: SQLType { .boolean }
    package var sqlValue: SQLValue { .boolean(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        switch sqlValue {
        case .boolean(let value): self = value
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw SQLMismatch()
        }
    }
}

extension UUID: SQLCodable {
    package static var sqlType: SQLType { .uuid }
    package var sqlValue: SQLValue { .uuid(self) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        switch sqlValue {
        case .uuid(let value): self = value
        case .text(let value):
            guard let id = Self(text: value) else { throw SQLMismatch() }
            self = id
        default: throw SQLMismatch()
        }
    }
}

/// An instant, to the microsecond. Days and hours at a venue are not instants: see ``SQLDay``.
extension Date: SQLCodable {
    package static var sqlType: SQLType { .instant }
    package var sqlValue: SQLValue { .instant(Int((timeIntervalSince1970 * 1_000_000).rounded())) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        switch sqlValue {
        case .instant(let microseconds), .integer(let microseconds):
            self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        default: throw SQLMismatch()
        }
    }
}

extension Optional: SQLEncodable where Wrapped: SQLEncodable {
    package static var sqlType: SQLType { Wrapped.sqlType }
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        if case .null = sqlValue { self = .none } else { self = .some(try Wrapped(sqlValue: sqlValue)) }
    }
}

/// A JSON document as text, for `jsonb` columns. PostgreSQL gives it back in its own spacing and order of keys.
package struct SQLJSON: SQLCodable, Sendable, Hashable {
    package static var sqlType: SQLType { .json }
    package var text: String
    package var sqlValue: SQLValue { .json(text) }

    package init(text: String) { self.text = text }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        text = try String(sqlValue: sqlValue)
    }

    /// Keys are in alphabetical order, instants in whole seconds of ISO 8601.
    package init(encoding value: some Encodable) throws(DatabaseError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        do {
            text = String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw DatabaseError(.misuse, "A value cannot be written as JSON.")
        }
    }

    package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws(DatabaseError) -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Value.self, from: Data(text.utf8))
        } catch {
            throw DatabaseError(.unexpectedValue, "A JSON column holds something else than was expected.")
        }
    }
}

/// A calendar day, for `date` columns, written 2026-08-05.
package struct SQLDay: SQLCodable, Sendable, Hashable {
    package static var sqlType: SQLType { .day }
    package var text: String
    package var sqlValue: SQLValue { .text(text) }

    package init(text: String) { self.text = text }

    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        guard case .text(let text) = sqlValue else { throw SQLMismatch() }
        self.text = text
    }
}

/// An enumeration is stored by its raw value: `enum BatchStatus: String, SQLCodable { ... }`.
extension SQLEncodable where Self: RawRepresentable, RawValue: SQLEncodable {
    package static var sqlType: SQLType { RawValue.sqlType }
    package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
    package init(sqlValue: SQLValue) throws(SQLMismatch) {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else { throw SQLMismatch() }
        self = value
    }
}
