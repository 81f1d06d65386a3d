import App
import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the schema of the database up to date.",
        discussion: """
            The server does so itself at its start; this is for those who want it done before. Any number of machines may run it at once.

            EXIT STATUS: 0 done; 1 it failed; 78 the configuration is wrong.
            """
    )

    func run() async throws {
        try await Reporting.reportingErrors {
            let configuration = try ConfigurationSource.process.load()
            Console.say(try await Migrating.migrate(configuration))
        }
    }
}
