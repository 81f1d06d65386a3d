import AsyncHTTPClient
import Batches
import Database
import DatabaseTesting
import Downloads
import FileStore
import FormsTesting
import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PDFPages
import ServiceLifecycle
import Synchronization
import Web

/// A real server on a port of its own, with a database, a store on disk and reader processes.
struct TestServer: Sendable {
    let port: Int
    let database: SQLDatabase
    let store: any ObjectStore
    let batches: BatchService
    let client: HTTPClient
    let clock: TestTime
    let shutDown: @Sendable () async -> Void

    var address: String { "http://127.0.0.1:\(port)" }

    struct Options: Sendable {
        var flags = Mutable(WebFlags())
        var configure: @Sendable (inout WebConfiguration) -> Void = { _ in }
        var adjust: @Sendable (inout WebContext) -> Void = { _ in }
        /// Without one, batches stay as they were made.
        var hasWorker = false
        /// A minute passes with every request that counts.
        var isUnlimited = false
        var quota = StorageUsage(files: 10_000, bytes: 1 << 40)
    }

    /// Runs `body` beside a server, and stops it.
    @discardableResult
    static func run<Result: Sendable>(
        on backend: TestBackend = .sqlite, _ options: Options = Options(), _ body: @Sendable @escaping (TestServer) async throws -> Result
    ) async throws -> Result {
        try await backend.withDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heatsync-web-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            return try await serve(database, folder: folder, options, body)
        }
    }

    private static func serve<Result: Sendable>(
        _ database: SQLDatabase, folder: URL, _ options: Options, _ body: @Sendable @escaping (TestServer) async throws -> Result
    ) async throws -> Result {
        let time = TestTime()
        let store = try await DiskStore.open(root: folder.appendingPathComponent("files").path)
        let pool = ReaderPool()
        let downloader = DocumentDownloader(client: GuardedClient(resolver: NoHosts()), store: store)
        var settings = BatchConfiguration()
        settings.daily = options.quota
        let batches = BatchService(
            database: database, store: store, pool: pool, downloader: downloader, configuration: settings, logger: .silent)
        var context = WebContext(
            batches: batches, store: store, pool: pool,
            limiter: RateLimiter(
                database: database,
                now: {
                    if options.isUnlimited { time.pass(120) }
                    return time.now
                }),
            flags: { options.flags.value },
            zoneFile: { name in (try? Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))).map { [UInt8]($0) } },
            logger: .silent,
            now: { time.now })
        options.adjust(&context)
        var configuration = WebConfiguration(address: .hostname("127.0.0.1", port: 0), baseURL: "http://heats.example")
        options.configure(&configuration)

        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = WebServer(configuration: configuration, context: context) { number in
            if let number { port.yield(number) }
            port.finish()
        }
        let worker = BatchWorker(service: batches, owner: "test")
        let group = ServiceGroup(services: [batches.hub] + (options.hasWorker ? [worker] : []) + [server], logger: .silent)
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let running = Task { try await group.run() }
        let result: Swift.Result<Result, any Error>
        do {
            guard let port = await ports.first(where: { _ in true }) else { throw NoPort() }
            let testServer = TestServer(
                port: port, database: database, store: store, batches: batches, client: client, clock: time,
                shutDown: { await group.triggerGracefulShutdown() })
            result = .success(try await body(testServer))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        await group.triggerGracefulShutdown()
        try await running.value
        await pool.shutdown()
        store.shutdown()
        return try result.get()
    }

    struct NoPort: Error {}
}

/// A time that passes when a test says so.
final class TestTime: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_785_000_000))

    var now: Date { time.withLock { $0 } }

    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// A value that a test changes while the server runs.
final class Mutable<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    func update(_ change: (inout Value) -> Void) { mutex.withLock { change(&$0) } }

    var value: Value {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}

/// Knows no host, so that nothing outside of the test is ever asked.
struct NoHosts: HostResolver {
    func addresses(of name: String) async throws -> [IPAddress] { throw HostResolverError.unknown }
}
