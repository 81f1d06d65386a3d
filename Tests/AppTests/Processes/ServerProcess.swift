import Foundation
import Synchronization
import Testing

/// The server's program, run as an operator runs it.
final class ServerProcess: Sendable {
    struct Failure: Error, CustomStringConvertible { var description: String }

    /// Where it answers; nil for a process without the web role.
    let address: String?
    let pid: pid_t
    private let process: Mutex<Process>
    private let life: Task<Void, Never>

    /// How a process ended: its exit status, or the number of the signal that ended it.
    enum Ending: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    /// Starts it and waits until it says where it is.
    static func start(_ environment: [String: String], role: String = "web,worker,scheduler") async throws -> ServerProcess {
        let process = Process()
        process.executableURL = try executable("heatsync-server")
        process.arguments = ["serve", "--role", role, "--port", "0"]
        process.environment = ["PATH": "/usr/bin:/bin", "LOG_LEVEL": "info", "DATABASE_CONNECTIONS": "6"].merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        let (said, log) = (Log(), Log())
        let (news, tell) = AsyncStream.makeStream(of: Void.self)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        listen(to: output.fileHandleForReading) { data in
            said.add(data)
            tell.yield()
        }
        listen(to: errors.fileHandleForReading) { log.add($0) }
        process.terminationHandler = { _ in
            tell.finish()
            end.finish()
        }
        let life = Task { for await _ in ends {} }
        try process.run()
        Reaper.shared.watch(process.processIdentifier)
        for await _ in news where said.text.contains("\n") { break }
        guard said.text.hasPrefix("HeatSync") else {
            process.waitUntilExit()
            throw Failure(description: "the server did not start: \(log.text)")
        }
        return ServerProcess(
            process: process, life: life, log: log, address: said.text.firstMatch(of: /http:\/\/localhost:\d+/).map { String($0.0) })
    }

    /// Gets what comes until the other end closes, on a thread of its own. A handle that is closed while a handler of its own watches it
    /// takes the whole test run with it now and then.
    private static func listen(to handle: FileHandle, _ hear: @escaping @Sendable (Data) -> Void) {
        Thread.detachNewThread {
            while case let data = handle.availableData, !data.isEmpty { hear(data) }
        }
    }

    private init(process: Process, life: Task<Void, Never>, log: Log, address: String?) {
        pid = process.processIdentifier
        self.address = address
        self.process = Mutex(process)
        self.life = life
        self.lines = log
    }

    private let lines: Log

    /// What it wrote to its log so far.
    var logText: String { lines.text }

    deinit { kill(SIGKILL) }

    /// Sends a signal.
    func kill(_ signal: Int32) {
        process.withLock { if $0.isRunning { _ = Glibc.kill(pid, signal) } }
    }

    /// Waits for its end.
    func ending() async -> Ending {
        await life.value
        return process.withLock {
            $0.terminationReason == .exit ? .exited($0.terminationStatus) : .killed($0.terminationStatus)
        }
    }

    /// Stops it as an operator does, and says how long that took.
    @discardableResult
    func stop() async throws -> Duration {
        let start = ContinuousClock.now
        kill(SIGTERM)
        let ending = await ending()
        guard ending == .exited(0) else { throw Failure(description: "the server ended with \(ending): \(logText)") }
        return ContinuousClock.now - start
    }

    /// Ends it as a power cut does.
    func crash() async {
        kill(SIGKILL)
        _ = await ending()
    }

    /// Bytes of memory it has now.
    var memory: Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    /// A program of the build: in `$HEATSYNC_PROGRAMS`, or beside the tests.
    static func executable(_ name: String) throws -> URL {
        if let folder = ProcessInfo.processInfo.environment["HEATSYNC_PROGRAMS"] { return URL(filePath: folder).appending(path: name) }
        let arguments = CommandLine.arguments
        let bundle = arguments.firstIndex(of: "--test-bundle-path").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
        var folder = URL(filePath: bundle ?? arguments[0])
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        throw Failure(description: "\(name) does not stand beside the tests: run 'make build'.")
    }
}

/// What a process wrote.
private final class Log: Sendable {
    private let bytes = Mutex(Data())

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func add(_ data: Data) { bytes.withLock { $0 += data } }
}
