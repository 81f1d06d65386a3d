import PDFReaderProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The two streams to the pool. When the pool is gone, or does not keep to the protocol, the process has no reason to go on.
struct Channel {
    /// Waits for the next request's header; ends the process when the pool has closed its end.
    func nextHeader() -> FrameHeader {
        withUnsafeTemporaryAllocation(byteCount: FrameHeader.size, alignment: 8) { bytes in
            guard fill(bytes) else { exit(0) }
            guard let header = FrameHeader(UnsafeRawBufferPointer(bytes)) else { exit(ReaderProtocol.exitProtocolError) }
            return header
        }
    }

    /// Fills `bytes` with the payload of the request whose header was read last.
    func receive(_ bytes: UnsafeMutableRawBufferPointer) {
        guard fill(bytes) else { exit(ReaderProtocol.exitProtocolError) }
    }

    /// Sends an answer whose payload is the given parts, one after the other.
    func send(_ kind: AnswerKind, _ status: ReaderStatus = .ok, argument: UInt32 = 0, _ parts: UnsafeRawBufferPointer...) {
        withUnsafeTemporaryAllocation(byteCount: FrameHeader.size, alignment: 8) { bytes in
            let length = parts.reduce(0) { $0 + $1.count }
            FrameHeader(kind: kind.rawValue, status: status.rawValue, argument: argument, length: length).write(to: bytes)
            write(all: [UnsafeRawBufferPointer(bytes)] + parts)
        }
    }

    /// False at the end of the input.
    private func fill(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        while filled < bytes.count {
            let count = read(STDIN_FILENO, bytes.baseAddress?.advanced(by: filled), bytes.count - filled)
            if count > 0 {
                filled += count
            } else if count == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }

    private func write(all parts: [UnsafeRawBufferPointer]) {
        var vectors = parts.filter { !$0.isEmpty }.map {
            iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
        while !vectors.isEmpty {
            var count = writev(STDOUT_FILENO, vectors, Int32(vectors.count))
            if count < 0 {
                guard errno == EINTR else { exit(0) }
                continue
            }
            while let first = vectors.first, count >= first.iov_len {
                count -= first.iov_len
                vectors.removeFirst()
            }
            if let first = vectors.first, let base = first.iov_base {
                vectors[0] = iovec(iov_base: base.advanced(by: count), iov_len: first.iov_len - count)
            }
        }
    }
}
