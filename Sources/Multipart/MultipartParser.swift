package import NIOCore

/// Takes a `multipart/form-data` body apart (RFC 7578, RFC 2046) as it comes, in whatever pieces it comes.
///
/// It holds back only what could be the beginning of a boundary, and the head of a part. After an error it must not be used further.
package struct MultipartParser: Sendable {
    package enum Event: Sendable, Hashable {
        case began(MultipartHead)
        /// Bytes of the part that has begun; never empty.
        case bytes(ByteBuffer)
        case ended
    }

    private enum State {
        /// Before the first boundary. The body has a line end added in front, so that its first line can be a boundary.
        case preamble
        /// Right behind a boundary.
        case boundary
        case head
        case body
        case epilogue
    }

    private let limits: MultipartLimits
    /// A line end, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    private var buffer: ByteBuffer
    private var offset: Int64 = -2
    private var parts = 0
    private var skipped = 0

    /// - Parameter contentType: the request's.
    /// - Throws: an error of code `.noBoundary`.
    package init(contentType: String, limits: MultipartLimits = MultipartLimits()) throws(MultipartError) {
        var parameters = HeaderParameters(contentType)
        guard parameters.value.lowercased() == "multipart/form-data", let boundary = parameters.removeFirst("boundary"),
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else { throw MultipartError(.noBoundary, offset: 0) }
        self.limits = limits
        delimiter = Array("\r\n--\(boundary)".utf8)
        buffer = ByteBuffer(string: "\r\n")
    }

    /// Adds the next bytes of the body. Ask `next()` until it gives nil before adding more.
    package mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.discardReadBytes()
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// What the bytes so far tell; nil when it takes more of them.
    package mutating func next() throws(MultipartError) -> Event? {
        while true {
            switch state {
            case .preamble:
                guard try skipPreamble() else { return nil }
            case .boundary:
                guard try readBoundaryEnd() else { return nil }
            case .head:
                guard let head = try readHead() else { return nil }
                state = .body
                return .began(head)
            case .body:
                return readBody()
            case .epilogue:
                skipped += buffer.readableBytes
                skip(buffer.readableBytes)
                guard skipped <= limits.surroundings else { throw error(.surroundingsTooLarge) }
                return nil
            }
        }
    }

    /// To be called when the body has ended.
    ///
    /// - Throws: an error of code `.truncated` if the form had not.
    package func finish() throws(MultipartError) {
        guard case .epilogue = state else { throw error(.truncated) }
    }

    private func error(_ code: MultipartError.Code) -> MultipartError { MultipartError(code, offset: max(0, offset)) }

    private mutating func skip(_ count: Int) {
        buffer.moveReaderIndex(forwardBy: count)
        offset += Int64(count)
    }

    private mutating func skipPreamble() throws(MultipartError) -> Bool {
        let (place, isWhole) = firstDelimiter()
        skipped += place
        skip(place)
        guard skipped <= limits.surroundings else { throw error(.surroundingsTooLarge) }
        guard isWhole else { return false }
        skip(delimiter.count)
        state = .boundary
        return true
    }

    /// Behind a boundary come two hyphens, or the end of the line; spaces may stand before it.
    private mutating func readBoundaryEnd() throws(MultipartError) -> Bool {
        let bytes = buffer.readableBytesView
        if bytes.first == UInt8(ascii: "-") {
            guard bytes.count >= 2 else { return false }
            guard bytes[bytes.startIndex + 1] == UInt8(ascii: "-") else { throw error(.malformedBoundary) }
            skip(2)
            skipped = 0
            state = .epilogue
            return true
        }
        let padding = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
        guard padding <= 64 else { throw error(.malformedBoundary) }
        let end = bytes.dropFirst(padding).prefix(2)
        guard "\r\n".utf8.starts(with: end) else { throw error(.malformedBoundary) }
        guard end.count == 2 else { return false }
        skip(padding + 2)
        parts += 1
        guard parts <= limits.parts else { throw error(.tooManyParts) }
        state = .head
        return true
    }

    private mutating func readHead() throws(MultipartError) -> MultipartHead? {
        var lines: [String] = []
        var rest = buffer.readableBytesView
        while let end = rest.firstIndex(of: 0x0A) {
            guard rest.startIndex - buffer.readerIndex <= limits.headSize else { break }
            let line = rest[..<end]
            guard line.last == 0x0D else { throw error(.malformedHead) }
            rest = rest[(end + 1)...]
            if line.count == 1 {
                guard rest.startIndex - buffer.readerIndex <= limits.headSize else { throw error(.headTooLarge) }
                guard let head = MultipartHead(lines: lines) else { throw error(lines.isEmpty ? .malformedHead : .unsupportedPart) }
                skip(rest.startIndex - buffer.readerIndex)
                return head
            }
            guard lines.count < limits.fieldsPerPart else { throw error(.headTooLarge) }
            lines.append(String(decoding: line.dropLast(), as: UTF8.self))
        }
        guard buffer.readableBytes <= limits.headSize else { throw error(.headTooLarge) }
        return nil
    }

    private mutating func readBody() -> Event? {
        let (place, isWhole) = firstDelimiter()
        if place > 0 {
            offset += Int64(place)
            return buffer.readSlice(length: place).map { .bytes($0) }
        }
        guard isWhole else { return nil }
        skip(delimiter.count)
        state = .boundary
        return .ended
    }

    /// Where the next delimiter begins, or what could be the beginning of one at the buffer's end, or that end; and whether all of it is
    /// there.
    private func firstDelimiter() -> (place: Int, isWhole: Bool) {
        buffer.withUnsafeReadableBytes { bytes in
            var place = 0
            while place < bytes.count {
                guard let candidate = bytes[place...].firstIndex(of: 0x0D) else { return (bytes.count, false) }
                let rest = bytes[candidate...].prefix(delimiter.count)
                if delimiter.starts(with: rest) { return (candidate, rest.count == delimiter.count) }
                place = candidate + 1
            }
            return (place, false)
        }
    }
}
