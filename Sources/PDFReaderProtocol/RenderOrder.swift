/// The payload of a `render` request: what to draw, then the boxes to mark, all little-endian, without gaps.
package struct RenderOrder: Sendable, Hashable {
    package static let headSize = 24
    /// A picture of more pixels than these is not made, and no side of it is longer than `mostPixelsOfASide`.
    package static let mostPixels = 8_000_000
    package static let mostPixelsOfASide = 8_000
    /// More boxes than these are not marked.
    package static let mostMarks = 10_000

    /// Page from 0, and the part of it to show, in points of the displayed page. The part may reach beyond the page; an empty one
    /// stands for all of the page.
    package var clip: MarkBox
    /// Pixels across. The height follows from the part shown.
    package var width: UInt32
    package var marks: [MarkBox]

    package init(clip: MarkBox, width: UInt32, marks: [MarkBox]) {
        self.clip = clip
        self.width = width
        self.marks = marks
    }

    /// Nil unless the bytes are exactly one order, with as many marks as may be.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.headSize, (bytes.count - Self.headSize) % MarkBox.size == 0 else { return nil }
        let count = (bytes.count - Self.headSize) / MarkBox.size
        guard count <= Self.mostMarks else { return nil }
        clip = MarkBox(bytes, at: 0)
        width = bytes.loadWord(at: MarkBox.size)
        marks = (0..<count).map { MarkBox(bytes, at: Self.headSize + $0 * MarkBox.size) }
    }

    /// The order as it is sent.
    package var bytes: [UInt8] {
        let size = Self.headSize + marks.count * MarkBox.size
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            clip.write(to: bytes, at: 0)
            bytes.storeWord(width, at: MarkBox.size)
            for (index, mark) in marks.enumerated() { mark.write(to: bytes, at: Self.headSize + index * MarkBox.size) }
            count = size
        }
    }
}
