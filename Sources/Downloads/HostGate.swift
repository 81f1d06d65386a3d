/// Keeps this process from troubling a site: few connections at a time, and none while the site has asked for a pause.
actor HostGate {
    private struct Waiter {
        var number: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Host {
        var running = 0
        var waiters: [Waiter] = []
        var pausedUntil: Duration?
    }

    private let limit: Int
    private let time: @Sendable () -> Duration
    private var hosts: [WebHost: Host] = [:]
    private var nextNumber = 0

    /// - Parameters:
    ///   - limit: the most connections to one host at a time.
    ///   - time: the time since some instant, which never goes back.
    init(limit: Int, time: @escaping @Sendable () -> Duration) {
        self.limit = limit
        self.time = time
    }

    /// Waits for a place, to be given back with `leave`.
    ///
    /// - Throws: `DownloadError` while the host has asked for a pause, and `CancellationError`.
    func enter(_ host: WebHost) async throws {
        if let until = hosts[host]?.pausedUntil {
            let pause = until - time()
            guard pause <= .zero else { throw DownloadError.status(429, retryAfter: pause) }
            hosts[host]?.pausedUntil = nil
        }
        guard hosts[host, default: Host()].running >= limit else {
            hosts[host, default: Host()].running += 1
            return
        }
        nextNumber += 1
        let number = nextNumber
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    hosts[host]?.waiters.append(Waiter(number: number, continuation: continuation))
                }
            }
        } onCancel: {
            Task { await self.giveUp(number, host) }
        }
    }

    /// Gives a place back, to the one who has waited longest.
    func leave(_ host: WebHost) {
        guard var entry = hosts[host] else { return }
        if entry.waiters.isEmpty {
            entry.running -= 1
        } else {
            entry.waiters.removeFirst().continuation.resume()
        }
        hosts[host] = entry.running == 0 && entry.pausedUntil == nil ? nil : entry
    }

    /// Lets nobody in until the pause is over, not even those who wait.
    func pause(_ host: WebHost, for pause: Duration) {
        forgetOldPauses()
        hosts[host, default: Host()].pausedUntil = time() + pause
        let waiters = hosts[host]?.waiters ?? []
        hosts[host]?.waiters = []
        for waiter in waiters { waiter.continuation.resume(throwing: DownloadError.status(429, retryAfter: pause)) }
    }

    /// How many wait for a place at this host.
    func waiting(for host: WebHost) -> Int { hosts[host]?.waiters.count ?? 0 }

    private func giveUp(_ number: Int, _ host: WebHost) {
        guard let place = hosts[host]?.waiters.firstIndex(where: { $0.number == number }) else { return }
        hosts[host]?.waiters.remove(at: place).continuation.resume(throwing: CancellationError())
    }

    private func forgetOldPauses() {
        let now = time()
        hosts = hosts.filter { $0.value.running > 0 || ($0.value.pausedUntil ?? .zero) > now }
    }
}
