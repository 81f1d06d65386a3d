import PDFReaderProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What a document needs of a reader.
extension ReaderProcess {
    /// Gives it a document. The number of pages, or why there are none.
    func open(_ document: [UInt8], _ watchdog: Watchdog) async -> Result<Int, PDFError> {
        send(.open, payload: document)
        return await watchdog.watch(self) {
            switch await self.answer(.opened, watchdog) {
            case .success(let frame): .success(Int(frame.header.argument))
            case .failure(let error): .failure(error)
            }
        }
    }

    /// Lets go of the document.
    func closeDocument() { send(.close) }

    /// Reads pages of the open document until the queue has none left.
    func readPages(_ queue: PageQueue, worker: Int, _ watchdog: Watchdog) async -> Result<[PageText], PDFError> {
        await watchdog.watch(self) {
            var pages: [PageText] = []
            watchdog.pageBegins()
            // One page ahead, so that the process need not wait for the next request.
            var requested: [Int] = []
            while true {
                while requested.count < 2, let page = queue.next(for: worker, ahead: !requested.isEmpty) {
                    self.send(.read, argument: UInt32(page))
                    requested.append(page)
                }
                guard let page = requested.first else { return .success(pages) }
                requested.removeFirst()
                switch await self.answer(.page, page: page, watchdog) {
                case .success(let frame):
                    guard Int(frame.header.argument) == page, let text = PageText(index: page, payload: frame.payload) else {
                        self.kill()
                        return .failure(.readerCrashed(page: page + 1))
                    }
                    pages.append(text)
                case .failure(let error) where error.code == .damaged:
                    var text = PageText(index: page, width: 0, height: 0)
                    text.isDamaged = true
                    pages.append(text)
                case .failure(let error): return .failure(error)
                }
                watchdog.pageBegins()
            }
        }
    }

    /// A copy of the open document with the boxes marked. No page of it may have been read.
    func mark(_ boxes: [PageBox], _ watchdog: Watchdog) async -> Result<[UInt8], PDFError> {
        let boxes = boxes.compactMap { MarkBox($0) }
        let payload = [UInt8](unsafeUninitializedCapacity: boxes.count * MarkBox.size) { buffer, count in
            for (index, box) in boxes.enumerated() { box.write(to: UnsafeMutableRawBufferPointer(buffer), at: index * MarkBox.size) }
            count = boxes.count * MarkBox.size
        }
        send(.mark, payload: payload)
        return await watchdog.watch(self) {
            switch await self.answer(.marked, watchdog) {
            case .success(let frame): .success(frame.payload)
            case .failure(let error): .failure(error)
            }
        }
    }

    /// Waits for the answer to the request sent last.
    private func answer(_ kind: AnswerKind, page: Int? = nil, _ watchdog: Watchdog) async -> Result<FrameDecoder.Frame, PDFError> {
        while let frame = await nextAnswer() {
            if frame.header.kind == AnswerKind.ready.rawValue {
                guard frame.header.argument != ReaderProtocol.version else { continue }
                kill()
                return .failure(.readerMissing("it is of another version"))
            }
            guard frame.header.kind == kind.rawValue, let status = ReaderStatus(rawValue: frame.header.status) else { break }
            switch status {
            case .ok: return .success(frame)
            case .damaged: return .failure(.damaged(page: page.map { $0 + 1 }))
            case .encrypted: return .failure(.encrypted)
            case .refused: break
            }
            break
        }
        kill()
        return .failure(await whyNoAnswer(page: page.map { $0 + 1 }, watchdog))
    }

    private func whyNoAnswer(page: Int?, _ watchdog: Watchdog) async -> PDFError {
        if Task.isCancelled { return .cancelled }
        let ending = await ending()
        if watchdog.hasBitten { return .timedOut(page: page) }
        switch ending {
        case .notStarted(let reason): return .readerMissing(reason)
        case .exited(ReaderProtocol.exitOutOfMemory): return .outOfMemory(page: page)
        case .exited(ReaderProtocol.exitNoSandbox): return .readerMissing("this system does not let it lock itself in")
        case .exited(127): return .readerMissing("its library libpdfium is not beside it")
        case .killed(signal: SIGXCPU): return .timedOut(page: page)
        case .exited, .killed, .brokeProtocol: return .readerCrashed(page: page)
        }
    }
}

extension MarkBox {
    fileprivate init?(_ box: PageBox) {
        guard let page = UInt32(exactly: box.page) else { return nil }
        self.init(page: page, left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    }
}
