package import ArgumentParser
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The command line.
package struct HeatSync: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "heatsync",
        abstract: "Turns the heat sheets of a swim meet into a swimmer's schedule.",
        version: "0.1.0",
        subcommands: [
            ExtractCommand.self, InspectCommand.self, AnonymizeCommand.self, ServeCommand.self, MigrateCommand.self, DoctorCommand.self,
        ]
    )

    package init() {}

    /// Runs the program with the arguments it was started with and ends it.
    package static func run() async -> Never {
        let status: Int32 = await Readers.run(CommandLine.arguments) { await outcome() }
        // At once: what libraries do at the end of a process meets a reader that is just being started, and complains.
        _exit(status)
    }

    /// Runs the command that was asked for, says what went wrong, and tells with what the program is to end.
    private static func outcome() async -> Int32 {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
            return ExitCode.success.rawValue
        } catch {
            let (text, code) = (fullMessage(for: error), exitCode(for: error))
            let stream = code == .success ? FileDescriptor.standardOutput : .standardError
            if !text.isEmpty { _ = try? stream.writeAll("\(text)\n".utf8) }
            return code.rawValue
        }
    }
}
