import Database
import Logging

/// Bringing the schema up to date.
package enum Migrating {
    /// Applies what is missing, and says in a sentence what was done.
    package static func migrate(_ configuration: ServerConfiguration) async throws -> String {
        do {
            let database = try configuration.openDatabase(logger: Logger(label: "heatsync.database"))
            let report: Result<MigrationReport, any Error>
            do {
                report = .success(try await database.migrate())
            } catch {
                report = .failure(error)
            }
            await database.close()
            let applied = try report.get().applied
            guard !applied.isEmpty else { return "The schema was up to date." }
            return "Applied \(applied.count == 1 ? "one step" : "\(applied.count) steps") of the schema."
        } catch {
            throw OperationFailure("The schema could not be brought up to date", error)
        }
    }
}
