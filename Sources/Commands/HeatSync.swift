package import ArgumentParser

/// The command line.
package struct HeatSync: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "heatsync",
        abstract: "Turns the heat sheets of a swim meet into a swimmer's schedule.",
        version: "0.1.0",
        subcommands: [ExtractCommand.self, InspectCommand.self, ServeCommand.self, MigrateCommand.self, DoctorCommand.self]
    )

    package init() {}

    /// Runs the program with the arguments it was started with and ends it.
    package static func run() async {
        await Readers.run(CommandLine.arguments) { await main(nil) }
    }
}
