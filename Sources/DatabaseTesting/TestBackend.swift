package import Database
import Foundation
package import Logging
import Synchronization

/// The databases that every repository is tested on:
///
///     @Test(arguments: TestBackend.allCases)
///     func `a batch can be found`(backend: TestBackend) async throws {
///         try await backend.withDatabase { database in ... }
///     }
package enum TestBackend: String, Sendable, CaseIterable, CustomStringConvertible {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    package var description: String { rawValue }

    /// Runs `body` with a database of its own that has the schema, and removes it.
    @discardableResult
    package func withDatabase<Result>(
        configure: (inout DatabaseConfiguration) -> Void = { _ in }, isolation: isolated (any Actor)? = #isolation,
        _ body: (SQLDatabase) async throws -> Result
    ) async throws -> Result {
        try await withLocation(hasSchema: true) { location in
            var configuration = DatabaseConfiguration(location: location)
            configure(&configuration)
            let database = try SQLDatabase(configuration, logger: .silent)
            let result: Swift.Result<Result, any Error>
            do {
                try await database.migrate()
                result = .success(try await body(database))
            } catch {
                result = .failure(error)
            }
            await database.close()
            return try result.get()
        }
    }

    /// Runs `body` with the place of an empty database, which several nodes may open, and removes it.
    @discardableResult
    package func withLocation<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (DatabaseConfiguration.Location) async throws -> Result
    ) async throws -> Result {
        try await withLocation(hasSchema: false, body)
    }

    /// A database that `hasSchema` is a copy, where that is quicker than making one.
    private func withLocation<Result>(
        hasSchema: Bool, isolation: isolated (any Actor)? = #isolation,
        _ body: (DatabaseConfiguration.Location) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heatsync-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            return try await body(.sqlite(path: folder.appendingPathComponent("test.sqlite").path))
        case .postgres:
            let cluster = try await PostgresCluster.shared.value
            let name = "test_\(UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: ""))"
            let template = hasSchema ? try await Self.template.value : "template0"
            let administrator = try SQLDatabase(
                DatabaseConfiguration(location: .postgres(url: cluster.url()), maximumConnections: 1), logger: .silent)
            try await administrator.execute(SQL(verbatim: "CREATE DATABASE \(name) TEMPLATE \(template)"))
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(.postgres(url: cluster.url(database: name))))
            } catch {
                result = .failure(error)
            }
            try await administrator.execute(SQL(verbatim: "DROP DATABASE \(name) WITH (FORCE)"))
            await administrator.close()
            return try result.get()
        }
    }
}

extension TestBackend {
    /// The name of a PostgreSQL database that has the schema, to be copied.
    private static let template = Task {
        let cluster = try await PostgresCluster.shared.value
        let administrator = try SQLDatabase(
            DatabaseConfiguration(location: .postgres(url: cluster.url()), maximumConnections: 1), logger: .silent)
        try await administrator.execute("CREATE DATABASE schema_of_tests TEMPLATE template0")
        await administrator.close()
        let database = try SQLDatabase(
            DatabaseConfiguration(location: .postgres(url: cluster.url(database: "schema_of_tests"))), logger: .silent)
        try await database.migrate()
        await database.close()
        return "schema_of_tests"
    }
}

extension Logger {
    /// Says nothing.
    package static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
}
