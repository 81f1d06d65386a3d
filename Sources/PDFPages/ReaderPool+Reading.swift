extension ReaderPool {
    /// The text of every page, in order. A page that cannot be loaded is there too, marked as damaged, as long as others can.
    package func read(_ document: [UInt8]) async throws(PDFError) -> [PageText] {
        try await read(document) { $0 }
    }

    /// What `transform` makes of every page, in order. It is called as soon as a page is read, for several pages at a time and in any
    /// order, while other pages are still being read.
    package func read<Value: Sendable>(
        _ document: [UInt8], _ transform: @escaping @Sendable (PageText) -> Value
    ) async throws(PDFError) -> [Value] {
        try check(document)
        let lead = try await takeProcess()
        startHelper(for: document)
        let reading = DocumentReading(document, configuration)
        let pageCount: Int
        switch await reading.open(lead).flatMap(checked(pageCount:)) {
        case .success(let count): pageCount = count
        case .failure(let error):
            giveBack(lead, after: error)
            throw reported(error)
        }

        let helpers = takeIdleProcesses(upTo: pageCount - 1)
        let queue = PageQueue(pages: pageCount, workers: helpers.count + 1)
        var pages: [ReadPage<Value>] = []
        pages.reserveCapacity(pageCount)
        var failure: PDFError?
        await withTaskGroup(of: (ReaderProcess, Result<[ReadPage<Value>], PDFError>).self) { group in
            group.addTask { (lead, await reading.readPages(queue, worker: 0, lead, transform)) }
            for (number, helper) in helpers.enumerated() {
                group.addTask {
                    switch await reading.open(helper) {
                    case .success: (helper, await reading.readPages(queue, worker: number + 1, helper, transform))
                    case .failure(let error): (helper, .failure(error))
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
        return pages.map(\.value)
    }

    /// The document with the boxes marked as by a yellow text marker, as a new PDF. Boxes on pages it does not have are left out.
    package func mark(_ document: [UInt8], boxes: [PageBox]) async throws(PDFError) -> [UInt8] {
        try check(document)
        let process = try await takeProcess()
        let reading = DocumentReading(document, configuration)
        var result = await reading.open(process).flatMap(checked(pageCount:)).map { _ in [UInt8]() }
        if case .success = result { result = await reading.mark(boxes, process) }
        switch result {
        case .success(let marked):
            giveBack(process, after: nil)
            return marked
        case .failure(let error):
            giveBack(process, after: error)
            throw reported(error)
        }
    }

    nonisolated func check(_ document: [UInt8]) throws(PDFError) {
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

    nonisolated func checked(pageCount: Int) -> Result<Int, PDFError> {
        guard pageCount > 0 else { return .failure(.noPages) }
        guard pageCount <= configuration.maximumPages else {
            return .failure(.tooManyPages(pageCount, limit: configuration.maximumPages))
        }
        return .success(pageCount)
    }
}
