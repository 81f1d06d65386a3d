import MeetModel

/// A time zone of the IANA database, read from its compiled file (RFC 8536), for calendars that carry their zone along.
package struct CalendarZone: Sendable {
    /// `America/Los_Angeles`.
    package let identifier: String
    private let transitions: [Transition]
    private let initial: LocalTime
    private let rule: CalendarZoneRule?

    /// What the clocks show between two transitions.
    struct LocalTime: Sendable, Hashable {
        /// Seconds east of UTC.
        var offset: Int
        var isDaylight: Bool
        /// `PDT`.
        var name: String
    }

    struct Transition: Sendable, Hashable {
        /// Seconds since 1970 UTC.
        var instant: Int
        var before: LocalTime
        var after: LocalTime
    }

    /// Whether a text can name a zone at all; callers look up only such names in the zone folder.
    package static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count < 64
            && parts.allSatisfy { part in
                part.utf8.first.map { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") } ?? false
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                        default: "+-_".utf8.contains(byte)
                        }
                    }
            }
    }

    /// Nil unless `file` is a compiled zone of version 2 or later.
    package init?(identifier: String, file: [UInt8]) {
        guard Self.isIdentifier(identifier), let parsed = CalendarZoneFile(file) else { return nil }
        self.identifier = identifier
        self.rule = parsed.rule
        self.initial = parsed.initial
        self.transitions = parsed.transitions
    }

    /// The VTIMEZONE lines that hold for all of `days`, unfolded: every change of the clocks in their years and the last one
    /// before. Some programs want to see both kinds of time even where the meet needs one.
    func component(for days: ClosedRange<CalendarDate>) -> [String] {
        let newYear = CalendarDate(year: days.lowerBound.year, month: 1, day: 1) ?? days.lowerBound
        let first = (newYear.daysSinceEpoch - 1) * 86_400
        let last = CalendarStamp(seconds: (days.upperBound.daysSinceEpoch + 1) * 86_400)
        let all = transitions(until: last.year)
        var shown = Array(all.drop { $0.instant <= first })
        if let current = all.last(where: { $0.instant <= first }) { shown.insert(current, at: 0) }
        var lines = ["BEGIN:VTIMEZONE", "TZID:\(identifier)"]
        if shown.first.map({ $0.instant > first }) ?? true {
            lines += Self.observance(initial, from: initial, start: "19700101T000000")
        }
        for transition in shown {
            let start = CalendarStamp(seconds: transition.instant + transition.before.offset).localText
            lines += Self.observance(transition.after, from: transition.before, start: start)
        }
        return lines + ["END:VTIMEZONE"]
    }

    private func transitions(until year: Int) -> [Transition] {
        guard let rule else { return transitions.filter { CalendarStamp(seconds: $0.instant).year <= year } }
        let known = transitions.last?.instant ?? Int.min
        let start = transitions.last.map { CalendarStamp(seconds: $0.instant).year } ?? min(year, 1970)
        let later = start <= year ? (start...year).flatMap(rule.transitions(in:)).filter { $0.instant > known } : []
        return transitions.filter { CalendarStamp(seconds: $0.instant).year <= year } + later
    }

    private static func observance(_ time: LocalTime, from before: LocalTime, start: String) -> [String] {
        let kind = time.isDaylight ? "DAYLIGHT" : "STANDARD"
        return [
            "BEGIN:\(kind)", "DTSTART:\(start)", "TZOFFSETFROM:\(offsetText(before.offset))", "TZOFFSETTO:\(offsetText(time.offset))",
            "TZNAME:\(time.name)", "END:\(kind)",
        ]
    }

    private static func offsetText(_ offset: Int) -> String {
        let magnitude = abs(offset)
        let parts = [magnitude / 3600, magnitude / 60 % 60] + (magnitude % 60 == 0 ? [] : [magnitude % 60])
        return (offset < 0 ? "-" : "+") + parts.map { $0.padded(to: 2) }.joined()
    }
}
