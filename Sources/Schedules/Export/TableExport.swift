import MeetModel

/// A schedule as text for a terminal: sessions in order, a line for each race, then what to know before trusting it.
package enum TableExport {
    /// Lines of at most `width` columns as far as the words allow, each ended by a line feed. Empty when no race is listed.
    package static func text(_ schedule: Schedule, width: Int = 100) -> String {
        guard !schedule.races.isEmpty else { return "" }
        var lines = heading(schedule)
        for session in ScheduleSession.sessions(of: schedule.races) {
            lines += ["", session.title.printable]
            lines += table(session.races.map { schedule.races[$0] }, of: schedule).lines(width: width, indent: 2)
        }
        lines += section("Clashes", schedule.clashes.compactMap { $0.text(in: schedule) }, width: width)
        lines += section("Notes", schedule.notes.map { ($0.file.map { "\($0): " } ?? "") + $0.message }, width: width)
        lines += [""] + sources(schedule, width: width)
        if schedule.documents.contains(where: { $0.unreadLines > 0 }) {
            lines.append("Add --unread to see the lines that were not understood.")
        }
        if schedule.documents.contains(where: { !$0.failedChecks.isEmpty }) {
            lines.append("'heatsync inspect FILE' says which checks failed.")
        }
        if schedule.races.contains(where: { $0.start?.source == .estimated }) { lines.append("~ is an estimate, not a printed time.") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ schedule: Schedule) -> [String] {
        let meets = schedule.meets.map { meet in
            let days = [meet.start, meet.end].compactMap { $0?.text }
            let range = days.count == 2 && days[0] != days[1] ? days.joined(separator: " to ") : days.first
            return [meet.name, range, meet.venue].compactMap(\.self).joined(separator: " · ").printable
        }
        let swimmers = schedule.swimmers.map { swimmer in
            "\(swimmer.person.label): \(swimmer.races.count) race\(swimmer.races.count == 1 ? "" : "s")".printable
        }
        return meets.filter { !$0.isEmpty }
            + (swimmers.count > 12 ? ["\(swimmers.count) swimmers: \(schedule.races.count) races"] : swimmers)
    }

    private static func table(_ races: [Race], of schedule: Schedule) -> TableLayout {
        let isOne = schedule.swimmers.count == 1
        var table = TableLayout([
            .init("Start", alignment: .right), .init("Ev", alignment: .right), .init("Swimmer", isElastic: true),
            .init("Race", isElastic: true), .init("Heat"), .init("Lane", alignment: .right), .init("Seed", alignment: .right),
            .init("Page", alignment: .right), .init("", isElastic: true),
        ])
        table.rows = races.map { race in
            let isExhibition = race.isExhibition ? "exhibition" : nil
            let remarks = [race.round, race.relayText, race.stateText, isExhibition].compactMap(\.self)
            return [
                race.startText ?? "", race.eventNumber ?? "", isOne ? "" : race.displayName, isOne ? race.eventName : race.shortEventName,
                race.heat.map { "\($0)" + (race.heatCount.map { "/\($0)" } ?? "") } ?? "", race.lane?.description ?? "", race.seed ?? "",
                race.evidence.first.map { page(of: $0, in: schedule) } ?? "", remarks.joined(separator: ", "),
            ]
        }
        return table
    }

    /// `3`, or `[2] 3` for the second of several documents.
    private static func page(of evidence: Evidence, in schedule: Schedule) -> String {
        guard schedule.documents.count > 1, let index = schedule.documents.firstIndex(where: { $0.file == evidence.file }) else {
            return evidence.place.page.description
        }
        return "[\(index + 1)] \(evidence.place.page)"
    }

    private static func sources(_ schedule: Schedule, width: Int) -> [String] {
        schedule.documents.enumerated().flatMap { index, document in
            wrapped(document.text, width: width, first: "[\(index + 1)] ")
        }
    }

    private static func section(_ title: String, _ sentences: [String], width: Int) -> [String] {
        sentences.isEmpty ? [] : ["", title] + sentences.flatMap { wrapped($0, width: width, first: "  ") }
    }

    /// Broken between words; `first` starts the first line and `next` the others.
    package static func wrapped(_ text: String, width: Int, first: String = "", next: String = "    ") -> [String] {
        var lines: [String] = []
        var line = first
        var isStart = true
        for word in text.printable.split(separator: " ") {
            if !isStart, line.displayWidth + 1 + String(word).displayWidth > width {
                lines.append(line)
                line = next
                isStart = true
            }
            line += (isStart ? "" : " ") + word
            isStart = false
        }
        return lines + [line]
    }
}
