import HeatSheets
import MeetModel
import PDFPages
import Testing

@Suite("Random meet programs")
struct RandomProgramTests {
    /// What is not read yet: alternates that begin a column, and a club that ends in a letter.
    private static let notYet: Set<Int> = [8, 77]

    @Test("are read row by row as they were drawn: columns, cuts, empty lanes, ages and seeds in every combination", arguments: 0..<16)
    func rows(_ batch: Int) {
        for seed in batch * 5..<(batch + 1) * 5 {
            withKnownIssue("what this seed draws is not read yet", isIntermittent: true) {
                expectRows(seed)
            } when: {
                Self.notYet.contains(seed)
            }
        }
    }

    private func expectRows(_ seed: Int) {
        let program = RandomProgram(seed: UInt64(seed))
        let reading = HeatSheetReader.read(program.pages)
        let comparison = Comparison(entries: program.entries, read: reading.meet.entries.map { PrintedRow($0, of: reading.meet) })
        #expect(comparison.isExact, "seed \(seed)")
        let relays = Comparison(relays: program.relays, read: reading.meet.relays.map { PrintedRow($0, of: reading.meet) })
        #expect(relays.isExact, "seed \(seed)")
        #expect(reading.meet.heats.count == program.heats, "seed \(seed)")
        let unread = reading.completeness.unread.map(\.text)
        #expect(unread.isEmpty, "seed \(seed)")
        #expect(reading.brokenLaws(pages: program.pages).isEmpty, "seed \(seed)")
    }
}
