import ArgumentParser

/// The server's commands. `heatsync serve` and its siblings hand their arguments on to this program.
@main
struct HeatSyncServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heatsync",
        abstract: "The HeatSync server.",
        version: "0.1.0",
        subcommands: [ServeCommand.self, MigrateCommand.self, DoctorCommand.self, FetchCommand.self]
    )
}
