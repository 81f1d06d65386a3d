import ArgumentParser
import PDFPages
import Schedules

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Shows what is in a document, how completely it was read, and what was not understood.",
        discussion: "EXIT STATUS: 0 read; 2 a document could not be read; 64 wrong usage."
    )

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("The PDFs to look at; - reads one from standard input.", valueName: "file"))
    var files: [String]

    @Option(help: "text for people; json for programs: one object for each document, one after the other.")
    var format = Format.text

    func run() async throws {
        var isFirst = true
        var failures = 0
        for document in await DocumentReader(pool: Readers.pool).read(InputFile.files(files)) {
            switch document.reading {
            case .failure(let problem):
                failures += 1
                Console.complain("\(document.file.argument): \(problem.message)")
            case .success(let reading):
                switch format {
                case .json: try Console.write(InspectionJSON.value(reading, file: document.file.name).text + "\n")
                case .text: try Console.write((isFirst ? "" : "\n") + InspectionReport.text(reading, file: document.file.name))
                }
                isFirst = false
            }
        }
        if failures > 0 { throw ExitCode(ExitStatus.unreadable.rawValue) }
    }
}
