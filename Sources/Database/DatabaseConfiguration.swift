/// Where the database is and how hard it may be used.
package struct DatabaseConfiguration: Sendable {
    package enum Location: Sendable {
        /// A file; it and the folders above it are made when missing.
        case sqlite(path: String)
        /// A connection URL: `postgres://user:password@host:5432/name?sslmode=require`. Printing a location does not show it.
        case postgres(url: String)
    }

    package var location: Location
    /// Connections to PostgreSQL, each with a thread here and a process there; on SQLite readers beside the one writer.
    package var maximumConnections: Int
    /// How long to wait for a connection, also while the server restarts.
    package var acquireTimeout: Duration
    package var connectTimeout: Duration
    /// The longest that one statement may take.
    package var statementTimeout: Duration
    /// A connection beyond the first that nobody has used for so long is closed.
    package var idleTimeout: Duration
    /// Shown by the server among its connections.
    package var applicationName: String

    package init(
        location: Location, maximumConnections: Int = 8, acquireTimeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(30), idleTimeout: Duration = .seconds(600), applicationName: String = "heatsync"
    ) {
        self.location = location
        self.maximumConnections = max(1, maximumConnections)
        self.acquireTimeout = acquireTimeout
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.idleTimeout = idleTimeout
        self.applicationName = applicationName
    }
}

extension DatabaseConfiguration.Location: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .sqlite: "SQLite"
        case .postgres: "PostgreSQL"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
