import Database
import ServiceLifecycle

/// Hands what the database tells of events to the streams of this process.
package final class BatchEventHub: Service {
    private let database: SQLDatabase

    init(database: SQLDatabase) { self.database = database }

    /// Runs until the task is cancelled or the server shuts down. Without it streams find out by looking every two seconds.
    package func run() async throws {}
}
