import Anonymizing
import ArgumentParser

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
        guard output != "-" else {
            throw ValidationError("--output needs the name of a file; standard output says what was replaced.")
        }
        let inputs = InputFile.files([file])
        let outputs = try OutputFiles(inputs: inputs)
        try outputs.check(output)
        for input in inputs { try await anonymize(input, outputs) }
    }

    private func anonymize(_ input: InputFile, _ outputs: OutputFiles) async throws {
        let copy: AnonymizedCopy
        do {
            let bytes = input.isAddress ? try await input.fetched() : try input.bytes()
            var random = SystemRandomNumberGenerator()
            copy = try await AnonymizedCopy(of: bytes, in: Readers.pool, replacesClubs: clubs, using: &random)
        } catch let problem as InputProblem {
            Console.complain("\(input.argument): \(problem.message)")
            throw ExitCode(ExitStatus.unreadable.rawValue)
        } catch let failure as AnonymizedCopy.Failure {
            Console.complain("\(input.argument): \(failure.message)")
            throw failure == .stillNamed ? ExitCode.failure : ExitCode(ExitStatus.unreadable.rawValue)
        }
        let target = try outputs.write(copy.pdf, to: output, suggesting: "anonymized.pdf")
        try Console.write(AnonymizingReport.text(copy.summary, clubs: clubs, file: target))
        guard !copy.differences.isEmpty else { return }
        Console.complain(
            "\(target) does not read the way the original does: \(copy.differences.joined(separator: "; ")) differ. Say so when you send it."
        )
        throw ExitCode(ExitStatus.unlike.rawValue)
    }
}
