import Batches
import Foundation
import MeetModel
import Schedules

/// What a batch's pages are made of.
struct BatchPageInput: Sendable {
    var results: BatchResults
    var choices: SwimmerChoices
    /// As others reach this server: `https://heats.example`, no slash at the end.
    var baseURL: String
    var now: Date

    init(results: BatchResults, choices: SwimmerChoices = SwimmerChoices(), baseURL: String, now: Date) {
        self.results = results
        self.choices = choices
        self.baseURL = baseURL
        self.now = now
    }

    /// Whether a race is near, wherever on earth the venue is: then the page keeps room for the next one.
    var isNear: Bool {
        let today = Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
        return schedule.races.contains { race in race.date.map { (today - 1...today + 2).contains($0.daysSinceEpoch) } ?? false }
    }

    var batch: Batch { results.batch }
    var schedule: Schedule { results.schedule }
    var raceIDs: [String] { results.raceIDs }
    var documents: [BatchDocument] { results.documents }

    var path: String { "/batch/\(batch.id.text)" }
    var apiPath: String { "/api/batch/\(batch.id.text)" }

    /// `Fri 7 Aug 2026 – Sun 9 Aug 2026`, as far as it is known.
    var days: String? {
        guard let start = schedule.start else { return nil }
        guard let end = schedule.end, end != start else { return start.text }
        return "\(start.text) – \(end.text)"
    }

    /// Names of those whose races are shown.
    var names: String {
        let names = schedule.swimmers.map(\.person.displayName)
        let shown = names.isEmpty ? batch.swimmers.map(\.name) : names
        return shown.count > 3 ? "\(shown.count) swimmers" : shown.joined(separator: ", ")
    }

    /// The part of it that races are shown by.
    var list: RaceList {
        RaceList(schedule: schedule, raceIDs: raceIDs, zone: batch.zone) { SheetView($0, raceID: $1, in: self) }
    }
}

/// Races to be shown, from a batch or from an old link.
struct RaceList {
    var schedule: Schedule
    /// One for each race of the schedule; empty where races cannot be chosen.
    var raceIDs: [String]
    /// Of the venue, if known.
    var zone: String?
    /// The piece of a page that shows a race's row, where there is one.
    var sheet: (Evidence, String) -> SheetView?

    /// Position of the swimmer of each race among those shown.
    var swimmersOfRaces: [Int] {
        var positions = [Int](repeating: -1, count: schedule.races.count)
        for (position, swimmer) in schedule.swimmers.enumerated() {
            for race in swimmer.races where positions.indices.contains(race) { positions[race] = position }
        }
        return positions
    }
}
