import MeetModel

/// A schedule as one self-contained page: no script, nothing fetched, made for a phone, for paper and for the dark.
package enum HTMLExport {
    package static func page(_ schedule: Schedule) -> String {
        let names = schedule.swimmers.map(\.person.displayName)
        let who = names.count > 3 ? "\(names.count) swimmers" : names.joined(separator: ", ")
        let title = [who, schedule.meetName ?? ""].filter { !$0.isEmpty }.joined(separator: " – ")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(escaped(title.isEmpty ? "Swim meet schedule" : title))</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <main>
            \(header(schedule))\(sessions(schedule))\(footer(schedule))</main>
            </body>
            </html>

            """
    }

    /// Text as it may stand in an element or a quoted attribute.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.printable.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func header(_ schedule: Schedule) -> String {
        var html = "<header>\n<h1>\(escaped(schedule.meetName ?? "Swim meet schedule"))</h1>\n"
        let days = [schedule.start, schedule.end].compactMap { $0?.text }
        let range = days.count == 2 && days[0] == days[1] ? days[0] : days.joined(separator: " to ")
        let facts = [range, schedule.venue ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        if !facts.isEmpty { html += "<p>\(escaped(facts))</p>\n" }
        html += "<ul class=\"swimmers\">\n"
        for swimmer in schedule.swimmers {
            let count = "\(swimmer.races.count) race\(swimmer.races.count == 1 ? "" : "s")"
            html += "<li><bdi>\(escaped(swimmer.person.label))</bdi>: \(count)</li>\n"
        }
        return html + "</ul>\n</header>\n"
    }

    private static func sessions(_ schedule: Schedule) -> String {
        guard !schedule.races.isEmpty else { return "<p>No race was found.</p>\n" }
        return ScheduleSession.sessions(of: schedule.races).enumerated().map { index, session in
            """
            <section aria-labelledby="session-\(index + 1)">
            <h2 id="session-\(index + 1)">\(escaped(session.title))</h2>
            <table>
            <thead><tr><th scope="col">Start</th><th scope="col">Race</th><th scope="col">Heat</th><th scope="col">Lane</th></tr></thead>
            <tbody>
            \(session.races.map { row(schedule.races[$0], of: schedule) }.joined(separator: "\n"))
            </tbody>
            </table>
            </section>

            """
        }.joined()
    }

    private static func row(_ race: Race, of schedule: Schedule) -> String {
        let swimmer = schedule.swimmers.count > 1 ? "<b class=\"swimmer\"><bdi>\(escaped(race.displayName))</bdi></b>" : ""
        let number = race.eventNumber.map { "<span class=\"number\">\(escaped($0))</span> " } ?? ""
        let evidence = race.evidence.first.map { "page \($0.place.page) of \($0.file)" }
        let range = race.start?.source == .estimated ? race.startNote.map { String($0.dropLast()) } : nil
        let seed = race.seed.map { "seed \($0)" }
        let details = [race.round, race.relayText, seed, race.isExhibition ? "exhibition" : nil, range, evidence]
        let state = race.stateText.map { "<strong class=\"state\">\(escaped($0))</strong> " } ?? ""
        let heat = race.heat.map { "\($0)" + (race.heatCount.map { "<small> of \($0)</small>" } ?? "") } ?? "–"
        let small = escaped(details.compactMap(\.self).joined(separator: " · "))
        return """
            <tr><td>\(escaped(race.startText ?? "–"))</td><td>\(swimmer)\(number)\(escaped(race.eventName)) \
            <span class="details">\(state)\(small)</span></td><td>\(heat)</td><td>\(race.lane.map(String.init) ?? "–")</td></tr>
            """
    }

    private static func footer(_ schedule: Schedule) -> String {
        let clashes = schedule.clashes.compactMap { $0.text(in: schedule) }
        let notes = schedule.notes.map { ($0.file.map { "\($0): " } ?? "") + $0.message }
        let documents = schedule.documents.map(\.text)
        let lists = [("Clashes", clashes), ("Notes", notes), ("Read from", documents)].filter { !$0.1.isEmpty }
        return "<footer>\n"
            + lists.map { title, items in
                "<h2>\(title)</h2>\n<ul>\n" + items.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
            }.joined() + "<p>A time with ~ is an estimate. The meet's own announcements always count.</p>\n</footer>\n"
    }
}
