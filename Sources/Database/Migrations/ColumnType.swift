/// How each database declares a column. SQLite's tables are strict, and check what PostgreSQL's types know by themselves.
enum ColumnType {
    static let uuid = SQL(postgres: "uuid", sqlite: "TEXT")
    static let instant = SQL(postgres: "timestamptz", sqlite: "INTEGER")
    static let text = SQL(postgres: "text", sqlite: "TEXT")
    static let integer = SQL(postgres: "integer", sqlite: "INTEGER")
    static let bigInteger = SQL(postgres: "bigint", sqlite: "INTEGER")
    static let bytes = SQL(postgres: "bytea", sqlite: "BLOB")
    /// A calendar day.
    static let day = SQL(postgres: "date", sqlite: "TEXT")

    static let no = SQL(postgres: "false", sqlite: "0")

    /// As the default of a column, where SQLite takes no query.
    static let now = SQL(postgres: "now()", sqlite: "(\(SQL.sqliteClock))")

    /// After the closing bracket of a table.
    static let strict = SQL(postgres: "", sqlite: "STRICT")

    /// A column of text with at most so many characters, declared with its name.
    static func text(_ name: String, _ length: Int) -> SQL {
        SQL(
            postgres: SQL(verbatim: "\(name) varchar(\(length))"),
            sqlite: SQL(verbatim: "\(name) TEXT CHECK (length(\(name)) <= \(length))"))
    }

    /// A column of a JSON document, declared with its name.
    static func json(_ name: String) -> SQL {
        SQL(postgres: SQL(verbatim: "\(name) jsonb"), sqlite: SQL(verbatim: "\(name) TEXT CHECK (\(name) IS NULL OR json_valid(\(name)))"))
    }

    /// A column of truth values, declared with its name.
    static func boolean(_ name: String) -> SQL {
        SQL(postgres: SQL(verbatim: "\(name) boolean"), sqlite: SQL(verbatim: "\(name) INTEGER CHECK (\(name) IN (0, 1))"))
    }
}
