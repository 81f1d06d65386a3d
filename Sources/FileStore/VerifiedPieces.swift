import Crypto
import NIOCore

/// Passes pieces on and compares what passes with a checksum.
///
/// The last piece is held back until the comparison, so that whoever passes the bytes on never completes a damaged object.
final class VerifiedPieces: PieceSource {
    private let source: any PieceSource
    private let expected: Checksum
    private var hash = SHA256()
    private var held: ByteBuffer?
    private var isFinished = false

    init(_ source: any PieceSource, expected: Checksum) {
        self.source = source
        self.expected = expected
    }

    nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        while !isFinished {
            guard let piece = try await source.next() else {
                isFinished = true
                guard Checksum(hash.finalize()) == expected else { throw StoreError.damaged }
                break
            }
            hash.update(bufferPointer: piece)
            let ready = held
            held = piece
            if let ready { return ready }
        }
        defer { held = nil }
        return held
    }
}

extension HashFunction {
    mutating func update(bufferPointer bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { update(bufferPointer: $0) }
    }
}
