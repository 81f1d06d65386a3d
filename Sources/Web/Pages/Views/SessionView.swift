import MeetModel
import Schedules

/// The values of one session with its races.
struct SessionView: Sendable {
    /// From 1: its address on the page is `#session-N`.
    var sessionNumber: Int
    var sessionTitle: String
    var sessionDay: String?
    /// `2026-06-13`.
    var sessionDate: String?
    /// `3 races`.
    var sessionCount: String
    /// The picture of its day, with the first session of each day.
    var timeline: TimelineView?
    var races: [RaceView]

    /// All sessions, in the order swum.
    static func sessions(of list: RaceList) -> [SessionView] {
        let schedule = list.schedule
        let swimmers = list.swimmersOfRaces
        let clashes = ClashNotes(schedule)
        var days: Set<CalendarDate> = []
        return ScheduleSession.sessions(of: schedule.races).enumerated().map { index, session in
            let first = session.races.first.map { schedule.races[$0] }
            var timeline: TimelineView?
            if let day = session.date, days.insert(day).inserted { timeline = TimelineView(day, in: schedule, swimmers: swimmers) }
            let name = first?.sessionName ?? first?.sessionOrder.map { "Session \($0 + 1)" }
            return SessionView(
                sessionNumber: index + 1, sessionTitle: name ?? (session.date == nil ? "Session not known" : "Races"),
                sessionDay: session.date?.text, sessionDate: session.date?.description,
                sessionCount: session.races.count == 1 ? "1 race" : "\(session.races.count) races", timeline: timeline,
                races: session.races.map { race in
                    RaceView(race, of: list, swimmerIndex: swimmers[race], clashes: clashes.notes[race] ?? [])
                })
        }
    }
}

/// What each race's card says of the others it clashes with.
struct ClashNotes {
    private(set) var notes: [Int: [RaceView.ClashNote]] = [:]

    init(_ schedule: Schedule) {
        for clash in schedule.clashes {
            guard schedule.races.indices.contains(clash.first), schedule.races.indices.contains(clash.second) else { continue }
            for (own, other) in [(clash.first, clash.second), (clash.second, clash.first)] {
                let text = Self.text(clash, schedule.races[own], schedule.races[other])
                notes[own, default: []].append(RaceView.ClashNote(clashText: text, clashKind: clash.kind.rawValue))
            }
        }
    }

    private static func text(_ clash: Clash, _ own: Race, _ other: Race) -> String {
        let name = other.displayName.split(separator: " ").first.map(String.init) ?? other.displayName
        let race = other.eventNumber.map { "event \($0)" } ?? other.shortEventName
        let apart = clash.minutes.map { $0 == 0 ? "" : " (\($0) min)" } ?? ""
        return switch clash.kind {
        case .sameHeat: "Same heat as \(name)\(other.lane.map { ", who is in lane \($0)" } ?? "")"
        case .sameTime: "Same time as \(name) in \(race)\(apart)"
        case .closeTogether: "Close to \(name) in \(race)\(apart)"
        case .backToBack: "Little rest: \(race) is close\(apart)"
        }
    }
}
