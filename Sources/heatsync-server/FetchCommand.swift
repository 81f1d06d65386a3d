import App
import ArgumentParser

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetches a PDF as the server would, and writes it to standard output.",
        discussion: "EXIT STATUS: 0 fetched; 1 not, and standard error says why and what to do.",
        shouldDisplay: false
    )

    @Argument(help: "The address of the PDF.")
    var address: String

    func run() async throws {
        try await Reporting.reportingErrors {
            let configuration = try ConfigurationSource.process.load()
            try await Fetching.fetch(address, configuration) { bytes in try Console.write(bytes) }
        }
    }
}
