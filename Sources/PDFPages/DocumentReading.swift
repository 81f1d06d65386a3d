import PDFReaderProtocol

/// The reading of one document, which has so much time, by one process or several.
struct DocumentReading: Sendable {
    let document: [UInt8]
    let timePerPage: Duration
    let end: ContinuousClock.Instant

    init(_ document: [UInt8], _ configuration: ReaderPool.Configuration) {
        self.document = document
        timePerPage = configuration.timePerPage
        end = .now + configuration.timePerDocument
    }

    /// Gives a process the document. The number of pages, or why there are none.
    func open(_ process: ReaderProcess) async -> Result<Int, PDFError> {
        let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: end)
        process.send(.open, payload: document)
        return await watchdog.watch(process) {
            await process.answer(.opened, watchdog).map { Int($0.header.argument) }
        }
    }

    /// Has a process read pages of the open document until the queue has none left.
    func readPages<Value: Sendable>(
        _ queue: PageQueue, worker: Int, _ process: ReaderProcess, _ transform: @escaping @Sendable (PageText) -> Value
    ) async -> Result<[ReadPage<Value>], PDFError> {
        let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: end)
        return await watchdog.watch(process) {
            var pages: [ReadPage<Value>] = []
            var requested: [Int] = []
            watchdog.pageBegins()
            while true {
                // One page ahead, so that the process need not wait for the next request.
                while requested.count < 2, let page = queue.next(for: worker, ahead: !requested.isEmpty) {
                    process.send(.read, argument: UInt32(page))
                    requested.append(page)
                }
                guard let page = requested.first else { return .success(pages) }
                requested.removeFirst()
                switch await self.page(page, process, watchdog) {
                case .success(let text): pages.append(ReadPage(index: page, isDamaged: text.isDamaged, value: transform(text)))
                case .failure(let error): return .failure(error)
                }
                watchdog.pageBegins()
            }
        }
    }

    private func page(_ index: Int, _ process: ReaderProcess, _ watchdog: Watchdog) async -> Result<PageText, PDFError> {
        switch await process.answer(.page, page: index, watchdog) {
        case .success(let frame):
            guard Int(frame.header.argument) == index, let text = PageText(index: index, payload: frame.payload) else {
                process.kill()
                return .failure(.readerCrashed(page: index + 1))
            }
            return .success(text)
        case .failure(let error) where error.code == .damaged:
            var text = PageText(index: index, width: 0, height: 0)
            text.isDamaged = true
            return .success(text)
        case .failure(let error): return .failure(error)
        }
    }

    /// A picture of a page of the open document. No page of it may have been read.
    func render(_ order: RenderOrder, _ process: ReaderProcess) async -> Result<[UInt8], PDFError> {
        let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: end)
        process.send(.render, payload: order.bytes)
        watchdog.pageBegins()
        return await watchdog.watch(process) {
            await process.answer(.rendered, page: Int(order.clip.page), watchdog).map(\.payload)
        }
    }

    /// A copy of the open document with the boxes marked. No page of it may have been read.
    func mark(_ boxes: [PageBox], _ process: ReaderProcess) async -> Result<[UInt8], PDFError> {
        let boxes = boxes.compactMap { MarkBox($0) }
        let payload = [UInt8](unsafeUninitializedCapacity: boxes.count * MarkBox.size) { buffer, count in
            for (index, box) in boxes.enumerated() { box.write(to: UnsafeMutableRawBufferPointer(buffer), at: index * MarkBox.size) }
            count = boxes.count * MarkBox.size
        }
        let watchdog = Watchdog(timePerPage: timePerPage, documentEnd: end)
        process.send(.mark, payload: payload)
        return await watchdog.watch(process) { await process.answer(.marked, watchdog).map(\.payload) }
    }
}

/// What was made of a page.
struct ReadPage<Value: Sendable>: Sendable {
    var index: Int
    var isDamaged: Bool
    var value: Value
}

extension MarkBox {
    init?(_ box: PageBox) {
        guard let page = UInt32(exactly: box.page) else { return nil }
        self.init(page: page, left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    }
}
