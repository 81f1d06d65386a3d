import HeatSheets
import HeatSheetsTesting
import MeetModel
import Testing

@Suite("Headings of heats that no list has a word for")
struct LearnedHeatTests {
    private static let names = ["Bramquist, Hana", "Corvetti, Gus", "Dunstrand, Pia", "Ellsmont, Otis", "Farnholt, Mira", "Grilaray, Tom"]

    /// Two events of two heats, each heat under a line of its own.
    private func meet(_ heading: (_ heat: Int, _ index: Int) -> String) -> Meet {
        var maker = PageMaker()
        var y: Float = 60
        for event in 1...2 {
            maker.text(18, y, "Event \(event) Women 100 LC Meter Freestyle")
            for heat in 1...2 {
                y += 14
                maker.text(18, y, heading(heat, event * 2 + heat))
                for (lane, name) in Self.names.enumerated() {
                    y += 12
                    maker.row(y, (27, String(lane + 1)), (42, name), (130, "31"), (150, "Copper Canyon"), (240, "1:0\(lane).4\(heat)"))
                }
            }
            y += 20
        }
        return HeatSheetReader.read([maker.page]).meet
    }

    @Test("Lines over rows that count from one in every event head heats", arguments: ["Zorp", "Vlo."])
    func learned(_ word: String) {
        let meet = meet { heat, _ in "\(word) \(heat)" }
        #expect(meet.entries.count == 24)
        #expect(meet.entries.map(\.heat) == [1, 2, 1, 2].flatMap { Array(repeating: $0, count: 6) })
        #expect(meet.entries.map(\.lane) == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    }

    @Test("A time of day beside the number is the heat's start, and no number")
    func start() {
        let meet = meet { heat, index in "10:0\(index) Zorp \(heat)" }
        #expect(meet.entries.first?.start?.description == "10:03")
        #expect(meet.entries.last?.heat == 2)
    }

    @Test("Lines that do not count heats are no headings of heats")
    func notLearned() {
        let meet = meet { heat, index in "Zorp \(index * 7 + heat)" }
        #expect(meet.entries.allSatisfy { $0.heat == nil })
    }

    @Test("Heats that begin anew under an event's heading that nobody understood are not given to the event before")
    func adrift() {
        var maker = PageMaker()
        var y: Float = 60
        for (event, title) in ["Event 1 Women 100 LC Meter Freestyle", "?!"].enumerated() {
            maker.text(18, y, title)
            for heat in 1...2 {
                y += 14
                maker.text(18, y, "Heat \(heat)")
                for (lane, name) in Self.names.enumerated() {
                    y += 12
                    maker.row(
                        y, (27, String(lane + 1)), (42, name), (130, "31"), (150, "Copper Canyon"), (240, "1:0\(lane).\(event)\(heat)"))
                }
            }
            y += 20
        }
        let reading = HeatSheetReader.read([maker.page])
        #expect(reading.meet.entries.count == 12)
        #expect(reading.completeness.unread.count { $0.text.contains("Copper Canyon") } == 12)
    }
}
