import MeetModel
import Testing

@testable import Schedules

@Suite struct ClashTests {
    /// Two events in one session, rows as `event heat lane name`.
    private func schedule(_ rows: [String], start: String? = nil, asking names: [String]) -> Schedule {
        let document = MeetMaker.document { sheet in
            sheet.session("Friday", date: "2026-05-08", start: start)
            let fields = rows.map { $0.split(separator: " ", maxSplits: 3).map(String.init) }
            for event in Set(fields.map { $0[0] }).sorted() {
                sheet.event("\(event) Mixed 200 LC Meter Freestyle")
                for heat in 1...9 {
                    sheet.heat(heat, of: 9)
                    for row in fields where row[0] == event && row[1] == "\(heat)" { sheet.row("\(row[2]) \(row[3])|11|ABC|3:00.00") }
                }
            }
        }
        return ScheduleBuilder.schedule([document], Question(swimmers: names.map { SwimmerQuery(name: $0) }))
    }

    private func clashes(_ rows: [String], start: String? = nil, asking names: [String] = ["Mira Sandoval", "Tove Sandoval"]) -> [String] {
        schedule(rows, start: start, asking: names).clashes.map {
            "\($0.kind.rawValue) \($0.first) \($0.second)" + ($0.minutes.map { " \($0)" } ?? "")
        }
    }

    @Test(
        "Siblings in one heat, in neighbouring heats, and far apart",
        arguments: [
            (["1 2 4 Sandoval, Mira", "1 2 5 Sandoval, Tove"], nil, ["sameHeat 0 1 0"]),
            (["1 2 4 Sandoval, Mira", "1 3 5 Sandoval, Tove"], nil, ["closeTogether 0 1"]),
            (["1 2 4 Sandoval, Mira", "1 6 5 Sandoval, Tove"], nil, []),
            (["1 9 4 Sandoval, Mira", "2 1 5 Sandoval, Tove"], nil, ["closeTogether 0 1"]),
            (["1 2 4 Sandoval, Mira", "1 3 5 Sandoval, Tove"], "09:00", ["closeTogether 0 1 4"]),
            (["1 2 4 Sandoval, Mira", "1 4 5 Sandoval, Tove"], "09:00", []),
        ] as [([String], String?, [String])])
    func siblings(rows: [String], start: String?, expected: [String]) {
        #expect(clashes(rows, start: start) == expected)
    }

    @Test(
        "One swimmer with little rest",
        arguments: [
            (["1 8 4 Sandoval, Mira", "2 2 4 Sandoval, Mira"], nil, ["backToBack 0 1"]),
            (["1 1 4 Sandoval, Mira", "2 9 4 Sandoval, Mira"], nil, []),
            (["1 9 4 Sandoval, Mira", "2 2 4 Sandoval, Mira"], "09:00", ["backToBack 0 1 7"]),
        ] as [([String], String?, [String])])
    func rest(rows: [String], start: String?, expected: [String]) {
        #expect(clashes(rows, start: start, asking: ["Mira Sandoval"]) == expected)
    }

    @Test("Swimmers who were not asked for clash with nobody but themselves")
    func others() {
        let rows = ["1 2 4 Sandoval, Mira", "1 2 5 Vale, Noor", "1 3 5 Vale, Tom", "2 1 4 Vale, Tom"]
        #expect(clashes(rows, asking: ["Mira Sandoval"]).isEmpty)
        let document = schedule(rows, asking: [])
        #expect(document.clashes.isEmpty)
    }

    @Test("Two pools at one time")
    func parallel() {
        let document = MeetMaker.document { sheet in
            for (pool, name) in [("Pool A", "Mira"), ("Pool B", "Tove")] {
                sheet.session(pool, date: "2026-05-08")
                sheet.event("\(pool == "Pool A" ? 1 : 2) Mixed 200 LC Meter Freestyle")
                sheet.heat(1, start: "10:00")
                sheet.row("4 Sandoval, \(name)|11|ABC|3:00.00")
            }
        }
        let found = ScheduleBuilder.schedule(
            [document], Question(swimmers: [SwimmerQuery(name: "Mira Sandoval"), SwimmerQuery(name: "Tove Sandoval")]))
        #expect(found.clashes == [Clash(kind: .sameTime, first: 0, second: 1, minutes: 0)])
    }
}
