package import Database
package import FileStore
import Foundation
package import Logging

extension ServerConfiguration {
    /// Opens the database. PostgreSQL is contacted when it is first asked.
    package func openDatabase(logger: Logger) throws(DatabaseError) -> SQLDatabase {
        let configuration = DatabaseConfiguration(location: database, maximumConnections: databaseConnections)
        return try SQLDatabase(configuration, logger: logger)
    }

    /// Opens the file store, and makes its folder when it is a folder. What is small and needed for a moment stays in memory.
    package func openStore(logger: Logger) async throws -> any ObjectStore {
        PassingStore(try await openBackend(logger: logger))
    }

    private func openBackend(logger: Logger) async throws -> any ObjectStore {
        switch storage {
        case .disk(let root):
            try makeFolder(root)
            return try await DiskStore.open(root: root)
        case .s3(let configuration):
            let spool = filesDirectory + "/spool"
            try makeFolder(spool)
            return S3Store(configuration, spoolFolder: spool, logger: logger)
        }
    }

    private func makeFolder(_ path: String) throws(ConfigurationError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ConfigurationError(problems: [
                ConfigurationProblem(
                    variable: Variable.dataDirectory.name,
                    message: "the folder \(path) cannot be made. Make it and give it to the user of the server, or name another.")
            ])
        }
    }
}
