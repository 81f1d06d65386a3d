import CZlib

/// A picture of up to 256 colours, and its form as a PNG.
package struct PaletteImage: Sendable {
    package let width: Int
    package let height: Int
    /// A palette's entry for each pixel, row by row.
    package var pixels: [UInt8]
    /// As 0xAARRGGBB.
    package var palette: [UInt32]

    /// `pixels` must be as many as `width` times `height`, and `palette` 1 to 256.
    package init(width: Int, height: Int, pixels: [UInt8], palette: [UInt32]) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.palette = palette
    }

    /// Nil if there is no memory for it.
    package func png() -> [UInt8]? {
        guard let data = deflated() else { return nil }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // 8 bits, by palette, and the only ways of packing, filtering and interlacing that are used.
        append("IHDR", Self.word(width) + Self.word(height) + [8, 3, 0, 0, 0], to: &bytes)
        append("PLTE", palette.flatMap { Self.word(Int($0)).dropFirst() }, to: &bytes)
        let opacities = palette.map { UInt8($0 >> 24) }
        if opacities.contains(where: { $0 < 255 }) { append("tRNS", opacities, to: &bytes) }
        append("IDAT", data, to: &bytes)
        append("IEND", [], to: &bytes)
        return bytes
    }

    /// The rows, each after the number of its filter, in zlib's format.
    private func deflated() -> [UInt8]? {
        var rows: [UInt8] = []
        rows.reserveCapacity((width + 1) * height)
        for row in 0..<height {
            rows.append(0)  // pixels that are entries of a palette gain nothing by filters
            rows.append(contentsOf: pixels[row * width..<(row + 1) * width])
        }
        var length = compressBound(UInt(rows.count))
        var result = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&result, &length, rows, UInt(rows.count), 6) == Z_OK else { return nil }
        result.removeLast(result.count - Int(length))
        return result
    }

    private func append(_ name: String, _ data: [UInt8], to bytes: inout [UInt8]) {
        let content = Array(name.utf8) + data
        bytes += Self.word(data.count) + content
        bytes += Self.word(Int(crc32(0, content, UInt32(content.count))))
    }

    private static func word(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
}
