import MeetModel

/// One race as a VEVENT.
struct CalendarEvent {
    var race: Race
    var date: CalendarDate
    var identifier: String

    func write(to writer: inout CalendarWriter, options: CalendarFile.Options) {
        writer.line("BEGIN:VEVENT")
        writer.line("UID:\(identifier)")
        writer.line("DTSTAMP:\(options.stamp.text)")
        writer.line("SEQUENCE:\(options.changed.sequence)")
        writer.line("LAST-MODIFIED:\(options.changed.text)")
        for line in times(zone: options.zone) { writer.line(line) }
        writer.line("SUMMARY", text: race.calendarTitle)
        if let venue = race.venue { writer.line("LOCATION", text: venue) }
        writer.line("DESCRIPTION", text: race.calendarDetails)
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
        writer.line("DESCRIPTION", text: race.calendarTitle)
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
        let last = CalendarStamp(seconds: first.seconds + race.calendarMinutes * 60)
        return ["DTSTART\(parameter):\(first.localText)", "DTEND\(parameter):\(last.localText)"]
    }
}
