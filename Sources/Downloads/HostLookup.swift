import NIOCore

/// One question to a resolver, for whose answer nobody waits longer than is borne.
struct HostLookup {
    private let name: String
    private let resolver: any HostResolver
    private let eventLoop: any EventLoop

    init(of name: String, by resolver: any HostResolver, on eventLoop: any EventLoop) {
        self.name = name
        self.resolver = resolver
        self.eventLoop = eventLoop
    }

    /// Nobody can interrupt the system's look-up: one that takes too long is left to end by itself.
    ///
    /// - Throws: `DownloadError.timeout` when `limit` is over, `CancellationError`, and what the resolver throws.
    func addresses(within limit: Duration) async throws -> [IPAddress] {
        guard limit > .zero else { throw DownloadError.timeout("name service") }
        let answer = eventLoop.makePromise(of: [IPAddress].self)
        let question = Task { [name, resolver] in
            do {
                answer.succeed(try await resolver.addresses(of: name))
            } catch {
                answer.fail(error)
            }
        }
        let timer = eventLoop.scheduleTask(in: TimeAmount(limit)) { answer.fail(DownloadError.timeout("name service")) }
        defer {
            timer.cancel()
            question.cancel()
        }
        return try await withTaskCancellationHandler {
            try await answer.futureResult.get()
        } onCancel: {
            answer.fail(CancellationError())
        }
    }
}
