package import Database
package import Downloads
package import FileStore
package import Logging
package import Web

/// Everything that can be set, checked: see `docs/configuration.md`.
package struct ServerConfiguration: Sendable {
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// Answers requests.
        case web
        /// Reads documents.
        case worker
        /// Removes what has expired; of all that have this role one does it.
        case scheduler
    }

    package var host: String
    package var port: Int
    /// Nil until it is known which port was taken.
    package var givenBaseURL: String?
    package var roles: Set<Role>
    package var trustedProxies: TrustedProxies
    /// As browsers write them: `https://club.example`, without a slash.
    package var allowedOrigins: Set<String>
    package var logLevel: Logger.Level
    package var logFormat: LogFormat?
    package var metricsToken: String?
    /// Nil for none beside the web server's.
    package var metricsPort: Int?
    /// From SIGTERM to the end of the process.
    package var shutdownTime: Duration

    package var database: DatabaseConfiguration.Location
    package var dataDirectory: String
    package var storage: StorageLocation
    package var filesDirectory: String

    package var documentsPerBatch: Int
    package var batchLifetimeDays: Int
    package var jobsPerBatch: Int
    package var maximumUploadBytes: Int64
    package var creationsPerMinute: Int
    package var daily: StorageUsage
    package var downloads: AddressPolicy

    package var databaseConnections: Int
    package var workerConcurrency: Int
    /// Nil for one a processor.
    package var readerProcesses: Int?
    /// Nil for the one beside the program.
    package var readerExecutable: String?

    package var flags: FeatureFlags
    /// Variables that are set and that this version does nothing with.
    package var unused: [String]

    /// The address under which people reach the server that listens at `port`.
    package func baseURL(port: Int) -> String {
        givenBaseURL ?? "http://localhost:\(port)"
    }
}

package enum LogFormat: String, Sendable, Hashable, CaseIterable {
    case json
    case text
}
