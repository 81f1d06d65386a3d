package import NIOCore

/// An object's bytes in pieces, to be iterated over once, inside the closure that got it.
package struct ObjectBody: AsyncSequence {
    package typealias Element = ByteBuffer

    /// The size of the whole object in bytes.
    package let objectSize: Int64
    /// Which of the object's bytes these are.
    package let range: Range<Int64>
    let pieces: any PieceSource

    init(objectSize: Int64, range: Range<Int64>, pieces: any PieceSource) {
        self.objectSize = objectSize
        self.range = range
        self.pieces = pieces
    }

    package func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let pieces: any PieceSource

        package nonisolated(nonsending) func next() async throws -> ByteBuffer? {
            try await pieces.next()
        }
    }
}

/// Where the pieces of a body come from. A piece is never empty; nil means that all have come.
protocol PieceSource: AnyObject {
    nonisolated(nonsending) func next() async throws -> ByteBuffer?
}
