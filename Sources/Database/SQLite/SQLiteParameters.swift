import Foundation
import GRDB
import GRDBSQLite

/// Parameters in the few types that SQLite has.
enum SQLiteParameters {
    /// Makes them the parameters of a statement, in place of those it had.
    static func bind(_ parameters: [SQLParameter], to statement: GRDB.Statement) throws(DatabaseError) {
        var values: [DatabaseValue] = []
        values.reserveCapacity(parameters.count)
        var rows: [(place: Int, rows: SQLiteRows)] = []
        SQLDialect.sqlite.forEach(of: parameters) { parameter in
            switch parameter {
            case .value(let value, _): values.append(databaseValue(value))
            case .array(let list, _):
                values.append(.null)
                rows.append((values.count, SQLiteRows(columns: [list])))
            case .table(let table):
                values.append(.null)
                rows.append((values.count, SQLiteRows(columns: table.columns)))
            case .either: break
            }
        }
        statement.setUncheckedArguments(StatementArguments(values))
        for (place, rows) in rows {
            guard rows.bind(to: statement.sqliteStatement, at: place) == SQLITE_OK else {
                throw DatabaseError(.misuse, "A statement has other parameters than its text.")
            }
        }
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
}
