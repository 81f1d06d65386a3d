import PDFReaderProtocol
import Subprocess
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

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
        /// Ended by us, because what it sent was no message.
        case brokeProtocol
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
                await talk(execution, configuration, requests, answers)
            }
            return switch (result.closureResult, result.terminationStatus) {
            case (.garbled, _): .brokeProtocol
            case (.ended, .exited(let code)): .exited(code)
            case (.ended, .signaled(let signal)): .killed(signal: signal)
            }
        } catch let error as SubprocessError {
            return .notStarted(error.description)
        } catch {
            return .killed(signal: SIGKILL)  // the task was cancelled, which kills the process
        }
    }

    private enum Conversation: Sendable {
        case ended, garbled
    }

    /// Passes requests on and takes answers, both at once, until the process closes its end.
    private static func talk(
        _ execution: Execution<CustomWriteInput, SequenceOutput, DiscardedOutput>, _ configuration: ReaderPool.Configuration,
        _ requests: AsyncStream<[UInt8]>, _ answers: AsyncStream<FrameDecoder.Frame>.Continuation
    ) async -> Conversation {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await bytes in requests {
                    // A process that has died takes nothing more; why it died shows in its ending.
                    guard (try? await execution.standardInputWriter.write(bytes)) == bytes.count else { break }
                }
                try? await execution.standardInputWriter.finish()
            }
            defer { group.cancelAll() }
            var decoder = FrameDecoder(maximumLength: configuration.maximumAnswer)
            do {
                for try await piece in execution.standardOutput {
                    try piece.withUnsafeBytes { bytes in try decoder.append(bytes) { answers.yield($0) } }
                }
            } catch is FrameDecoder.Malformed {
                try? execution.send(signal: .kill)
                return .garbled
            } catch {
                return .ended  // reading fails when the process is gone, too
            }
            return .ended
        }
    }

    deinit { outgoing.finish() }

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

    /// Lets go of the document.
    func closeDocument() { send(.close) }

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
