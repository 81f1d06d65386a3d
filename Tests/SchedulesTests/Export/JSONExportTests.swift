import MeetModel
import Testing

@testable import Schedules

@Suite struct JSONExportTests {
    private func members(_ value: JSONValue) -> [String: JSONValue] {
        guard case .object(let members) = value else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("A schedule has its seven members in order")
    func order() {
        guard case .object(let members) = JSONExport.value(ScheduleSamples.family) else { return }
        #expect(members.map(\.name) == ["meets", "answers", "swimmers", "races", "clashes", "documents", "notes"])
    }

    @Test("A race tells its start, its state and the row it was read from")
    func race() {
        let race = members(JSONExport.race(RaceSamples.race { $0.start = RaceSamples.start(.estimated, 9, 42, range: 3) }))
        #expect(race["start"] == ["time": "09:42", "source": "estimated", "earliest": "09:39", "latest": "09:45"])
        #expect(race["state"] == "seeded")
        #expect(race["relay"] == .null)
        #expect(
            race["evidence"] == [
                [
                    "file": "friday.pdf", "page": .int(3),
                    "box": ["left": .tenths(20), "top": .tenths(100), "right": .tenths(280), "bottom": .tenths(110)],
                ]
            ])
    }

    @Test("Every race has the same members, known or not")
    func sameMembers() {
        let full = members(JSONExport.race(RaceSamples.race())).keys.sorted()
        let bare = members(
            JSONExport.race(RaceSamples.race { ($0.age, $0.sex, $0.start, $0.date, $0.seed) = (nil, nil, nil, nil, nil) })
        ).keys.sorted()
        #expect(full == bare)
    }

    @Test("Answers say found, ambiguous or not found, with who may have been meant")
    func answers() {
        let answers = members(JSONExport.value(ScheduleSamples.family))["answers"]
        guard case .array(let values) = answers else { return #expect(answers != nil) }
        #expect(values.map { members($0)["outcome"] } == ["found", "found", "notFound"])
        #expect(members(values[2])["suggestions"] != nil)
    }
}
