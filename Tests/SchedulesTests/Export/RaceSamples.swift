import MeetModel

@testable import Schedules

/// Races of invented swimmers, to be changed by each test as it needs.
enum RaceSamples {
    static func race(_ change: (inout Race) -> Void = { _ in }) -> Race {
        var race = Race(
            printedName: "Sandoval, Mira J", displayName: "Mira J Sandoval", age: "11", sex: .female, team: "ABC-CA",
            meetName: "Spring Splash 2026", venue: "Harbor Pool, Port Nova", sessionName: "Friday Prelims", sessionOrder: 0,
            date: CalendarDate(year: 2026, month: 8, day: 7), eventNumber: "12",
            eventName: "Girls 11-12 50 LC Meter Butterfly", eventSex: .female, ages: AgeGroup(lowest: 11, highest: 12), distance: 50,
            course: .longMeters, stroke: .butterfly, relay: nil, round: "Prelims", heat: 3, heatCount: 5, lane: 4, rank: nil,
            seed: "34.20L", start: start(.printed, 9, 42), state: .seeded, isExhibition: false,
            evidence: [Evidence(file: "friday.pdf", place: Place(page: 3, box: Box(left: 20, top: 100, right: 280, bottom: 110)))],
            supersedes: [])
        change(&race)
        return race
    }

    static func start(_ source: RaceStart.Source, _ hour: Int, _ minute: Int, range: Int = 0) -> RaceStart? {
        guard let time = WallTime(hour: hour, minute: minute) else { return nil }
        return RaceStart(
            source: source, time: time, earliest: range == 0 ? nil : WallTime(hour: hour, minute: minute - range),
            latest: range == 0 ? nil : WallTime(hour: hour, minute: minute + range))
    }

    /// 2026-08-01 12:00:00 UTC.
    static let stamp = CalendarStamp(seconds: 1_785_585_600)
}
