import MeetModel

/// One race as a VEVENT.
struct CalendarEvent {
    var race: Race
    var date: CalendarDate
    var identifier: String
    var revision: CalendarRevision

    func write(to writer: inout CalendarWriter, options: CalendarFile.Options) {
        writer.line("BEGIN:VEVENT")
        writer.line("UID:\(identifier)")
        writer.line("DTSTAMP:\(options.stamp.text)")
        writer.line("SEQUENCE:\(revision.sequence)")
        writer.line("LAST-MODIFIED:\(revision.changed.text)")
        for line in times(zone: options.zone) { writer.line(line) }
        writer.line("SUMMARY", text: summary)
        if let venue = race.venue { writer.line("LOCATION", text: venue) }
        writer.line("DESCRIPTION", text: description)
        writer.line("STATUS:\(status)")
        writer.line("TRANSP:\(race.start == nil ? "TRANSPARENT" : "OPAQUE")")
        if race.start != nil, !race.isScratched {
            for minutes in Set(options.reminders).sorted(by: >) { writeAlarm(minutes, to: &writer) }
        }
        writer.line("END:VEVENT")
    }

    private func writeAlarm(_ minutes: Int, to writer: inout CalendarWriter) {
        writer.line("BEGIN:VALARM")
        writer.line("ACTION:DISPLAY")
        writer.line("DESCRIPTION", text: summary)
        writer.line("TRIGGER:-PT\(minutes)M")
        writer.line("END:VALARM")
    }

    private var status: String {
        if race.isScratched { return "CANCELLED" }
        return race.state == .seeded ? "CONFIRMED" : "TENTATIVE"
    }

    private func times(zone: CalendarZone?) -> [String] {
        guard let start = race.start else {
            let end = date.adding(days: 1).map { ["DTEND;VALUE=DATE:" + CalendarStamp.text($0)] } ?? []
            return ["DTSTART;VALUE=DATE:" + CalendarStamp.text(date)] + end
        }
        let parameter = zone.map { ";TZID=\($0.identifier)" } ?? ""
        let first = CalendarStamp(seconds: date.daysSinceEpoch * 86_400 + start.time.minutes * 60)
        let last = CalendarStamp(seconds: first.seconds + minutes * 60)
        return ["DTSTART\(parameter):\(first.localText)", "DTEND\(parameter):\(last.localText)"]
    }

    /// Ten minutes, or the seed time rounded up to five.
    private var minutes: Int {
        guard let seed = race.seed.flatMap({ SeedTime($0) }) else { return 10 }
        return min(120, max(10, (seed.hundredths + 29_999) / 30_000 * 5))
    }

    private var summary: String {
        var parts = [race.displayName]
        parts.append((race.eventNumber.map { "#\($0) " } ?? "") + race.shortEventName)
        let place = [race.heat.map { "H\($0)" }, race.lane.map { "L\($0)" }].compactMap(\.self)
        if !place.isEmpty { parts.append(place.joined(separator: " ")) }
        if let relay = race.relayText { parts.append(relay) }
        if let state = race.stateText { parts.append(state) }
        return parts.joined(separator: " · ")
    }

    private var description: String {
        var lines = [race.eventName + (race.round.map { ", \($0)" } ?? ""), race.placeText]
        lines.append([race.meetName, race.sessionName].compactMap(\.self).joined(separator: ": "))
        if let relay = race.relay, !relay.members.isEmpty { lines.append("Relay: " + relay.members.joined(separator: "; ")) }
        let seed = race.seed.map { "Seed \($0)" + (race.isExhibition ? " (exhibition)" : "") }
        lines.append([seed, race.age.map { "age \($0)" }, race.team].compactMap(\.self).joined(separator: ", "))
        if let state = race.stateText { lines.append("Not certain: \(state).") }
        lines.append(race.startNote ?? "The start is not known yet.")
        if let evidence = race.evidence.first { lines.append("Read from \(evidence.file), page \(evidence.place.page).") }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
