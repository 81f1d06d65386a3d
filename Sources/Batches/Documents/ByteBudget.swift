/// How many bytes of documents may be in memory at a time. Small documents are read side by side, large ones one after the other.
actor ByteBudget {
    private struct Waiter {
        var id: Int
        var amount: Int
        var continuation: CheckedContinuation<Bool, Never>
    }

    private let limit: Int
    private var free: Int
    /// In the order of their coming; nobody overtakes, or a large document would wait for ever.
    private var waiting: [Waiter] = []
    private var nextID = 0

    init(limit: Int) {
        self.limit = limit
        free = limit
    }

    /// Runs `body` when there is room for so many bytes. What is larger than everything has the room to itself.
    nonisolated func with<Result: Sendable>(
        _ bytes: Int, _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let amount = min(max(0, bytes), limit)
        try await take(amount)
        do {
            let result = try await body()
            await give(amount)
            return result
        } catch {
            await give(amount)
            throw error
        }
    }

    private func take(_ amount: Int) async throws {
        if waiting.isEmpty, free >= amount {
            free -= amount
            return
        }
        let id = nextID
        nextID += 1
        let isGiven = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append(Waiter(id: id, amount: amount, continuation: continuation))
                }
            }
        } onCancel: {
            Task { await self.leave(id) }
        }
        guard isGiven else { throw CancellationError() }
    }

    private func give(_ amount: Int) {
        free += amount
        serve()
    }

    private func leave(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
        serve()
    }

    private func serve() {
        while let first = waiting.first, free >= first.amount {
            free -= first.amount
            waiting.removeFirst().continuation.resume(returning: true)
        }
    }
}
