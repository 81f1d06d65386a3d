import PDFReaderProtocol
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// One `pdf-reader`: a child process that answers requests in the order it gets them. One task at a time may talk to it.
final class ReaderProcess: Sendable {
    /// How the process ended.
    enum Ending: Sendable {
        case exited(Int32)
        case killed(signal: Int32)
        case notStarted(String)
    }

    private let outgoing: AsyncStream<[UInt8]>.Continuation
    private let incoming: AsyncStream<FrameDecoder.Frame>
    private let life: Task<Ending, Never>
    private let documentsRead = Mutex(0)

    /// Starts the process. A failure to start shows at the first answer.
    init(_ configuration: ReaderPool.Configuration) {
        let (requests, outgoing) = AsyncStream.makeStream(of: [UInt8].self)
        let (incoming, answers) = AsyncStream.makeStream(of: FrameDecoder.Frame.self)
        self.outgoing = outgoing
        self.incoming = incoming
        life = Task.detached {
            defer { answers.finish() }
            return await Self.run(configuration, requests, answers)
        }
    }

    private static func run(
        _ configuration: ReaderPool.Configuration, _ requests: AsyncStream<[UInt8]>,
        _ answers: AsyncStream<FrameDecoder.Frame>.Continuation
    ) async -> Ending {
        guard let executable = configuration.executable else { return .notStarted("it was not found beside heatsync") }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(executable)), arguments: ["\(configuration.memoryLimit >> 20)", "\(configuration.cpuSeconds)"],
                environment: .custom([:]), input: .inputWriter, output: .sequence, error: .discarded
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await bytes in requests { _ = try await execution.standardInputWriter.write(bytes) }
                        try await execution.standardInputWriter.finish()
                    }
                    var decoder = FrameDecoder(maximumLength: configuration.maximumAnswer)
                    for try await piece in execution.standardOutput {
                        try piece.withUnsafeBytes { bytes in try decoder.append(bytes) { answers.yield($0) } }
                    }
                    group.cancelAll()
                }
            }
            return switch result.terminationStatus {
            case .exited(let code): .exited(code)
            case .signaled(let signal): .killed(signal: signal)
            }
        } catch let error as SubprocessError {
            return .notStarted(error.description)
        } catch {
            return .notStarted("it does not speak this version's protocol")
        }
    }

    /// Sends a request. What the process cannot take yet is kept until it can.
    func send(_ kind: RequestKind, argument: UInt32 = 0, payload: [UInt8] = []) {
        let header = FrameHeader(kind: kind.rawValue, argument: argument, length: payload.count)
        outgoing.yield(
            [UInt8](unsafeUninitializedCapacity: FrameHeader.size) { buffer, count in
                header.write(to: UnsafeMutableRawBufferPointer(buffer))
                count = FrameHeader.size
            })
        if !payload.isEmpty { outgoing.yield(payload) }
        if kind == .open { documentsRead.withLock { $0 += 1 } }
    }

    /// The next message; nil when the process has ended or the caller was cancelled, after which the process is of no more use.
    func nextAnswer() async -> FrameDecoder.Frame? {
        var iterator = incoming.makeAsyncIterator()
        return await iterator.next()
    }

    /// How many documents it was given so far.
    var documentCount: Int { documentsRead.withLock { $0 } }

    /// Lets the process end by itself when it has answered.
    func retire() { outgoing.finish() }

    /// Ends the process now.
    func kill() { life.cancel() }

    /// Waits for the end of the process.
    func ending() async -> Ending { await life.value }
}
