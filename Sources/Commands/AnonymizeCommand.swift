import Anonymizing
import ArgumentParser
import HeatSheets
import MeetModel
import PDFPages

struct AnonymizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anonymize",
        abstract: "Writes a document with other names in it, to attach to a bug report.",
        discussion: """
            The new PDF has the same text in the same places, but every name is replaced by invented letters, and so is every word that is \
            not known to be none. Times, ages and dates stay. Pictures, lines and what is hidden in the file are left out. Look at it before \
            you send it.

            EXIT STATUS: 0 written; 1 not written; 2 the document could not be read; 5 written, but it does not read the way the original \
            does; 64 wrong usage.
            """
    )

    @Argument(help: ArgumentHelp("The PDF; - reads it from standard input.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Write the new PDF to this file.", valueName: "out.pdf"))
    var output: String

    @Flag(help: "Replace the names of teams, too.")
    var clubs = false

    func run() async throws {
        let input = InputFile.files([file])
        let outputs = try OutputFiles(inputs: input)
        try outputs.check(output)
        guard let file = input.first else { return }
        let pool = Readers.pool
        do {
            let bytes = file.isAddress ? try await file.fetched() : try file.bytes()
            let pages = try await pool.read(bytes)
            let reading = try DocumentReader.judged(HeatSheetReader.read(pages)).get()
            guard let (document, pdf, copy) = try await anonymized(pages, reading, pool) else {
                Console.complain("\(output) was not written: a word that was to be replaced is still in it. Please report this.")
                throw ExitCode.failure
            }
            let target = try outputs.write(pdf, to: output, suggesting: "anonymized.pdf")
            let differences = ReadingLikeness.differences(reading, HeatSheetReader.read(copy))
            try Console.write(AnonymizingReport.text(document.summary, clubs: clubs, file: target))
            if !differences.isEmpty {
                Console.complain(
                    "\(target) does not read the way the original does: \(differences.joined(separator: "; ")) differ. "
                        + "Say so when you send it.")
                throw ExitCode(ExitStatus.unlike.rawValue)
            }
        } catch let problem as InputProblem {
            Console.complain("\(file.argument): \(problem.message)")
            throw ExitCode(ExitStatus.unreadable.rawValue)
        } catch let error as PDFError {
            Console.complain("\(file.argument): \(error.message)")
            throw ExitCode(ExitStatus.unreadable.rawValue)
        }
    }

    /// The document with other names, as it reads. By chance, new letters may look like an old word where words run into each other:
    /// other letters help then. Nil if they do not.
    private func anonymized(
        _ pages: [PageText], _ reading: Reading, _ pool: ReaderPool
    ) async throws -> (AnonymizedDocument, pdf: [UInt8], copy: [PageText])? {
        for _ in 0..<5 {
            var random = SystemRandomNumberGenerator()
            let document = Anonymizer.anonymize(pages, reading, replacesClubs: clubs, using: &random)
            let pdf = document.pdf
            let copy = try await pool.read(pdf)
            if document.remaining(in: pdf, copy) == 0 { return (document, pdf, copy) }
        }
        return nil
    }
}
