package import PDFReaderProtocol

/// Puts messages together out of the pieces in which a stream delivers them.
///
/// The other side may have been taken over by a hostile document, so nothing it sends is trusted.
package struct FrameDecoder: Sendable {
    package struct Frame: Sendable, Hashable {
        package var header: FrameHeader
        package var payload: [UInt8]
    }

    /// The stream holds something that is no message; nothing after it can be read.
    package struct Malformed: Error {}

    private let maximumLength: Int
    private var head: [UInt8] = []
    private var header: FrameHeader?
    private var payload: [UInt8] = []

    /// - Parameter maximumLength: the longest payload to accept, in bytes.
    package init(maximumLength: Int) {
        self.maximumLength = maximumLength
    }

    /// Takes the next piece of the stream and hands every message that it completes to `body`.
    package mutating func append(_ piece: UnsafeRawBufferPointer, _ body: (Frame) -> Void) throws(Malformed) {
        var rest = piece[...]
        repeat {
            guard let header else {
                let missing = min(FrameHeader.size - head.count, rest.count)
                head.append(contentsOf: rest.prefix(missing))
                rest = rest.dropFirst(missing)
                guard head.count == FrameHeader.size else { return }
                guard let found = head.withUnsafeBytes({ FrameHeader($0) }), (0...maximumLength).contains(found.length) else {
                    throw Malformed()
                }
                head.removeAll(keepingCapacity: true)
                header = found
                payload.reserveCapacity(min(found.length, 1 << 24))  // what comes is paid for, not what is announced
                continue
            }
            let missing = min(header.length - payload.count, rest.count)
            payload.append(contentsOf: rest.prefix(missing))
            rest = rest.dropFirst(missing)
            guard payload.count == header.length else { return }
            body(Frame(header: header, payload: payload))
            self.header = nil
            payload = []
        } while !rest.isEmpty || header?.length == 0
    }
}
