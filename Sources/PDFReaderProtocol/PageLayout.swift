/// The payload of a `page` answer: a `PageHeader`, then its runs, then its glyphs, all little-endian, without gaps.
package struct PageHeader: Sendable, Hashable {
    package static let size = 20

    package var width: Float
    package var height: Float
    package var runCount: UInt32
    package var glyphCount: UInt32
    package var flags: UInt32

    package init(width: Float, height: Float, runCount: UInt32, glyphCount: UInt32, flags: UInt32 = 0) {
        self.width = width
        self.height = height
        self.runCount = runCount
        self.glyphCount = glyphCount
        self.flags = flags
    }

    /// Nil when there are fewer bytes than a header takes.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.size else { return nil }
        width = bytes.loadFloat(at: 0)
        height = bytes.loadFloat(at: 4)
        runCount = bytes.loadWord(at: 8)
        glyphCount = bytes.loadWord(at: 12)
        flags = bytes.loadWord(at: 16)
    }

    package func write(to bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeFloat(width, at: 0)
        bytes.storeFloat(height, at: 4)
        bytes.storeWord(runCount, at: 8)
        bytes.storeWord(glyphCount, at: 12)
        bytes.storeWord(flags, at: 16)
    }
}

/// A run on the wire: its glyphs follow those of the run before.
package struct PackedRun: Sendable, Hashable {
    package static let size = 16
    package static let upright: UInt32 = 1

    package var glyphCount: UInt32
    package var baseline: Float
    package var height: Float
    package var flags: UInt32

    package init(glyphCount: UInt32, baseline: Float, height: Float, flags: UInt32) {
        self.glyphCount = glyphCount
        self.baseline = baseline
        self.height = height
        self.flags = flags
    }

    /// Reads the run that starts at `offset`; the caller has checked that there is one.
    package init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        glyphCount = bytes.loadWord(at: offset)
        baseline = bytes.loadFloat(at: offset + 4)
        height = bytes.loadFloat(at: offset + 8)
        flags = bytes.loadWord(at: offset + 12)
    }
}

/// A glyph on the wire: three words, the scalar, the left and the right edge.
package struct PackedGlyph: Sendable, Hashable {
    package static let size = 12

    package var scalar: UInt32
    package var left: Float
    package var right: Float

    package init(scalar: UInt32, left: Float, right: Float) {
        self.scalar = scalar
        self.left = left
        self.right = right
    }

    /// Reads the glyph that starts at `offset`; the caller has checked that there is one.
    @inlinable
    package init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        scalar = bytes.loadWord(at: offset)
        left = bytes.loadFloat(at: offset + 4)
        right = bytes.loadFloat(at: offset + 8)
    }
}

/// A rectangle to mark on a page, in the coordinates of the displayed page: points, y down from the top edge.
package struct MarkBox: Sendable, Hashable {
    package static let size = 20

    package var page: UInt32
    package var left: Float
    package var top: Float
    package var right: Float
    package var bottom: Float

    package init(page: UInt32, left: Float, top: Float, right: Float, bottom: Float) {
        self.page = page
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// Reads the box that starts at `offset`; the caller has checked that there is one.
    package init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        page = bytes.loadWord(at: offset)
        left = bytes.loadFloat(at: offset + 4)
        top = bytes.loadFloat(at: offset + 8)
        right = bytes.loadFloat(at: offset + 12)
        bottom = bytes.loadFloat(at: offset + 16)
    }

    package func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeWord(page, at: offset)
        bytes.storeFloat(left, at: offset + 4)
        bytes.storeFloat(top, at: offset + 8)
        bytes.storeFloat(right, at: offset + 12)
        bytes.storeFloat(bottom, at: offset + 16)
    }
}

extension UnsafeRawBufferPointer {
    @inlinable
    package func loadWord(at offset: Int) -> UInt32 {
        UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inlinable
    package func loadFloat(at offset: Int) -> Float { Float(bitPattern: loadWord(at: offset)) }
}

extension UnsafeMutableRawBufferPointer {
    func storeWord(_ value: UInt32, at offset: Int) {
        storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
    }

    fileprivate func storeFloat(_ value: Float, at offset: Int) { storeWord(value.bitPattern, at: offset) }
}
