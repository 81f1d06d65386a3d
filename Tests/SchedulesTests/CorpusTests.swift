import MeetModel
import Testing

@testable import Schedules

@Suite("The corpus", .enabled(if: TruthMeet.isExpected, "there is no \(TruthMeet.path); HEATSYNC_CORPUS names another folder"))
struct CorpusTests {
    /// What a document says of one swimmer, by the letter.
    private struct Printed: Hashable {
        var name: String
        var age: String?
        var team: String?
    }

    private struct Swum: Hashable {
        var event: String
        var heat: Int?
        var lane: Int?
        var rank: Int?
    }

    @Test("is there")
    func isThere() throws {
        try #require(!TruthMeet.names.isEmpty)
    }

    @Test("Who is asked for by name, age and team has every race of theirs and nobody else's", arguments: TruthMeet.names)
    func everySwimmer(document name: String) throws {
        let document = try TruthMeet.document(name)
        let meet = document.reading.meet
        guard meet.kind != .results, meet.kind != .other else { return }
        let index = MeetIndex([document])
        var races: [Printed: Set<Swum>] = [:]
        for entry in meet.entries {
            let swum = Swum(event: meet.events[entry.event].name, heat: entry.heat, lane: entry.lane, rank: entry.rank)
            races[Printed(name: entry.name, age: entry.age, team: entry.team), default: []].insert(swum)
        }
        for (printed, own) in races {
            let query = SwimmerQuery(name: printed.name, age: printed.age, team: printed.team)
            let found = index.schedule(Question(swimmers: [query]))
            guard case .found(let swimmer) = found.answers[0].outcome else {
                Issue.record("\(printed): \(found.answers[0].outcome)")
                continue
            }
            let person = found.swimmers[swimmer].person
            let expected = person.printedNames.reduce(into: Set<Swum>()) { union, name in
                for (other, swum) in races where other.name == name && person.ages.contains(other.age ?? "") == (other.age != nil) {
                    if other.team.map(person.teams.contains) ?? true { union.formUnion(swum) }
                }
            }
            let individual = found.races.filter { $0.relay == nil && $0.state != .alternate }
            let listed = Set(individual.map { Swum(event: $0.eventName, heat: $0.heat, lane: $0.lane, rank: $0.rank) })
            #expect(listed == expected && listed.isSuperset(of: own), "\(printed)")
            // Class codes of para swimmers differ from stroke to stroke; the name does not.
            #expect(Set(person.printedNames.map { Name($0).displayName }).count == 1, "\(person.printedNames)")
        }
    }

    @Test("Starts reckoned from the first of each session are near those of the session report")
    func estimates() throws {
        let sheet = try TruthMeet.document("hytek-program-2col-shark-open")
        var report = try TruthMeet.document("hytek-session-report-shark-open")
        var reported: [String: WallTime] = [:]
        var sessions: Set<Int> = []
        for index in report.reading.meet.timeline.indices {
            let row = report.reading.meet.timeline[index]
            reported["\(row.event ?? "") \(row.round ?? "")"] = row.start
            if !sessions.insert(row.session).inserted { report.reading.meet.timeline[index].start = nil }
        }
        let races = ScheduleBuilder.schedule([sheet, report], Question(everyone: true)).races
        var compared = 0
        for race in races where race.heat == 1 && race.start?.source == .estimated {
            guard let start = race.start, let expected = reported["\(race.eventNumber ?? "") \(race.round ?? "")"] else { continue }
            compared += 1
            #expect(abs(start.time.minutes - expected.minutes) <= 6, "\(race.eventName): \(start.time), reported \(expected)")
        }
        #expect(compared > 300)
    }
}
