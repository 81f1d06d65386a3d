import Batches
import MeetModel
import Schedules

/// The values of the page to print: chosen races on as few sheets as may be.
struct PrintView: PageView {
    var title: String { "\(heading) – to print" }
    var kind: String { "print" }
    var scripts: [String] { ["times.js"] }

    var heading: String
    var days: String?
    var venue: String?
    var swimmerNames: String
    var sessions: [SessionView]
    var hasRaces: Bool
    var backLink: String
    var shareAddress: String

    /// - Parameter chosen: names of races; nil for all of them.
    init(_ input: BatchPageInput, chosen: Set<String>?) {
        heading = input.schedule.meetName ?? "Races"
        days = input.days
        venue = input.schedule.venue
        swimmerNames = input.names
        let query = PageLinks.query(input.choices.parameters)
        backLink = input.path + query
        shareAddress = input.baseURL + input.path + query
        sessions = SessionView.sessions(of: input.list).compactMap { session in
            guard let chosen else { return session }
            var session = session
            session.races.removeAll { !chosen.contains($0.raceID ?? "") }
            return session.races.isEmpty ? nil : session
        }
        hasRaces = !sessions.isEmpty
    }
}

/// The values of the grids that swimmers write on their arms: event, heat, lane, stroke.
struct ArmView: PageView {
    var title: String { "For the arm" }
    var kind: String { "arm" }

    var heading: String
    var days: String?
    var backLink: String
    var grids: [GridView]
    var hasRaces: Bool

    struct GridView: Sendable {
        var gridSwimmer: String
        var gridTitle: String?
        var gridRows: [RowView]
    }

    struct RowView: Sendable {
        var armEvent: String
        var armHeat: String
        var armLane: String
        var armStroke: String
    }

    /// - Parameter chosen: names of races; nil for all of them.
    init(_ input: BatchPageInput, chosen: Set<String>?) {
        let schedule = input.schedule
        heading = schedule.meetName ?? "Races"
        days = input.days
        backLink = input.path + PageLinks.query(input.choices.parameters)
        var grids: [GridView] = []
        for swimmer in schedule.swimmers {
            let races = swimmer.races.filter { index in
                schedule.races.indices.contains(index) && chosen?.contains(input.raceIDs[index]) != false
            }
            // Nobody writes Sunday on the arm on Saturday.
            for session in ScheduleSession.sessions(of: races.map { schedule.races[$0] }) {
                grids.append(
                    GridView(
                        gridSwimmer: swimmer.person.displayName, gridTitle: session.title,
                        gridRows: session.races.map { RowView(schedule.races[races[$0]]) }))
            }
        }
        self.grids = grids
        hasRaces = !grids.isEmpty
    }
}

extension ArmView.RowView {
    fileprivate init(_ race: Race) {
        armEvent = race.eventNumber ?? "–"
        armHeat = race.heat.map(String.init) ?? "–"
        armLane = race.lane.map(String.init) ?? "–"
        armStroke = race.shortEventName.uppercased() + (race.relay?.leg.map { $0 > 4 ? " ALT" : " #\($0)" } ?? "")
    }
}
