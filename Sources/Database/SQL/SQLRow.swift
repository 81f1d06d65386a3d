/// What a statement gave back.
package struct SQLRows: Sendable, RandomAccessCollection {
    /// How many rows were inserted, updated or deleted; for a `SELECT` without meaning.
    package let changes: Int
    let columns: [String]
    /// Row by row.
    let values: [SQLValue]

    init(columns: [String] = [], values: [SQLValue] = [], changes: Int) {
        self.columns = columns
        self.values = values
        self.changes = changes
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { columns.isEmpty ? 0 : values.count / columns.count }
    package subscript(position: Int) -> SQLRow {
        SQLRow(columns: columns, values: values[position * columns.count..<(position + 1) * columns.count])
    }
}

/// One row, read by the names of its columns.
package struct SQLRow: Sendable {
    package let columns: [String]
    let values: ArraySlice<SQLValue>

    /// The value of a column. Throws `unexpectedValue` when it is of another kind, or null where `Value` is not optional.
    package func get<Value: SQLDecodable>(_ column: String, as type: Value.Type = Value.self) throws(DatabaseError) -> Value {
        try get(at: index(of: column))
    }

    /// The value of the column at `index`, from 0.
    package func get<Value: SQLDecodable>(at index: Int, as type: Value.Type = Value.self) throws(DatabaseError) -> Value {
        guard columns.indices.contains(index) else {
            throw DatabaseError(.misuse, "The statement gives \(columns.count) columns, not \(index + 1).")
        }
        do {
            return try Value(sqlValue: values[values.startIndex + index])
        } catch {
            throw DatabaseError(.unexpectedValue, "Column \(columns[index]) holds something else than \(Value.self).")
        }
    }

    /// The value of a column, nil when it is null.
    package func get<Value: SQLDecodable>(_ column: String, as type: Value?.Type = Value?.self) throws(DatabaseError) -> Value? {
        try get(at: index(of: column))
    }

    /// The value of the column at `index`, from 0; nil when it is null.
    package func get<Value: SQLDecodable>(at index: Int, as type: Value?.Type = Value?.self) throws(DatabaseError) -> Value? {
        if columns.indices.contains(index), case .null = values[values.startIndex + index] { return nil }
        return try get(at: index, as: Value.self)
    }

    private func index(of column: String) throws(DatabaseError) -> Int {
        guard let index = columns.firstIndex(of: column) else {
            throw DatabaseError(.misuse, "The statement gives no column \(column).")
        }
        return index
    }
}
