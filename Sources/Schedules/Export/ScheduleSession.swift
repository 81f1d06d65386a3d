package import MeetModel

/// The races of one session, for those who show a schedule by session.
package struct ScheduleSession: Sendable {
    /// `Friday Prelims · Fri 7 Aug 2026`, as far as these are known.
    package var title: String
    package var date: CalendarDate?
    /// Indices of `Schedule.races`, in the order swum.
    package var races: [Int]

    /// In the order of their first race.
    package static func sessions(of races: [Race]) -> [ScheduleSession] {
        var sessions: [ScheduleSession] = []
        var positions: [String: Int] = [:]
        for (index, race) in races.enumerated() {
            let key =
                "\(race.meetName ?? "")\u{1F}\(race.sessionName ?? "")\u{1F}\(race.sessionOrder ?? -1)\u{1F}\(race.date?.description ?? "")"
            if let position = positions[key] {
                sessions[position].races.append(index)
            } else {
                positions[key] = sessions.count
                sessions.append(ScheduleSession(title: title(race), date: race.date, races: [index]))
            }
        }
        return sessions
    }

    private static func title(_ race: Race) -> String {
        let name = race.sessionName ?? race.sessionOrder.map { "Session \($0 + 1)" }
        let title = [name, race.date?.text].compactMap(\.self).joined(separator: " · ")
        return title.isEmpty ? "Session not known" : title
    }
}

extension Clash {
    /// A sentence for a person; nil if it does not belong to the schedule.
    package func text(in schedule: Schedule) -> String? {
        guard schedule.races.indices.contains(first), schedule.races.indices.contains(second) else { return nil }
        let races = [schedule.races[first], schedule.races[second]]
        let names = races.map { "\($0.displayName) (\($0.placeText.lowercased()))" }.joined(separator: " and ")
        let apart = minutes.map { ", \($0) min apart" } ?? ""
        return switch kind {
        case .sameHeat: "Same heat: \(names)."
        case .sameTime: "Same time: \(names)\(apart)."
        case .closeTogether: "Close together: \(names)\(apart)."
        case .backToBack: "Little rest: \(names)\(apart)."
        }
    }
}

extension DocumentSummary {
    /// `friday.pdf: heat sheet, 13 pages, everything understood`.
    package var text: String {
        var parts = ["\(file): \(kind.text)", "\(pages) page\(pages == 1 ? "" : "s")"]
        if let supersededBy { parts.append("replaced by the later print \(supersededBy)") }
        if unreadLines > 0 { parts.append("\(unreadLines) line\(unreadLines == 1 ? "" : "s") not understood") }
        if !failedChecks.isEmpty { parts.append("\(failedChecks.count) check\(failedChecks.count == 1 ? "" : "s") failed") }
        if !pagesWithoutText.isEmpty { parts.append("\(pagesWithoutText.count) without text") }
        if isComplete { parts.append("everything understood") }
        return parts.joined(separator: ", ")
    }
}
