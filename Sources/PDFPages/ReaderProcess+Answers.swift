import PDFReaderProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension ReaderProcess {
    /// Waits for the answer to the request sent last.
    func answer(_ kind: AnswerKind, page: Int? = nil, _ watchdog: Watchdog) async -> Result<FrameDecoder.Frame, PDFError> {
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
