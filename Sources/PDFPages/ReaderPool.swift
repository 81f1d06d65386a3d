/// Reads PDFs in child processes that can do no harm, as many at a time as there are processors.
///
/// The pages of one document are spread over the processes that are free; several documents are read at once, each by its own.
/// Processes start when they are first needed and are used again. One that crashes or takes too long costs the document it was
/// reading, and is replaced.
package actor ReaderPool {
    package nonisolated let configuration: Configuration
    private var idle: [ReaderProcess] = []
    private var busy: [ReaderProcess] = []
    private var waiting: [Waiter] = []
    private var nextWaiter = 0
    private var isShutDown = false

    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<ReaderProcess?, Never>
    }

    package init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        ignoreBrokenPipes()
    }

    /// How much the pool has to do at the moment.
    package struct Statistics: Sendable, Hashable {
        /// Processes with a document.
        package var busy: Int
        /// Processes that wait for one.
        package var idle: Int
        /// Documents that wait for a process.
        package var waiting: Int
    }

    package var statistics: Statistics { Statistics(busy: busy.count, idle: idle.count, waiting: waiting.count) }

    /// Ends every process. What is being read fails, and so does what comes later.
    package func shutdown() async {
        isShutDown = true
        for waiter in waiting { waiter.continuation.resume(returning: nil) }
        waiting = []
        let processes = idle + busy
        idle = []
        for process in processes { process.kill() }
        for process in processes { _ = await process.ending() }
    }

    /// Starts a process for the first document before it is there: starting takes some milliseconds, in which the caller may do something
    /// else.
    package func startAhead() {
        guard idle.isEmpty, busy.isEmpty, !isShutDown else { return }
        idle.append(ReaderProcess(configuration))
    }

    /// A process for one document; waits for one if all are busy. To be given back.
    func takeProcess() async throws(PDFError) -> ReaderProcess {
        if isShutDown || Task.isCancelled { throw .cancelled }
        if let process = takeIdleProcesses(upTo: 1).first { return process }
        if busy.count < configuration.processes { return startProcess() }
        let id = nextWaiter
        nextWaiter += 1
        let process = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append(Waiter(id: id, continuation: $0)) }
        } onCancel: {
            Task { await self.stopWaiting(id) }
        }
        guard let process else { throw .cancelled }
        return process
    }

    /// What went wrong, unless it went wrong because somebody stopped it.
    func reported(_ error: PDFError) -> PDFError { isShutDown || Task.isCancelled ? .cancelled : error }

    private func startProcess() -> ReaderProcess {
        let process = ReaderProcess(configuration)
        busy.append(process)
        return process
    }

    private func stopWaiting(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: nil)
    }

    /// Processes that have nothing to do, to help with a document; fewer than asked for if there are fewer. To be given back.
    func takeIdleProcesses(upTo count: Int) -> [ReaderProcess] {
        let taken = Array(idle.suffix(max(0, count)))
        idle.removeLast(taken.count)
        busy += taken
        return taken
    }

    /// Starts one more process, for a document of some size: it takes a few milliseconds, which the first one needs to open it.
    func startHelper(for document: [UInt8]) {
        guard idle.isEmpty, busy.count < configuration.processes, document.count > 40_000 else { return }
        idle.append(ReaderProcess(configuration))
    }

    /// Takes a process back after a document. One that failed in the middle of it cannot be used again.
    func giveBack(_ process: ReaderProcess, after error: PDFError?) {
        busy.removeAll { $0 === process }
        let isHealthy =
            switch error?.code {
            case nil, .damaged, .encrypted, .empty, .tooManyPages: true
            default: false
            }
        if !isHealthy {
            process.kill()
        } else if isShutDown || process.documentCount >= configuration.documentsPerProcess {
            process.retire()
        } else {
            process.closeDocument()
            idle.append(process)
        }
        if !isShutDown, !waiting.isEmpty {
            waiting.removeFirst().continuation.resume(returning: takeIdleProcesses(upTo: 1).first ?? startProcess())
        }
    }
}
