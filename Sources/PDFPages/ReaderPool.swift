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

    /// The text of every page, in order. A page that cannot be loaded is there too, marked as damaged, as long as others can.
    package func read(_ document: [UInt8]) async throws(PDFError) -> [PageText] {
        try check(document)
        let lead = try await takeProcess()
        if isIdleWorthStarting(for: document) { idle.append(ReaderProcess(configuration)) }

        let documentEnd = ContinuousClock.now + configuration.timePerDocument
        let timePerPage = configuration.timePerPage
        let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: documentEnd)
        let pageCount: Int
        switch await lead.open(document, watchdog).flatMap(checked(pageCount:)) {
        case .success(let count): pageCount = count
        case .failure(let error):
            giveBack(lead, after: error)
            throw reported(error)
        }

        let helpers = takeIdleProcesses(upTo: pageCount - 1)
        let queue = PageQueue(pages: pageCount, workers: helpers.count + 1)
        var pages: [PageText] = []
        pages.reserveCapacity(pageCount)
        var failure: PDFError?
        await withTaskGroup(of: (ReaderProcess, Result<[PageText], PDFError>).self) { group in
            group.addTask { (lead, await lead.readPages(queue, worker: 0, watchdog)) }
            for (number, helper) in helpers.enumerated() {
                group.addTask {
                    let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: documentEnd)
                    switch await helper.open(document, watchdog) {
                    case .success: return (helper, await helper.readPages(queue, worker: number + 1, watchdog))
                    case .failure(let error): return (helper, .failure(error))
                    }
                }
            }
            for await (process, result) in group {
                switch result {
                case .success(let read):
                    pages.append(contentsOf: read)
                    giveBack(process, after: nil)
                case .failure(let error):
                    // Stopping the others fails them too; what counts is what happened first.
                    if failure == nil {
                        failure = reported(error)
                        group.cancelAll()
                    }
                    giveBack(process, after: .cancelled)
                }
            }
        }
        if let failure { throw failure }
        if pages.allSatisfy(\.isDamaged) { throw .damaged() }
        pages.sort { $0.index < $1.index }
        return pages
    }

    /// The document with the boxes marked as by a yellow text marker, as a new PDF. Boxes on pages it does not have are left out.
    package func mark(_ document: [UInt8], boxes: [PageBox]) async throws(PDFError) -> [UInt8] {
        try check(document)
        let process = try await takeProcess()
        let time = configuration.timePerDocument
        let watchdog = Watchdog(timePerPage: time, documentEnd: .now + time)
        switch await process.open(document, watchdog).flatMap(checked(pageCount:)) {
        case .success: break
        case .failure(let error):
            giveBack(process, after: error)
            throw reported(error)
        }
        switch await process.mark(boxes, watchdog) {
        case .success(let marked):
            giveBack(process, after: nil)
            return marked
        case .failure(let error):
            giveBack(process, after: error)
            throw reported(error)
        }
    }

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

    // MARK: Checks

    private nonisolated func check(_ document: [UInt8]) throws(PDFError) {
        guard !document.isEmpty else { throw .emptyFile }
        guard document.count <= configuration.maximumBytes else {
            throw .tooLarge(bytes: document.count, limit: configuration.maximumBytes)
        }
        // PDFium looks for the header in the first 1,024 bytes too.
        let mark = Array("%PDF-".utf8)
        let head = document.prefix(1024 + mark.count)
        let isPDF = head.indices.contains { head[$0...].starts(with: mark) }
        guard isPDF else { throw .notAPDF }
    }

    private nonisolated func checked(pageCount: Int) -> Result<Int, PDFError> {
        guard pageCount > 0 else { return .failure(.noPages) }
        guard pageCount <= configuration.maximumPages else {
            return .failure(.tooManyPages(pageCount, limit: configuration.maximumPages))
        }
        return .success(pageCount)
    }

    /// What went wrong, unless it went wrong because somebody stopped it.
    private func reported(_ error: PDFError) -> PDFError { isShutDown || Task.isCancelled ? .cancelled : error }

    // MARK: Processes

    private func takeProcess() async throws(PDFError) -> ReaderProcess {
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

    private func startProcess() -> ReaderProcess {
        let process = ReaderProcess(configuration)
        busy.append(process)
        return process
    }

    private func stopWaiting(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: nil)
    }

    private func takeIdleProcesses(upTo count: Int) -> [ReaderProcess] {
        let taken = Array(idle.suffix(max(0, count)))
        idle.removeLast(taken.count)
        busy += taken
        return taken
    }

    /// A second process takes a few milliseconds to start, which a document of some size makes worth while.
    private func isIdleWorthStarting(for document: [UInt8]) -> Bool {
        idle.isEmpty && busy.count < configuration.processes && document.count > 20_000
    }

    /// Takes a process back after a document. One that failed in the middle of it cannot be used again.
    private func giveBack(_ process: ReaderProcess, after error: PDFError?) {
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
