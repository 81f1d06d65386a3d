import MeetModel

/// Races as comma-separated values by RFC 4180: CRLF, one header line, quotes where needed.
///
/// Cells come from documents that anybody may have made, and end in spreadsheets. A cell that a spreadsheet would take for
/// a formula (it starts with `=`, `+`, `-`, `@`, a tab or a line break) is given a leading apostrophe.
package enum CSVExport {
    /// The column names, in order. New columns are only ever added at the end.
    package static let columns = [
        "swimmer", "printed_name", "age", "sex", "team", "meet", "venue", "session", "date", "start", "start_source", "start_earliest",
        "start_latest", "event", "event_name", "event_sex", "age_group", "distance", "course", "stroke", "relay_letter", "relay_leg",
        "round", "heat", "heats", "lane", "rank", "seed", "state", "exhibition", "file", "page",
    ]

    package static func text(_ races: [Race]) -> String {
        var text = columns.joined(separator: ",") + "\r\n"
        for race in races {
            text += cells(race).map(cell).joined(separator: ",") + "\r\n"
        }
        return text
    }

    private static func cells(_ race: Race) -> [String?] {
        let evidence = race.evidence.first
        let swimmer: [String?] = [race.displayName, race.printedName, race.age, race.sex?.rawValue, race.team]
        let session: [String?] = [race.meetName, race.venue, race.sessionName, race.date?.description]
        let start: [String?] = [
            race.start?.time.description, race.start?.source.rawValue, race.start?.earliest?.description, race.start?.latest?.description,
        ]
        let event: [String?] = [
            race.eventNumber, race.eventName, race.eventSex?.rawValue, race.ages?.text, race.distance?.description, race.course?.rawValue,
            race.stroke?.rawValue, race.relay?.letter, race.relay?.leg?.description,
        ]
        let place: [String?] = [
            race.round, race.heat?.description, race.heatCount?.description, race.lane?.description, race.rank?.description, race.seed,
            race.state.rawValue, race.isExhibition ? "yes" : "no", evidence?.file, evidence?.place.page.description,
        ]
        return swimmer + session + start + event + place
    }

    private static func cell(_ value: String?) -> String {
        guard var value, let first = value.unicodeScalars.first else { return "" }
        if "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first) { value = "'" + value }
        guard value.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return value }
        return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
