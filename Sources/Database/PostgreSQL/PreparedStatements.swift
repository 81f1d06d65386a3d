import CLibPQ

/// A statement that the server keeps ready under a name.
final class PreparedStatement {
    let name: String
    fileprivate let template: String
    fileprivate let types: [Oid]
    /// Whether the server has confirmed it.
    var isReady = false
    private var columns: [String]?

    fileprivate init(name: String, template: String, types: [Oid]) {
        self.name = name
        self.template = template
        self.types = types
    }

    func rows(of decoder: PostgresDecoder) throws(DatabaseError) -> SQLRows {
        let columns = self.columns ?? decoder.columns
        self.columns = columns
        return SQLRows(columns: columns, values: try decoder.values(), changes: decoder.changes)
    }
}

/// The statements of one connection: by text, then by the types of the parameters.
struct PreparedStatements {
    private var statements: [String: [PreparedStatement]] = [:]
    private var nextNumber = 0

    /// Whether it is new: then it has to be prepared.
    mutating func statement(for template: String, types: [Oid]) -> (PreparedStatement, isNew: Bool) {
        if let known = statements[template]?.first(where: { $0.types == types }) { return (known, false) }
        nextNumber += 1
        let statement = PreparedStatement(name: "s\(nextNumber)", template: template, types: types)
        statements[template, default: []].append(statement)
        return (statement, true)
    }

    mutating func forget(_ statement: PreparedStatement) {
        statements[statement.template]?.removeAll { $0 === statement }
    }

    var count: Int { nextNumber }
}
