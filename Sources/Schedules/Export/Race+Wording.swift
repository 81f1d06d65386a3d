package import MeetModel

/// How a race is put into words, the same way on the terminal, on paper and in a calendar.
extension Race {
    /// `50 Free`, `200 Medley Relay`; the printed name of events whose parts are unknown.
    package var shortEventName: String {
        guard let distance, let stroke, stroke != .diving else { return eventName }
        return "\(distance) \(stroke.shortName(isRelay: relay != nil))" + (relay == nil ? "" : " Relay")
    }

    /// `09:05`, `~09:42` for an estimate, nil while the start is unknown.
    package var startText: String? {
        start.map { ($0.source == .estimated ? "~" : "") + $0.time.description }
    }

    /// Where the start comes from, as a sentence; nil while it is unknown.
    package var startNote: String? {
        guard let start else { return nil }
        switch start.source {
        case .printed: return "Start printed with the heat."
        case .reported: return "Start from the session report."
        case .estimated:
            guard let earliest = start.earliest, let latest = start.latest, earliest < latest else {
                return "Start estimated, not printed."
            }
            return "Start estimated: between \(earliest) and \(latest)."
        }
    }

    /// What keeps the race from being certain; nil for a seeded race.
    package var stateText: String? {
        switch state {
        case .seeded: isScratched ? "scratched" : nil
        case .notSeeded: "unseeded" + (rank.map { ", rank \($0)" } ?? "")
        case .alternate: rank.map { "alternate \($0)" } ?? "alternate"
        case .finalIfQualified: "if qualified"
        }
    }

    /// Whether the seed column says that the swimmer does not swim.
    package var isScratched: Bool { seed?.uppercased() == "SCR" }

    /// `leg 2 of relay A`, `relay alternate`; nil for individual races.
    package var relayText: String? {
        guard let relay else { return nil }
        let team = relay.letter.map { "relay \($0)" } ?? "relay"
        return switch relay.leg {
        case nil: team
        case let leg? where leg > 4: "\(team) alternate"
        case let leg?: "leg \(leg) of \(team)"
        }
    }

    /// `Event 12, heat 3 of 5, lane 4`, as far as these are known.
    package var placeText: String {
        var parts: [String] = []
        if let eventNumber { parts.append("event \(eventNumber)") }
        if let heat { parts.append("heat \(heat)" + (heatCount.map { " of \($0)" } ?? "")) }
        if let lane { parts.append("lane \(lane)") }
        let text = parts.joined(separator: ", ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Stroke {
    fileprivate func shortName(isRelay: Bool) -> String {
        switch self {
        case .freestyle: "Free"
        case .backstroke: "Back"
        case .breaststroke: "Breast"
        case .butterfly: "Fly"
        case .medley: isRelay ? "Medley" : "IM"
        case .diving: "Diving"
        }
    }
}

extension CalendarDate {
    /// `Fri 7 Aug 2026`: no reader takes day and month for each other.
    package var text: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday.rawValue.prefix(3)) \(day) \(months[month - 1]) \(year)"
    }
}

extension DocumentKind {
    /// `session report` and the like, for a person.
    package var text: String {
        switch self {
        case .heatSheet: "heat sheet"
        case .psychSheet: "psych sheet"
        case .timeline: "session report"
        case .mixed: "heat sheet, partly not seeded"
        case .relayRoster: "relay roster"
        case .results: "results, no races to come"
        case .other: "no list of races"
        }
    }
}

extension AgeGroup {
    /// `11-12`, `10 & Under`, `13 & Over`, `12` for a single year; empty for an open group.
    package var text: String {
        switch (lowest, highest) {
        case (let low?, let high?): low == high ? "\(low)" : "\(low)-\(high)"
        case (nil, let high?): "\(high) & Under"
        case (let low?, nil): "\(low) & Over"
        case (nil, nil): ""
        }
    }
}
