import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the program prints, to the byte. `HEATSYNC_UPDATE_SNAPSHOTS=1 swift test --filter SnapshotTests` writes the files anew;
/// look at what changed before you commit it.
@Suite struct SnapshotTests {
    struct Command: Sendable, CustomTestStringConvertible {
        var name: String
        var arguments: [String]

        var testDescription: String { name }
    }

    private static let sheet = "samples/harbor-lights-heat-sheet.pdf"
    private static let meet = [sheet, "samples/harbor-lights-session-report.pdf", "samples/harbor-lights-psych-sheet.pdf"]

    static let commands = [
        Command(name: "help", arguments: ["--help"]),
        Command(name: "help-extract", arguments: ["extract", "--help"]),
        Command(name: "help-inspect", arguments: ["inspect", "--help"]),
        Command(name: "help-anonymize", arguments: ["anonymize", "--help"]),
        Command(name: "extract-table", arguments: ["extract"] + meet + ["--swimmer", "Yara Brammont"]),
        Command(name: "extract-family", arguments: ["extract"] + meet + ["--swimmer", "Zeke Ellsessa", "--swimmer", "Yara Brammont"]),
        Command(name: "extract-one-sheet", arguments: ["extract", sheet, "--swimmer", "Yara Brammont", "--unread"]),
        Command(name: "extract-json", arguments: ["extract"] + meet + ["--swimmer", "Yara Brammont", "--format", "json"]),
        Command(name: "extract-csv", arguments: ["extract"] + meet + ["--swimmer", "Yara Brammont", "--format", "csv"]),
        Command(name: "extract-html", arguments: ["extract"] + meet + ["--swimmer", "Yara Brammont", "--format", "html"]),
        Command(
            name: "extract-ics",
            arguments: ["extract"] + meet
                + ["--swimmer", "Yara Brammont", "--format", "ics", "--timezone", "America/New_York", "--reminder", "10"]),
        Command(name: "extract-not-found", arguments: ["extract"] + meet + ["--swimmer", "Yara Bramont"]),
        Command(name: "extract-ambiguous", arguments: ["extract"] + meet + ["--swimmer", "Fosturne"]),
        Command(name: "inspect-heat-sheet", arguments: ["inspect", sheet]),
        Command(name: "inspect-session-report", arguments: ["inspect", meet[1]]),
        Command(name: "inspect-results", arguments: ["inspect", "Tests/Fixtures/negative-results-2col.pdf"]),
        Command(name: "inspect-json", arguments: ["inspect", "--format", "json", "Tests/Fixtures/trap-diving.pdf"]),
    ]

    @Test("The program prints what it printed", arguments: commands)
    func snapshot(command: Command) async throws {
        let program = try await Program.run(command.arguments)
        let shown = """
            $ heatsync \(command.arguments.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " "))
            --- exit code \(program.status)
            --- output
            \(program.output)--- errors
            \(program.errors)
            """
        let path = "\(Program.root)/Tests/CommandsTests/Snapshots/\(command.name).txt"
        if getenv("HEATSYNC_UPDATE_SNAPSHOTS") != nil { try File.write(shown.utf8, to: path) }
        let expected = try File.text(path)
        #expect(shown == expected, "\(command.name).txt")
    }

    @Test("Every snapshot belongs to a command")
    func strays() {
        let names = File.names(in: "\(Program.root)/Tests/CommandsTests/Snapshots")
        #expect(names == Self.commands.map { "\($0.name).txt" }.sorted())
    }
}
