import MeetModel

/// A calendar of races by RFC 5545.
///
/// Times are the venue's wall clock: with a zone they carry it along, without one they float and mean whatever zone the
/// calendar's owner is in. A race whose start is unknown takes its whole day; a race whose day is unknown is left out.
package struct CalendarFile: Sendable {
    package struct Options: Sendable {
        /// When the calendar is written.
        package var stamp: CalendarStamp
        package var zone: CalendarZone?
        /// Minutes before a race at which to remind.
        package var reminders: [Int]
        /// What calendar programs call it.
        package var name: String?

        package init(stamp: CalendarStamp, zone: CalendarZone? = nil, reminders: [Int] = [], name: String? = nil) {
            self.stamp = stamp
            self.zone = zone
            self.reminders = reminders
            self.name = name
        }
    }

    /// The file; nil when no race has a day, as a calendar may not be empty.
    package let text: String?
    /// Races whose day is unknown.
    package let leftOut: [Race]

    /// `revisions` belongs to the races by position: how often a race has changed since it was first published. Missing
    /// ones are unchanged.
    package init(_ races: [Race], revisions: [CalendarRevision] = [], options: Options) {
        leftOut = races.filter { $0.date == nil }
        let identifiers = CalendarIdentifiers(races)
        let events = races.enumerated().compactMap { index, race -> CalendarEvent? in
            guard let date = race.date else { return nil }
            let revision = index < revisions.count ? revisions[index] : CalendarRevision(sequence: 0, changed: options.stamp)
            return CalendarEvent(race: race, date: date, identifier: identifiers[index], revision: revision)
        }
        guard let first = events.map(\.date).min(), let last = events.map(\.date).max() else {
            text = nil
            return
        }
        var writer = CalendarWriter()
        writer.line("BEGIN:VCALENDAR")
        writer.line("VERSION:2.0")
        writer.line("PRODID:-//HeatSync//Swim meet schedule//EN")
        writer.line("CALSCALE:GREGORIAN")
        writer.line("METHOD:PUBLISH")
        if let name = options.name { writer.line("X-WR-CALNAME", text: name) }
        if let zone = options.zone {
            writer.line("X-WR-TIMEZONE:\(zone.identifier)")
            for line in zone.component(for: first...last) { writer.line(line) }
        }
        for event in events { event.write(to: &writer, options: options) }
        writer.line("END:VCALENDAR")
        text = writer.text
    }
}

/// How often an event has changed since it was first published, and when it last did.
package struct CalendarRevision: Sendable, Hashable {
    package var sequence: Int
    package var changed: CalendarStamp

    package init(sequence: Int, changed: CalendarStamp) {
        self.sequence = sequence
        self.changed = changed
    }
}
