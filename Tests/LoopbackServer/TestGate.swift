/// Lets tasks wait until they are let go.
package actor TestGate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var arrivals = 0
    private var openings = 0
    private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []

    package init() {}

    /// Waits until the gate is open, or the task is cancelled.
    package func pass() async throws { try await pass { false } }

    /// The same, or until those who have come are let through.
    package func passOnce() async throws {
        let before = openings
        try await pass { openings > before }
    }

    private func pass(_ isFree: () -> Bool) async throws {
        arrivals += 1
        for (count, watcher) in watchers where arrivals >= count { watcher.resume() }
        watchers.removeAll { arrivals >= $0.0 }
        while !isOpen, !isFree() {
            try Task.checkCancellation()
            await withTaskCancellationHandler {
                await withCheckedContinuation { waiters.append($0) }
            } onCancel: {
                Task { await self.stir() }
            }
        }
    }

    package func open() {
        isOpen = true
        stir()
    }

    /// Lets those go who have come, and nobody who comes later.
    package func letThrough() {
        openings += 1
        stir()
    }

    /// Waits until so many have come to the gate.
    package func arrived(_ count: Int) async {
        if arrivals >= count { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    private func stir() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
