import Dispatch
import NIOPosix
import Synchronization
import Testing

@testable import Downloads

@Suite struct HostLookupTests {
    @Test func `look-ups that hang hold up no files, and no more than are borne wait`() async throws {
        let (threads, hanging) = (LookupThreads(count: 2, mostAtATime: 3), DispatchSemaphore(value: 0))
        let resolver = SystemResolver(threads: threads) { _ in
            hanging.wait()
            return [GuardedClient.loopback]
        }
        try await withThrowingTaskGroup(of: [IPAddress].self) { group in
            for _ in 0..<3 { group.addTask { try await resolver.addresses(of: "meet.example.org") } }
            while threads.count < 3 { await Task.yield() }
            await #expect(throws: HostResolverError.failed) { try await resolver.addresses(of: "meet.example.org") }
            #expect(try await NIOThreadPool.singleton.runIfActive { true })
            for _ in 0..<3 { hanging.signal() }
            for try await addresses in group { #expect(addresses == [GuardedClient.loopback]) }
        }
        #expect(threads.count == 0)
        try await threads.shutdown()
    }

    @Test func `a name service that does not answer is given up when the download's time is over`() async throws {
        let resolver = HangingResolver()
        let client = GuardedClient(resolver: resolver, limits: DownloadLimits(total: .milliseconds(100)))
        let error = await #expect(throws: DownloadError.self) { try await client.text("http://meet.example.org/") }
        #expect(error?.code == .timeout && error?.isTransient == true && error?.reason == "name service")
        while !resolver.isAsked { await Task.yield() }
        resolver.answer()
    }

    @Test func `a download that is cancelled does not wait for the name service`() async throws {
        let resolver = HangingResolver()
        let task = Task { try await GuardedClient(resolver: resolver).text("http://meet.example.org/") }
        while !resolver.isAsked { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        resolver.answer()
    }
}

/// A name service that answers when the test says so, whoever has given it up meanwhile.
private final class HangingResolver: HostResolver {
    private let question = Mutex<CheckedContinuation<Void, Never>?>(nil)

    var isAsked: Bool { question.withLock { $0 != nil } }

    func answer() { question.withLock { $0.take() }?.resume() }

    func addresses(of name: String) async throws -> [IPAddress] {
        await withCheckedContinuation { continuation in question.withLock { $0 = continuation } }
        return [GuardedClient.loopback]
    }
}
