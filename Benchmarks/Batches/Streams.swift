import Batches
import Database
import DatabaseTesting
import FileStore
import Foundation
import Logging
import NIOCore
import NIOPosix
import PDFPages
import Schedules
import Synchronization

/// Ten thousand event streams of one server process, with an event a second on each, told of by a worker in another process.
struct Streams {
    /// The program that serves.
    var server: String
    private static let batches = 100
    private static let streamsPerBatch = 100
    private static let seconds = 10

    func print() async throws {
        let count = Self.batches * Self.streamsPerBatch
        guard OpenFiles.allow(count + 1_000) else {
            return Swift.print(
                "event streams: not measured, as this system allows too few open files; run it with ulimit -n \(count + 1_000)")
        }
        try await TestBackend.postgres.withLocation { location in
            try await withFolder { folder in
                let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
                try await database.migrate()
                let pool = ReaderPool()
                let store = try await DiskStore.open(root: folder.appending(path: "files").path)
                let service = BatchService(database: database, store: store, pool: pool, logger: .silent)
                let node = try ServingNode(server, location, folder: folder, roles: "web", ["LOG_LEVEL": "error"])
                defer { node.stop() }
                try await measure(service, node)
                await pool.shutdown()
                await database.close()
            }
        }
    }

    private func measure(_ service: BatchService, _ node: ServingNode) async throws {
        let request = NewBatch(
            swimmers: [SwimmerQuery(name: "Mina Sol")], sources: [.url("https://meet.example/a.pdf")], client: .init(hash: "bench"))
        var ids: [BatchID] = []
        for _ in 0..<Self.batches { ids.append(try await service.create(request).batch.id) }

        let empty = node.memory
        let meter = StreamMeter()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let bootstrap = ClientBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(StreamReader(meter)) }
        }
        var channels: [any Channel] = []
        for id in ids {
            let opened = (0..<Self.streamsPerBatch).map { _ in bootstrap.connect(host: "127.0.0.1", port: node.port) }
            for future in opened {
                let channel = try await future.get()
                let head = "GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                try await channel.writeAndFlush(ByteBuffer(string: head))
                channels.append(channel)
            }
        }
        while meter.answered < channels.count { try await Task.sleep(for: .milliseconds(20)) }

        var configuration = BatchWorker.Configuration()
        configuration.concurrency = Self.batches
        let worker = BatchWorker(service: service, configuration: configuration, owner: "bench") { job, tell in
            // Not all at the same moment, as batches are; and after what tells of their start, which comes for all at once here.
            try await Task.sleep(for: .milliseconds(1_000 + Int(job.batch.uuid.uuid.15) * 1_000 / 256))
            for _ in 0..<Self.seconds {
                tell(.progressed(.extracting, message: "sent=\(DispatchTime.now().uptimeNanoseconds);", share: 0.5))
                try await Task.sleep(for: .seconds(1))
            }
            return JobResult()
        }
        let life = Task { try await worker.run() }
        try await Task.sleep(for: .seconds(Self.seconds + 1))
        let memory = node.memory - empty
        let times = meter.delays
        life.cancel()
        _ = await life.result
        for channel in channels { try? await channel.close() }
        try await group.shutdownGracefully()
        Swift.print(
            "\(channels.count) event streams, \(times.count / Self.seconds) events a second: p50 \(times.milliseconds(at: 0.5)) ms,",
            "p95 \(times.milliseconds(at: 0.95)) ms (bar 120), \(memory / channels.count / 1_000) KB a stream (bar 30)")
    }
}

/// What all streams got.
private final class StreamMeter: Sendable {
    private let state = Mutex<(answered: Int, delays: [Duration])>((0, []))

    var answered: Int { state.withLock { $0.answered } }
    var delays: [Duration] { state.withLock { $0.delays } }

    func begin() { state.withLock { $0.answered += 1 } }
    func add(_ delay: Duration) { state.withLock { $0.delays.append(delay) } }
}

/// Looks for the moment an event was sent in what one stream brings.
private final class StreamReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let meter: StreamMeter
    private var hasBegun = false

    init(_ meter: StreamMeter) { self.meter = meter }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        if !hasBegun, text.hasPrefix("HTTP/1.1 200") {
            hasBegun = true
            meter.begin()
        }
        for part in text.components(separatedBy: "sent=").dropFirst() {
            guard let sent = UInt64(part.prefix { $0 != ";" }) else { continue }
            meter.add(.nanoseconds(DispatchTime.now().uptimeNanoseconds - sent))
        }
    }
}

enum OpenFiles {
    /// Whether this process and those it starts may have so many open.
    static func allow(_ count: Int) -> Bool {
        #if canImport(Darwin)
            let kind = RLIMIT_NOFILE
        #else
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #endif
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return false }
        limit.rlim_cur = limit.rlim_max
        return setrlimit(kind, &limit) == 0 && limit.rlim_cur >= rlim_t(count)
    }
}
