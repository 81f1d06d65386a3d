import Testing

@testable import Batches

@Suite struct ByteBudgetTests {
    /// How many bytes are in use, and how many were at most.
    private actor Meter {
        private(set) var now = 0
        private(set) var most = 0

        func add(_ amount: Int) {
            now += amount
            most = max(most, now)
        }
    }

    @Test func `never are more bytes in use than there is room for, and everybody gets a turn`() async throws {
        let budget = ByteBudget(limit: 100)
        let meter = Meter()
        let turns = try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let amount = [1, 30, 60, 100, 500][number % 5]
                    try await budget.with(amount) {
                        await meter.add(min(amount, 100))
                        await meter.add(-min(amount, 100))
                    }
                }
            }
            return try await group.reduce(into: 0) { count, _ in count += 1 }
        }
        #expect(turns == 200)
        #expect(await meter.most <= 100)
        #expect(await meter.now == 0)
    }

    @Test func `one who gives up waiting does not keep the others waiting`() async throws {
        let budget = ByteBudget(limit: 10)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let holder = Task {
            try await budget.with(10) {
                begin.finish()
                for await _ in gate {}
            }
        }
        for await _ in begun {}
        let impatient = Task { try await budget.with(10) {} }
        let patient = Task { try await budget.with(10) { true } }
        impatient.cancel()
        await #expect(throws: CancellationError.self) { try await impatient.value }
        open.finish()
        try await holder.value
        #expect(try await patient.value)
    }
}
