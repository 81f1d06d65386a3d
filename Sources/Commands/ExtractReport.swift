import MeetModel
import Schedules

/// What an extraction found, and what it says about it.
struct ExtractReport {
    let schedule: Schedule
    let failures: [(file: InputFile, problem: InputProblem)]
    private let readings: [SourceDocument]
    private let team: String?

    init(documents: [DocumentReader.Document], question: Question) {
        readings = documents.compactMap { document in
            (try? document.reading.get()).map { SourceDocument(file: document.file.name, reading: $0) }
        }
        failures = documents.compactMap { document in
            if case .failure(let problem) = document.reading { (document.file, problem) } else { nil }
        }
        schedule = ScheduleBuilder.schedule(readings, question)
        team = question.team
    }

    /// What a calendar of the schedule is called.
    var title: String? {
        let names = schedule.swimmers.map(\.person.displayName)
        let who = names.count > 3 ? "\(names.count) swimmers" : names.joined(separator: ", ")
        let title = [who, schedule.meetName ?? ""].filter { !$0.isEmpty }.joined(separator: " – ")
        return title.isEmpty ? nil : title
    }

    func fileName(_ format: OutputFormat) -> String {
        FileName.schedule(
            swimmers: schedule.swimmers.map(\.person.displayName), meets: schedule.meets.compactMap(\.name), sources: readings.map(\.file),
            suffix: format.fileSuffix)
    }

    /// The schedule in one of its forms; nil where that form has nothing to show.
    func text(_ format: OutputFormat, calendar: CalendarFile.Options, showsUnread: Bool) -> String? {
        if showsUnread, format != .json, format != .table { for line in unreadLines { Console.complain(line) } }
        switch format {
        case .table:
            let unread = showsUnread ? unreadLines : []
            let table = TableExport.text(schedule, width: Console.width)
            let text = table + (unread.isEmpty ? "" : "\nNot understood\n" + unread.map { "  \($0)\n" }.joined())
            return text.isEmpty ? nil : text
        case .json: return json(showsUnread: showsUnread).text + "\n"
        case .csv: return schedule.races.isEmpty ? nil : CSVExport.text(schedule.races)
        case .html: return schedule.races.isEmpty ? nil : HTMLExport.page(schedule)
        case .ics:
            let file = CalendarFile(schedule.races, options: calendar)
            if !file.leftOut.isEmpty { Console.complain(Self.leftOut(file.leftOut, isAll: file.text == nil)) }
            return file.text
        }
    }

    private static func leftOut(_ races: [Race], isAll: Bool) -> String {
        guard !isAll else { return "no calendar was made, as these documents do not say on which day the races are" }
        let shown = races.prefix(3).map { "\($0.displayName), \($0.placeText.lowercased())" }.joined(separator: "; ")
        let more = races.count > 3 ? "; and \(races.count - 3) more" : ""
        return "not in the calendar, as their day is not known: \(shown)\(more)"
    }

    /// Says on standard error what went wrong, and what to do about it.
    func complain() {
        for (file, problem) in failures { Console.complain("\(file.argument): \(problem.message)") }
        for answer in schedule.answers { complain(answer) }
        if schedule.answers.isEmpty, schedule.swimmers.isEmpty, !readings.isEmpty {
            let who = "no swimmer\(team.map { " of \($0)" } ?? "") was found in \(documentCount)"
            Console.complain(who + (teams.isEmpty ? "" : ". Teams there: " + teams.joined(separator: ", ")))
        }
        if !readings.isEmpty, schedule.swimmers.isEmpty, readings.allSatisfy({ $0.reading.meet.kind == .timeline }) {
            Console.complain("a session report names no swimmers: give the heat sheet with it")
        }
        if schedule.races.isEmpty { for note in schedule.notes { Console.complain((note.file.map { "\($0): " } ?? "") + note.message) } }
    }

    private func complain(_ answer: Answer) {
        let name = answer.query.name.filter { !$0.isNewline }
        switch answer.outcome {
        case .found: return
        case .ambiguous(let people):
            let choices = people.enumerated().map { "\n  " + SwimmerArgument.argument(for: answer.choice($0, $1)) }.joined()
            Console.complain("\"\(name)\" fits \(people.count) swimmers: ask again for one of them" + choices)
        case .notFound where readings.isEmpty: return
        case .notFound(let suggestions):
            guard !suggestions.isEmpty else {
                return Console.complain("\"\(name)\" was not found in \(documentCount): check the spelling, or list everyone with --all")
            }
            let choices = suggestions.enumerated().map { position, suggestion in
                "\n  \(SwimmerArgument.argument(for: answer.choice(position, suggestion.person)))  \(suggestion.reason.text)"
            }
            Console.complain("\"\(name)\" was not found in \(documentCount). Did you mean:" + choices.joined())
        }
    }

    private var documentCount: String { readings.count == 1 ? "the document" : "the \(readings.count) documents" }

    /// At most forty, by name.
    private var teams: [String] {
        let names = readings.reduce(into: Set<String>()) { names, document in
            names.formUnion(document.reading.meet.entries.compactMap(\.team))
            names.formUnion(document.reading.meet.relays.map(\.team))
        }
        return Array(names.sorted().prefix(40))
    }

    private var unreadLines: [String] {
        readings.flatMap { document in
            document.reading.completeness.unread.map { "\(document.file), page \($0.place.page): \($0.text)".printable }
        }
    }

    private func json(showsUnread: Bool) -> JSONValue {
        var value = JSONExport.value(schedule)
        let failed = failures.map { file, problem -> JSONValue in ["file": .string(file.name), "problem": .string(problem.message)] }
        value.append("failures", .array(failed))
        guard showsUnread else { return value }
        let unread = readings.map { document -> JSONValue in
            ["file": .string(document.file), "lines": .array(document.reading.completeness.unread.map(JSONExport.unread))]
        }
        value.append("unread", .array(unread))
        return value
    }
}

extension Suggestion.Reason {
    /// Why somebody is offered.
    fileprivate var text: String {
        switch self {
        case .sameLastName: "has the same last name"
        case .nickname: "may be the full name"
        case .spelling: "is spelled much the same"
        case .partialLastName: "has a longer last name"
        case .otherMiddleName: "has another middle name"
        case .otherAge: "is of another age"
        case .otherTeam: "is in another team"
        case .namesExchanged: "has first and last name exchanged"
        case .cutOff: "may be cut off on the sheet"
        }
    }
}
