import MeetModel

/// A calendar of races by RFC 5545.
///
/// Times are the venue's wall clock: with a zone they carry it along, without one they float and mean whatever zone the
/// calendar's owner is in. A race whose start is unknown takes its whole day; a race whose day is unknown is left out.
package struct CalendarFile: Sendable {
    package struct Options: Sendable {
        /// When the calendar is written: DTSTAMP.
        package var stamp: CalendarStamp
        /// When what it says was read or last changed: LAST-MODIFIED, and the SEQUENCE made of it.
        ///
        /// Calendars are not kept, so nobody knows how often a race was moved. What is known is when: the sequence counts
        /// seconds, stays as it is until something changes, and is greater in every later print of the meet, whichever batch or
        /// command reads it. A program that holds the race takes the event with the greater sequence.
        package var changed: CalendarStamp
        package var zone: CalendarZone?
        /// Minutes before a race at which to remind.
        package var reminders: [Int]
        /// What calendar programs call it.
        package var name: String?

        /// `changed` is `stamp` where nothing else is known.
        package init(
            stamp: CalendarStamp, changed: CalendarStamp? = nil, zone: CalendarZone? = nil, reminders: [Int] = [], name: String? = nil
        ) {
            self.stamp = stamp
            self.changed = changed ?? stamp
            self.zone = zone
            self.reminders = reminders
            self.name = name
        }
    }

    /// The file; nil when no race has a day, as a calendar may not be empty.
    package let text: String?
    /// Races whose day is unknown.
    package let leftOut: [Race]

    /// - Parameter positions: of the races to be written, nil for all of them. The others keep their part in telling races
    ///   apart, so that a race has the same UID alone and among all.
    package init(_ races: [Race], at positions: [Int]? = nil, options: Options) {
        let chosen = positions.map { $0.filter(races.indices.contains) } ?? Array(races.indices)
        leftOut = chosen.map { races[$0] }.filter { $0.date == nil }
        let identifiers = CalendarIdentifiers(races)
        let events = chosen.compactMap { index -> CalendarEvent? in
            races[index].date.map { CalendarEvent(race: races[index], date: $0, identifier: identifiers[index]) }
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
