import Foundation
import Testing

@testable import Batches

@Suite struct TurnPlanTests {
    private typealias Job = TurnPlan.OpenJob
    private typealias Place = TurnPlan.Place

    private let first = BatchID(UUID())
    private let second = BatchID(UUID())
    private let third = BatchID(UUID())

    private func free(_ batch: BatchID, _ places: Range<Int>) -> [Job] {
        places.map { Job(batch: batch, place: $0, isHeld: false, isFree: true) }
    }

    @Test(arguments: [1, 2, 63, 64], [1, 3, 64, 65, 100])
    func `at every size of worker and batch that can be set, some batch gets a turn`(concurrency: Int, perBatch: Int) {
        let turns = TurnPlan.turns(for: concurrency, perBatch: perBatch)
        #expect(turns >= 1 && turns <= concurrency)
        let plan = TurnPlan([first, second], free(first, 0..<100) + free(second, 0..<100), perBatch: perBatch)
        #expect(plan.places(concurrency).count == min(concurrency, 2 * perBatch))
    }

    @Test func `every batch gets one place before any gets two, in the order of their turns`() {
        let plan = TurnPlan([second, first], free(first, 0..<3) + free(second, 4..<6), perBatch: 3)
        let all = [
            Place(batch: second, place: 4), Place(batch: first, place: 0), Place(batch: second, place: 5), Place(batch: first, place: 1),
            Place(batch: first, place: 2),
        ]
        for limit in 0...7 { #expect(plan.places(limit) == Array(all.prefix(limit))) }
    }

    @Test func `what runs takes up places, and what waits for its pause is passed over`() {
        let jobs =
            [Job(batch: first, place: 0, isHeld: true, isFree: false), Job(batch: first, place: 1, isHeld: false, isFree: false)]
            + free(first, 2..<6) + (0..<3).map { Job(batch: second, place: $0, isHeld: true, isFree: false) } + free(second, 3..<5)
        let plan = TurnPlan([first, second, third], jobs, perBatch: 3)
        #expect(plan.places(10) == [Place(batch: first, place: 2), Place(batch: first, place: 3)])
    }

    @Test func `a batch that has more running than it may gets nothing`() {
        let jobs = (0..<4).map { Job(batch: first, place: $0, isHeld: true, isFree: false) } + free(first, 4..<6)
        #expect(TurnPlan([first], jobs, perBatch: 3).places(5).isEmpty)
    }
}
