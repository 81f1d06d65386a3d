import CPDFium
import CSandbox
import PDFReaderProtocol
import Pictures

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Serves one request after the other, with at most one document open.
struct Session {
    let channel: Channel
    let cpuSeconds: UInt32
    private var document: OpenDocument?
    private var extractor = PageExtractor()

    init(channel: Channel, cpuSeconds: UInt32) {
        self.channel = channel
        self.cpuSeconds = cpuSeconds
    }

    mutating func run() -> Never {
        while true {
            let header = channel.nextHeader()
            guard let kind = RequestKind(rawValue: header.kind) else { exit(ReaderProtocol.exitProtocolError) }
            switch kind {
            case .open: open(byteCount: header.length)
            case .read: read(page: header.argument)
            case .mark: mark(byteCount: header.length)
            case .render: render(byteCount: header.length)
            case .close:
                document = nil
                sandbox_release_surplus(48 << 20)
            case .selfTest:
                sandbox_try_forbidden(header.argument)
                channel.send(.survived, argument: header.argument)
            }
        }
    }

    private mutating func open(byteCount: Int) {
        document = nil  // the old one makes room first
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
        channel.receive(bytes)
        switch OpenDocument.open(bytes) {
        case .success(let opened):
            document = opened
            channel.send(.opened, argument: UInt32(clamping: opened.pageCount))
        case .failure(let failure): channel.send(.opened, failure.status)
        }
    }

    private mutating func read(page index: UInt32) {
        guard let document, index < document.pageCount else { return channel.send(.page, .refused, argument: index) }
        guard let header = extractor.read(page: Int32(index), of: document) else {
            return channel.send(.page, .damaged, argument: index)
        }
        withUnsafeTemporaryAllocation(byteCount: PageHeader.size, alignment: 4) { bytes in
            header.write(to: bytes)
            extractor.runs.withUnsafeBytes { runs in
                extractor.glyphs.withUnsafeBytes { glyphs in
                    channel.send(.page, argument: index, UnsafeRawBufferPointer(bytes), runs, glyphs)
                }
            }
        }
    }

    private func mark(byteCount: Int) {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
        defer { bytes.deallocate() }
        channel.receive(bytes)
        let boxes = (0..<byteCount / MarkBox.size).map { MarkBox(UnsafeRawBufferPointer(bytes), at: $0 * MarkBox.size) }
        guard let document, !document.hasTurnedPages else { return channel.send(.marked, .refused) }
        guard let copy = document.marked(boxes) else { return channel.send(.marked, .damaged) }
        copy.withUnsafeBytes { channel.send(.marked, .ok, $0) }
    }
    private func render(byteCount: Int) {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
        defer { bytes.deallocate() }
        channel.receive(bytes)
        guard let document, !document.hasTurnedPages, let order = RenderOrder(UnsafeRawBufferPointer(bytes)),
            order.clip.page < document.pageCount
        else { return channel.send(.rendered, .refused) }
        guard let picture = document.picture(order)?.image.png() else { return channel.send(.rendered, .damaged) }
        picture.withUnsafeBytes { channel.send(.rendered, .ok, $0) }
    }
}
