import MeetModel
import Schedules

/// A document as `heatsync inspect` shows it to a person.
enum InspectionReport {
    static func text(_ reading: Reading, file: String, width: Int = Console.width) -> String {
        let meet = reading.meet
        var lines = ["\(file): \(meet.kind.text), \(count(reading.completeness.pages, "page"))".printable]
        lines += facts(meet)
        lines += section("Sessions", sessions(meet), width: width)
        lines += section("Events", events(meet), width: width)
        lines += section("Timeline", timeline(meet), width: width)
        lines += checks(reading, width: width)
        lines += ["", "Lines"] + account(reading.completeness, width: width)
        lines += unread(reading.completeness.unread, width: width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        guard number != 1 else { return "1 \(noun)" }
        return "\(number) " + (noun.hasSuffix("ry") ? "\(noun.dropLast())ies" : "\(noun)s")
    }

    private static func facts(_ meet: Meet) -> [String] {
        let days = [meet.start, meet.end].compactMap { $0?.text }
        let dates = days.count == 2 && days[0] == days[1] ? days[0] : days.joined(separator: " to ")
        let printed = meet.printed.map { $0.date.text + ($0.time.map { " at \($0)" } ?? "") }
        let amounts = [(meet.entries.count, "entry"), (meet.alternates.count, "alternate"), (meet.relays.count, "relay")]
        let holds = amounts.filter { $0.0 > 0 }.map { count($0.0, $0.1) }.joined(separator: ", ")
        let facts = [("Meet", meet.name), ("Dates", dates), ("Venue", meet.venue), ("Printed", printed), ("Holds", holds)]
        return facts.compactMap { title, value in
            guard let value, !value.isEmpty else { return nil }
            return "  \(title)\(String(repeating: " ", count: 9 - title.count))\(value.printable)"
        }
    }

    private static func section(_ title: String, _ table: TableLayout, width: Int) -> [String] {
        table.rows.isEmpty ? [] : ["", title] + table.lines(width: width, indent: 2)
    }

    private static func sessions(_ meet: Meet) -> TableLayout {
        var table = TableLayout([
            .init("No.", alignment: .right), .init("Session", isElastic: true), .init("Day"), .init("Starts"),
            .init("Events", alignment: .right), .init("Page", alignment: .right),
        ])
        table.rows = meet.sessions.enumerated().map { index, session in
            let isListed = meet.timeline.contains { $0.session == index }
            let events = isListed ? meet.timeline.count { $0.session == index && !$0.isBreak } : meet.events.count { $0.session == index }
            return [
                session.number ?? "\(index + 1)", session.name ?? "", session.date?.text ?? "", session.start?.description ?? "",
                "\(events)", "\(session.page)",
            ]
        }
        return table
    }

    private static func events(_ meet: Meet) -> TableLayout {
        var entries = Array(repeating: 0, count: meet.events.count)
        let heats = meet.heatsFound
        for entry in meet.entries where entries.indices.contains(entry.event) { entries[entry.event] += 1 }
        for relay in meet.relays where entries.indices.contains(relay.event) { entries[relay.event] += 1 }
        var table = TableLayout([
            .init("Event", alignment: .right), .init("Name", isElastic: true), .init("Session", isElastic: true),
            .init("Heats", alignment: .right), .init("Entries", alignment: .right), .init("Page", alignment: .right),
        ])
        table.rows = meet.events.enumerated().map { index, event in
            let found = heats[index]
            let shown = event.heatCount.map { $0 == found || found == 0 ? "\($0)" : "\(found) of \($0)" } ?? (found == 0 ? "" : "\(found)")
            return [
                event.number ?? "", event.name, meet.sessions.count > 1 ? meet.session(event.session)?.name ?? "" : "", shown,
                "\(entries[index])", "\(event.page)",
            ]
        }
        return table
    }

    private static func timeline(_ meet: Meet) -> TableLayout {
        var table = TableLayout([
            .init("Start"), .init("Event", alignment: .right), .init("Name", isElastic: true), .init("Round"),
            .init("Session", isElastic: true), .init("Heat", alignment: .right), .init("Heats", alignment: .right),
            .init("Entries", alignment: .right),
        ])
        table.rows = meet.timeline.map { row in
            [
                row.start?.description ?? "", row.event ?? "", row.name, row.round ?? "",
                meet.sessions.count > 1 ? meet.session(row.session)?.name ?? "" : "", row.heat?.description ?? "",
                row.heats?.description ?? "", row.entries?.description ?? "",
            ]
        }
        return table
    }

    private static func checks(_ reading: Reading, width: Int) -> [String] {
        var problems = reading.completeness.failedChecks.map { $0.message + ($0.page.map { " (page \($0))" } ?? "") }
        let bare = reading.completeness.pagesWithoutText
        if !bare.isEmpty { problems.append("No text on page \(bare.map(String.init).joined(separator: ", ")): pictures only.") }
        if problems.isEmpty, reading.meet.heats.isEmpty, reading.meet.timeline.isEmpty { return [] }
        let lines = problems.flatMap { TableExport.wrapped($0, width: width, first: "  ! ") }
        return ["", "Checks"] + (lines.isEmpty ? ["  heats, lanes and totals add up"] : lines)
    }

    private static func account(_ completeness: Completeness, width: Int) -> [String] {
        let ignored = completeness.ignoredLines.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let kinds = ignored.map { "\($0.value) \(words($0.key))" }.joined(separator: ", ")
        let sum = ignored.reduce(0) { $0 + $1.value }
        let text = """
            \(completeness.usedLines) used, \(sum) that hold no race\(kinds.isEmpty ? "" : " (\(kinds))"), \
            \(completeness.unread.count) not understood
            """
        return TableExport.wrapped(text, width: width, first: "  ")
    }

    /// `columnHeader` as `column header`.
    private static func words(_ kind: IgnoredLine) -> String {
        kind.rawValue.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }

    private static func unread(_ lines: [UnreadLine], width: Int) -> [String] {
        guard !lines.isEmpty else { return [] }
        var table = TableLayout([
            .init("Page", alignment: .right), .init("From left", alignment: .right), .init("From top", alignment: .right),
            .init("Text", isElastic: true),
        ])
        table.rows = lines.map { line in
            ["\(line.place.page)", points(line.place.box.left), points(line.place.box.top), line.text]
        }
        return ["", "Not understood (positions in points)"] + table.lines(width: width, indent: 2)
    }

    private static func points(_ value: Float) -> String {
        value.isFinite && abs(value) < 1e6 ? "\(Int(value.rounded()))" : "?"
    }
}
