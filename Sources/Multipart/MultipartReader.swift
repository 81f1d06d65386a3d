package import NIOCore

/// Reads a form part by part, and each part's bytes as they come; nothing is held but the piece at hand.
package final class MultipartReader<Bytes: AsyncSequence> where Bytes.Element == ByteBuffer {
    private var pieces: Bytes.AsyncIterator
    private var parser: MultipartParser
    private var isInPart = false
    /// Bytes of the part that were looked at and not taken.
    private var seen: ByteBuffer?

    package init(_ bytes: Bytes, parser: MultipartParser) {
        pieces = bytes.makeAsyncIterator()
        self.parser = parser
    }

    /// The head of the next part; what was not read of the one before is passed over. Nil at the end of the form.
    package nonisolated(nonsending) func nextPart() async throws -> MultipartHead? {
        while isInPart { _ = try await nextBytes() }
        while true {
            switch try await nextEvent() {
            case .began(let head):
                isInPart = true
                return head
            case .bytes, .ended: continue
            case nil: return nil
            }
        }
    }

    /// Whether the part has bytes that were not taken yet. They are still there afterwards.
    package nonisolated(nonsending) func hasBytes() async throws -> Bool {
        while seen.map({ $0.readableBytes == 0 }) ?? true {
            guard let bytes = try await nextBytes() else { return false }
            seen = bytes
        }
        return true
    }

    /// The next bytes of the part; nil at its end.
    package nonisolated(nonsending) func nextBytes() async throws -> ByteBuffer? {
        guard isInPart else { return nil }
        if let bytes = seen {
            seen = nil
            return bytes
        }
        if case .bytes(let bytes) = try await nextEvent() { return bytes }
        isInPart = false
        return nil
    }

    /// The part as text.
    ///
    /// - Parameter limit: the most bytes it may have; nil is returned for a longer one.
    package nonisolated(nonsending) func text(limit: Int) async throws -> String? {
        var text = ByteBuffer()
        while let bytes = try await nextBytes() {
            guard text.readableBytes + bytes.readableBytes <= limit else { return nil }
            text.writeImmutableBuffer(bytes)
        }
        return String(buffer: text)
    }

    private nonisolated(nonsending) func nextEvent() async throws -> MultipartParser.Event? {
        while true {
            if let event = try parser.next() { return event }
            guard let piece = try await pieces.next(isolation: #isolation) else {
                try parser.finish()
                return nil
            }
            parser.append(piece)
        }
    }
}
