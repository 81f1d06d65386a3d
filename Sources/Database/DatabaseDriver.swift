/// One database behind the layer. It makes one attempt; ``SQLDatabase`` decides on others.
protocol DatabaseDriver: Sendable {
    var dialect: SQLDialect { get }
    var notifier: any Notifier { get }
    var statistics: DatabaseStatistics { get }

    func perform<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value

    /// Waits for the work that has begun; what comes later fails with `closed`.
    func close() async
}

enum DatabaseAccess: Sendable {
    /// Several statements on one snapshot.
    case read
    /// One reading statement, which needs no transaction.
    case readOnce
    case transaction(TransactionOptions)
    /// One writing statement, which is a transaction of its own.
    case writeOnce
}

/// How busy the connections are.
package struct DatabaseStatistics: Sendable, Hashable {
    /// The most connections that may be open.
    package var limit: Int
    package var open: Int
    package var inUse: Int
    /// Tasks that wait for a connection.
    package var waiting: Int
    /// Connections opened since the start; one that grows steadily tells of connections that break.
    package var opened: Int
    /// Waits that ended without a connection since the start.
    package var timedOut: Int
}
