import MeetModel

@testable import Schedules

/// A small family at a small meet: everything an export has to show, once.
enum ScheduleSamples {
    static let family: Schedule = {
        let mira = Person(displayName: "Mira J Sandoval", printedNames: ["Sandoval, Mira J"], ages: ["11"], sex: .female, teams: ["ABC-CA"])
        let tove = Person(displayName: "Tove Sandoval", printedNames: ["Sandoval, Tove"], ages: ["9"], sex: .female, teams: ["ABC-CA"])
        let races = [
            RaceSamples.race(),
            RaceSamples.race {
                ($0.displayName, $0.printedName, $0.age, $0.eventNumber) = ("Tove Sandoval", "Sandoval, Tove", "9", "14")
                ($0.eventName, $0.distance, $0.stroke, $0.ages) = ("Girls 10 & Under 100 LC Meter IM", 100, .medley, nil)
                ($0.heat, $0.heatCount, $0.lane, $0.seed) = (1, 2, 6, "X1:42.10L")
                ($0.start, $0.isExhibition) = (RaceSamples.start(.estimated, 10, 5, range: 4), true)
            },
            RaceSamples.race {
                ($0.sessionName, $0.sessionOrder, $0.date) = ("Saturday Finals", 1, CalendarDate(year: 2026, month: 8, day: 8))
                ($0.eventNumber, $0.eventName, $0.round) = ("31", "Mixed 200 LC Meter Medley Relay", nil)
                ($0.distance, $0.stroke, $0.relay) = (
                    200, .medley, RelayPart(leg: 2, letter: "B", members: ["Oyelaran, Kit", "Sandoval, Mira J"])
                )
                ($0.heat, $0.heatCount, $0.lane, $0.seed, $0.start) = (nil, nil, nil, "2:31.00L", nil)
                ($0.state, $0.rank) = (.notSeeded, 7)
                $0.evidence[0].file = "psych.pdf"
            },
        ]
        let document = DocumentSummary(
            file: "friday.pdf", kind: .heatSheet, meet: 0, printed: nil, supersededBy: nil, events: 20, entries: 300, relays: 4, pages: 9,
            pagesWithoutText: [], unreadLines: 0, failedChecks: [], isComplete: true)
        var psych = document
        (psych.file, psych.kind, psych.pages, psych.unreadLines, psych.isComplete) = ("psych.pdf", .psychSheet, 1, 2, false)
        return Schedule(
            meets: [
                MeetSummary(
                    name: "Spring Splash 2026", start: CalendarDate(year: 2026, month: 8, day: 7),
                    end: CalendarDate(year: 2026, month: 8, day: 9), venue: "Harbor Pool, Port Nova", files: ["friday.pdf", "psych.pdf"])
            ],
            answers: [
                Answer(query: SwimmerQuery(name: "Mira Sandoval"), outcome: .found(swimmer: 0)),
                Answer(query: SwimmerQuery(name: "Tove Sandoval"), outcome: .found(swimmer: 1)),
                Answer(
                    query: SwimmerQuery(name: "Kit Oyelaren"),
                    outcome: .notFound([
                        Suggestion(
                            person: Person(displayName: "Kit Oyelaran", printedNames: ["Oyelaran, Kit"], ages: ["12"], teams: ["ABC-CA"]),
                            reason: .spelling)
                    ])),
            ],
            swimmers: [Swimmer(person: mira, races: [0, 2]), Swimmer(person: tove, races: [1])], races: races,
            clashes: [Clash(kind: .closeTogether, first: 0, second: 1, minutes: 23)], documents: [document, psych],
            notes: [Note(kind: .notSeededYet, message: "Event 31 is not seeded yet.", file: "psych.pdf")])
    }()

    /// The same for one swimmer, changed as a test needs.
    static func one(_ change: (inout Race) -> Void) -> Schedule {
        let race = RaceSamples.race(change)
        let person = Person(displayName: race.displayName, printedNames: [race.printedName], ages: ["11"], teams: [race.team ?? ""])
        return Schedule(swimmers: [Swimmer(person: person, races: [0])], races: [race])
    }
}
