import App
import ArgumentParser
import Logging

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks configuration, database, file store, reader, disk and clock, and says what to do.",
        discussion: "EXIT STATUS: 0 everything works; 1 something does not."
    )

    @Flag(help: "Print every variable that can be set, as a Markdown table, and check nothing.")
    var variables = false

    func run() async throws {
        if variables {
            try Console.write(Array(ConfigurationTable.markdown.utf8))
            return
        }
        let doctor = Doctor(source: .process, logger: Logger(label: "heatsync") { _ in SwiftLogNoOpLogHandler() })
        let findings = await doctor.examine()
        let width = findings.map(\.subject.count).max() ?? 0
        for finding in findings {
            let subject = finding.subject + String(repeating: " ", count: width - finding.subject.count)
            let verdict = finding.verdict.rawValue + String(repeating: " ", count: 4 - finding.verdict.rawValue.count)
            Console.say("\(verdict)  \(subject)  \(finding.message)")
        }
        if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode.failure }
    }
}
