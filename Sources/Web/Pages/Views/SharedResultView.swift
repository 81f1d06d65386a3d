import Batches
import MeetModel
import Schedules

/// The values of the page that a version 1 link leads to.
struct SharedResultView: PageView {
    var title: String { heading }
    var kind: String { "batch" }
    var scripts: [String] { ["batch.js"] }

    var heading: String
    var days: String?
    var venue: String?
    var swimmerNames: String
    var warnings: [String]
    var sessions: [SessionView]
    var hasRaces: Bool
    var hasEstimates: Bool
    var resultFile: String?
    var expires: String?

    init(_ result: SharedResult) {
        heading = result.meetName ?? "Races of \(result.swimmer)"
        let ends = [result.meetStart, result.meetEnd].compactMap { $0?.text }
        days = ends.isEmpty ? nil : ends.count == 2 && ends[0] == ends[1] ? ends[0] : ends.joined(separator: " – ")
        venue = result.venue
        swimmerNames = result.swimmer
        warnings = result.warnings
        let person = Person(displayName: result.swimmer, printedNames: [result.swimmer])
        let schedule = Schedule(swimmers: [Swimmer(person: person, races: Array(result.races.indices))], races: result.races)
        sessions = SessionView.sessions(of: RaceList(schedule: schedule, raceIDs: [], zone: nil) { _, _ in nil })
        hasRaces = !result.races.isEmpty
        hasEstimates = result.races.contains { $0.start?.source == .estimated }
        resultFile = result.filename
        expires = result.expiresAt.map(ExpiryText.text)
    }
}
