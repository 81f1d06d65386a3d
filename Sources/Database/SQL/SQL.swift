/// A statement, or a piece of one, together with its parameters.
///
/// Written as a string literal; whatever is interpolated becomes a parameter and never part of the text:
///
///     let sql: SQL = "SELECT status FROM processing_batches WHERE id = \(id) AND created_at < \(date)"
///
/// Pieces are interpolated into larger statements in the same way. The text of a statement should not depend on its
/// values: drivers keep it prepared. Lists and tables of values are parameters too (``SQL/StringInterpolation``).
package struct SQL: Sendable {
    /// The text in the neutral form that ``SQLDialect/text(of:)`` turns into a database's own.
    private(set) var template: String
    private(set) var parameters: [SQLParameter]

    init(template: String, parameters: [SQLParameter]) {
        self.template = template
        self.parameters = parameters
    }

    /// Text that each database writes in its own way. Prefer the forms that both understand.
    package init(postgres: SQL, sqlite: SQL) {
        template = SQLMark.choice + postgres.template + SQLMark.otherwise + sqlite.template + SQLMark.end
        parameters = [.either(postgres: postgres.parameters, sqlite: sqlite.parameters)]
    }

    /// Text that is known only at run time, such as the name of a column. Never pass it anything that a user wrote.
    package init(verbatim text: String) {
        template = text
        parameters = []
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(template: left.template + right.template, parameters: left.parameters + right.parameters)
    }

    package static func += (left: inout SQL, right: SQL) {
        left.template += right.template
        left.parameters += right.parameters
    }
}

/// Characters of the neutral form. None of them can stand in a statement.
enum SQLMark {
    static let parameter = "\u{1}"
    static let choice = "\u{2}"
    static let otherwise = "\u{3}"
    static let end = "\u{4}"
}

extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(template: value, parameters: []) }

    package init(stringInterpolation: StringInterpolation) {
        self.init(template: stringInterpolation.template, parameters: stringInterpolation.parameters)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var template = ""
        fileprivate var parameters: [SQLParameter] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            template.reserveCapacity(literalCapacity + interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { template += literal }

        /// A parameter.
        package mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value) {
            template += SQLMark.parameter
            parameters.append(.value(value.sqlValue, Value.sqlType))
        }

        /// A parameter that is null when there is no value.
        package mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
            template += SQLMark.parameter
            parameters.append(.value(value.sqlValue, Value.sqlType))
        }

        /// A piece of a statement with the parameters it has.
        package mutating func appendInterpolation(_ piece: SQL) {
            template += piece.template
            parameters += piece.parameters
        }

        /// A comparison with each of several values: `WHERE id \(in: ids)`. No values: nothing is equal.
        package mutating func appendInterpolation<Value: SQLEncodable>(in values: some Sequence<Value>) {
            appendInterpolation(SQL(postgres: "= ANY(\u{1})", sqlite: "IN (SELECT c0 FROM bound_rows(\u{1}))").withoutParameters)
            parameters.append(.array(values.map(\.sqlValue), Value.sqlType))
        }

        /// Rows of values as a table to select from: `FROM \(table)`.
        package mutating func appendInterpolation(_ table: SQLTable) {
            appendInterpolation(table.source)
            parameters.append(.table(table))
        }
    }

    private var withoutParameters: SQL { SQL(template: template, parameters: []) }
}

extension SQL {
    /// The instant at which the transaction started, by the database's clock: the one that all nodes share.
    ///
    /// To SQLite it is a query, which a statement asks once and not for every row.
    package static let now = SQL(postgres: "now()", sqlite: "(SELECT \(sqliteClock))")

    /// Microseconds since 1970, of which SQLite knows the thousands.
    static let sqliteClock: SQL =
        "CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000"

    /// After `SELECT ... LIMIT n`: takes the rows for this transaction, passing over those that another one has taken.
    /// SQLite has one writer at a time, so nothing is ever taken there.
    package static let forUpdateSkippingLocked = SQL(postgres: "FOR UPDATE SKIP LOCKED", sqlite: "")

    /// After `SELECT ...`: takes the rows for this transaction, waiting for the one that has taken them.
    package static let forUpdate = SQL(postgres: "FOR UPDATE", sqlite: "")

    /// `instant` and so much later (or earlier), where `instant` is an expression such as ``now`` or a column.
    package static func instant(_ instant: SQL, plus duration: Duration) -> SQL {
        let microseconds = duration.wholeMicroseconds
        return SQL(
            postgres: "(\(instant) + \(microseconds) * interval '1 microsecond')",
            sqlite: "(\(instant) + \(microseconds))")
    }
}

extension Duration {
    /// Rounded down.
    package var wholeMicroseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }
}
