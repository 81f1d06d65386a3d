package import Foundation

/// A value as it travels to and from a database.
///
/// SQLite has fewer types: there a boolean comes back as an integer, an instant as an integer of microseconds since 1970, JSON as
/// text, and text as a UUID when it is written like one. ``SQLDecodable`` types take either form, so that the same code reads both
/// databases.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    case boolean(Bool)
    case uuid(UUID)
    /// Microseconds since 1970 in UTC.
    case instant(Int)
    case json(String)
}

/// What kind of value a parameter is, also when it is null.
package enum SQLType: Sendable, Hashable {
    case integer, real, text, bytes, boolean, uuid, instant, json
    /// A calendar day, which travels as text: 2026-08-05.
    case day
}

/// What a statement is given: one for each mark in its text.
enum SQLParameter: Sendable {
    case value(SQLValue, SQLType)
    case array([SQLValue], SQLType)
    case table(SQLTable)
    /// The parameters of text that differs.
    case either(postgres: [SQLParameter], sqlite: [SQLParameter])
}

/// Rows of values that a statement can select from, as many as you like with one text: for inserting or updating many rows
/// in one statement.
///
///     let changes = SQLTable("changes", jobs, .init("id") { $0.id }, .init("status") { $0.status })
///     try connection.run("UPDATE batch_jobs SET status = changes.status FROM \(changes) WHERE batch_jobs.id = changes.id")
///
/// An `INSERT INTO ... SELECT ... FROM \(table)` followed by `ON CONFLICT` needs a `WHERE true` before it.
package struct SQLTable: Sendable {
    package struct Column<Row> {
        let name: String
        let type: SQLType
        let value: (Row) -> SQLValue

        /// `name` is part of the statement's text; take a constant.
        package init<Value: SQLEncodable>(_ name: String, _ value: @escaping (Row) -> Value) {
            self.name = name
            type = Value.sqlType
            self.value = { value($0).sqlValue }
        }
    }

    let source: SQL
    let types: [SQLType]
    /// By column.
    let columns: [[SQLValue]]

    /// `name` is what the statement calls the table; take a constant.
    package init<Rows: Sequence>(_ name: String, _ rows: Rows, _ columns: Column<Rows.Element>...) {
        let names = columns.map { $0.name }.joined(separator: ", ")
        let arrays = columns.map { _ in SQLMark.parameter }.joined(separator: ", ")
        let fields = columns.enumerated().map { "c\($0) AS \($1.name)" }.joined(separator: ", ")
        source = SQL(
            template: SQLMark.choice + "unnest(\(arrays)) AS \(name)(\(names))" + SQLMark.otherwise
                + "(SELECT \(fields) FROM bound_rows(\(SQLMark.parameter))) AS \(name)" + SQLMark.end,
            parameters: [])
        types = columns.map { $0.type }
        // Rows stay where they are: copied for each of their columns, they would cost more than all else here.
        self.columns = Array(rows).withUnsafeBufferPointer { rows in
            columns.map { column in
                Array(unsafeUninitializedCapacity: rows.count) { values, count in
                    for index in rows.indices { values.initializeElement(at: index, to: column.value(rows[index])) }
                    count = rows.count
                }
            }
        }
    }
}
