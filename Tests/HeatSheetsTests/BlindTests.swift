import Foundation
import MeetModel
import Testing

/// A reader that goes by positions needs no word, order or size. What it does not read any more must be among the unread lines.
@Suite("Documents of this project printed otherwise")
struct BlindTests {
    private static let documents = (TestDocument.fixtures + TestDocument.samples).filter { document in
        guard let truth = try? document.truth(), truth.holdsRaces, truth.optionalEntries != true else { return false }
        // What is not read whole as it was printed is no measure of how it is read otherwise.
        return truth.entries.count + truth.relays.count > 0 && TestDocument.notWhole[document.name] == nil
    }
    private static let list = TestDocument.fixtureFolder.appending(path: "blind.txt")
    /// The share of all rows that has to be read.
    private static let share = 0.95
    /// What the reader does not do yet; nothing may be added.
    private static let notYet: Set<Blinding> = [
        .nonsenseHeadings, .withoutHeadings, .mirroredColumns, .swappedColumns, .withoutRanks, .shuffledRuns, .jitter, .halfSize,
    ]

    @Test(
        "say the same, or less, but for what the list of shortfalls allows", .disabled(if: ShortfallList.isWritten),
        arguments: Blinding.allCases)
    func sayTheSame(_ blinding: Blinding) async throws {
        let found = try await Self.outcomes(blinding)
        let list = try ShortfallList(Self.list)
        for outcome in found.sorted(by: { $0.name < $1.name }) {
            let comparison = outcome.comparison
            #expect(comparison.shortfall == list[outcome.name], "\(outcome.name): \(ShortfallList.advice)\n\(comparison.testDescription)")
        }
        let stale = list.names.filter { $0.hasPrefix("\(blinding.rawValue) ") }.subtracting(found.map(\.name))
        #expect(stale.isEmpty)
    }

    @Test("are read for the most part, and never wrongly", arguments: Blinding.allCases)
    func areRead(_ blinding: Blinding) async throws {
        let found = try await Self.outcomes(blinding)
        try #require(!found.isEmpty)
        let rows = found.reduce(0) { $0 + $1.comparison.rows }
        let missing = found.reduce(0) { $0 + $1.comparison.shortfall.missing }
        let bad = found.filter { $0.comparison.shortfall.spurious + $0.comparison.shortfall.wrong + $0.comparison.shortfall.silent > 0 }
        withKnownIssue("the reader clings to it") {
            #expect(bad.isEmpty && Double(rows - missing) >= Self.share * Double(rows), "\(missing) of \(rows) missing in \(found.count)")
        } when: {
            Self.notYet.contains(blinding)
        }
    }

    @Test("The list of shortfalls is written anew", .enabled(if: ShortfallList.isWritten))
    func writeList() async throws {
        var found: [String: Shortfall] = [:]
        for blinding in Blinding.allCases {
            for outcome in try await Self.outcomes(blinding) { found[outcome.name] = outcome.comparison.shortfall }
        }
        try ShortfallList(Self.list).write(
            found,
            under: "What is not read of the fixtures when they are printed otherwise (Blinding.swift), in rows; it may only become less.")
    }

    private struct Outcome: Sendable {
        var name: String
        var comparison: SheetComparison
    }

    private static func outcomes(_ blinding: Blinding) async throws -> [Outcome] { try await Outcomes.shared.of(blinding) }

    /// Each blinding is done once, whatever number of tests look at it.
    private actor Outcomes {
        static let shared = Outcomes()
        private var tasks: [Blinding: Task<[Outcome], any Error>] = [:]

        func of(_ blinding: Blinding) async throws -> [Outcome] {
            let task = tasks[blinding] ?? Task { try await find(blinding) }
            tasks[blinding] = task
            return try await task.value
        }

        @concurrent
        private nonisolated func find(_ blinding: Blinding) async throws -> [Outcome] {
            var outcomes: [Outcome] = []
            for document in documents where !blinding.wrongs(document.name) {
                guard let pages = blinding.pages(try await document.pages(), try await document.reading().meet) else { continue }
                var truth = try document.truth()
                if blinding == .withoutRanks {
                    for index in truth.entries.indices { truth.entries[index].rank = nil }
                    for index in truth.relays.indices { truth.relays[index].rank = nil }
                }
                let comparison = SheetComparison(truth: truth, reading: try TestDocument.read(pages))
                outcomes.append(Outcome(name: "\(blinding.rawValue) \(document.name)", comparison: comparison))
            }
            return outcomes
        }
    }
}
