import ArgumentParser
import MeetModel
import PDFPages
import Schedules

struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Prints the races of your swimmers.",
        discussion: """
            Give all the documents of a meet at once: a session report lends its times to the heat sheets, a later print replaces an \
            earlier one, and a psych sheet fills in what is not seeded yet.

            EXIT STATUS: 0 found; 1 nothing could be written; 2 a document could not be read (what the others say is printed); 3 not found; 4 a name fits several \
            swimmers; 64 wrong usage.
            """
    )

    @Argument(
        help: ArgumentHelp("The PDFs of the meet, or their addresses on the web; - reads one from standard input.", valueName: "file"))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            """
            A swimmer: "First Last", "Last, First", or a last name to list who carries it. In brackets what tells people of one name \
            apart, age or year of birth and team: "First Last (11, TEAM)", "First Last (2011, TEAM)". Repeat for more.
            """, valueName: "name"))
    var swimmer: [String] = []

    @Flag(help: "Every swimmer of the documents.")
    var all = false

    @Option(help: ArgumentHelp("Only swimmers of this team; without --swimmer, everyone of it.", valueName: "code"))
    var team: String?

    @Option(help: "The form of the schedule. By default the ending of --output decides, else it is a table.")
    var format: OutputFormat?

    @Option(help: ArgumentHelp("Write to this file; into a folder, a name is chosen.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Calendar: remind so many minutes before a race. Repeat for more.", valueName: "minutes"))
    var reminder: [Reminder] = []

    @Option(
        help: ArgumentHelp("Calendar: the venue's time zone, as in America/Los_Angeles. Without it times are local.", valueName: "zone"))
    var timezone: String?

    @Option(help: ArgumentHelp("Write the PDF with the rows of the swimmers marked.", valueName: "out.pdf"))
    var highlight: String?

    @Flag(help: "Show the lines that were not understood.")
    var unread = false

    /// Not the parser's `validate`, which would speak up before options that it does not know.
    private func check() throws {
        if swimmer.isEmpty, !all, team == nil {
            throw ValidationError("Say whose races you want: --swimmer \"First Last\", --team CODE, or --all for everyone.")
        }
        if let empty = swimmer.first(where: { !$0.contains(where: \.isLetter) }) {
            throw ValidationError("--swimmer needs a name, and '\(empty.printable)' is none.")
        }
    }

    func run() async throws {
        try check()
        let zone = try timezone.map(ZoneDatabase.zone)
        let inputs = InputFile.files(files)
        let outputs = try OutputFiles(inputs: inputs)
        try outputs.check(output)
        try outputs.check(highlight)

        let pool = Readers.pool
        let documents = await DocumentReader(pool: pool).read(inputs, keepBytes: highlight != nil)
        let report = ExtractReport(documents: documents, question: question)
        report.complain()

        let format = format ?? output.flatMap(OutputFormat.init(fileName:)) ?? .table
        let options = CalendarFile.Options(stamp: Console.now, zone: zone, reminders: reminder.map(\.rawValue), name: report.title)
        let text = report.text(format, calendar: options, showsUnread: unread)
        if let text { try outputs.write(text, to: output, suggesting: report.fileName(format)) }
        if let highlight { try await outputs.writeMarked(documents, report.schedule, to: highlight, pool: pool) }
        try ExitStatus(report.schedule, failures: report.failures.count).end()
        if text == nil { throw ExitCode.failure }
    }

    private var question: Question {
        let isNamed = !swimmer.isEmpty
        return Question(
            swimmers: swimmer.map { SwimmerArgument.query($0, team: team) }, everyone: all, team: all || !isNamed ? team : nil)
    }
}
