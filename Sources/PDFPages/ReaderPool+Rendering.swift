import PDFReaderProtocol

extension ReaderPool {
    /// A picture of a page as a PNG in shades of grey, with boxes marked as by a yellow text marker; nil if the document has no
    /// such page.
    ///
    /// - Parameters:
    ///   - page: zero-based.
    ///   - clip: the part to show; it may reach beyond the page, where there is only white. Nil for the whole page. Its own page
    ///     does not count.
    ///   - width: pixels across. The picture is smaller where it would have more than eight million pixels, be longer than 8,000
    ///     pixels either way, or enlarge the page more than sixteen times.
    ///   - boxes: those of other pages are left out.
    /// - Throws: the errors of reading the document; `damaged` when the page cannot be drawn, or the part has no area.
    package func render(
        _ document: [UInt8], page: Int, clip: PageBox? = nil, width: Int, marking boxes: [PageBox] = []
    ) async throws(PDFError) -> [UInt8]? {
        try check(document)
        guard let index = UInt32(exactly: page) else { return nil }
        var part = MarkBox(page: index, left: 0, top: 0, right: 0, bottom: 0)
        if let clip {
            guard clip.left < clip.right, clip.top < clip.bottom else { throw .damaged(page: page + 1) }
            part = MarkBox(page: index, left: clip.left, top: clip.top, right: clip.right, bottom: clip.bottom)
        }
        let marks = boxes.filter { $0.page == page }.compactMap { MarkBox($0) }
        let order = RenderOrder(clip: part, width: UInt32(clamping: max(1, width)), marks: Array(marks.prefix(RenderOrder.mostMarks)))

        let process = try await takeProcess()
        let reading = DocumentReading(document, configuration)
        var result: Result<[UInt8]?, PDFError>
        switch await reading.open(process).flatMap(checked(pageCount:)) {
        case .success(let pageCount) where page < pageCount: result = await reading.render(order, process).map { $0 }
        case .success: result = .success(nil)
        case .failure(let error): result = .failure(error)
        }
        switch result {
        case .success(let picture):
            giveBack(process, after: nil)
            return picture
        case .failure(let error):
            giveBack(process, after: error)
            throw reported(error)
        }
    }
}
