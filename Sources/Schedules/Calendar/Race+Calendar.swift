import MeetModel

/// How a race stands in a calendar.
extension Race {
    /// How long to set aside: ten minutes, or the seed time rounded up to five.
    package var calendarMinutes: Int {
        guard let seed = self.seed.flatMap({ SeedTime($0) }) else { return 10 }
        return min(120, max(10, (seed.hundredths + 29_999) / 30_000 * 5))
    }

    /// One line: swimmer, event, heat and lane.
    package var calendarTitle: String {
        var parts = [displayName]
        parts.append((eventNumber.map { "#\($0) " } ?? "") + shortEventName)
        let place = [heat.map { "H\($0)" }, lane.map { "L\($0)" }].compactMap(\.self)
        if !place.isEmpty { parts.append(place.joined(separator: " ")) }
        if let relay = relayText { parts.append(relay) }
        if let state = stateText { parts.append(state) }
        return parts.joined(separator: " · ")
    }

    /// Everything else there is to know, a fact to a line.
    package var calendarDetails: String {
        var lines = [eventName + (round.map { ", \($0)" } ?? ""), placeText]
        lines.append([meetName, sessionName].compactMap(\.self).joined(separator: ": "))
        if let relay = relay, !relay.members.isEmpty { lines.append("Relay: " + relay.members.joined(separator: "; ")) }
        let seed = self.seed.map { "Seed \($0)" + (isExhibition ? " (exhibition)" : "") }
        lines.append([seed, age.map { "age \($0)" }, team].compactMap(\.self).joined(separator: ", "))
        if let state = stateText { lines.append("Not certain: \(state).") }
        lines.append(startNote ?? "The start is not known yet.")
        if let evidence = evidence.first { lines.append("Read from \(evidence.file), page \(evidence.place.page).") }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
