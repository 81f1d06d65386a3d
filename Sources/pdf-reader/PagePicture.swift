import CZlib

/// A picture in 16 shades of grey, each plain or under a yellow marker, and its form as a PNG.
struct PagePicture {
    let width: Int
    let height: Int
    /// Row by row, a palette's entry for each pixel: 0 to 15 from black to white, 16 more where it is marked.
    private var pixels: [UInt8]

    private static let shades: UInt8 = 16

    /// - Parameters:
    ///   - bgrx: four bytes to a pixel, blue first.
    ///   - stride: bytes from row to row.
    init(bgrx: UnsafeRawBufferPointer, stride: Int, width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            for row in 0..<height {
                for column in 0..<width {
                    let pixel = row * stride + column * 4
                    // Rec. 601 luma in 256ths, then rounded to a shade.
                    let light = 29 * Int(bgrx[pixel]) + 150 * Int(bgrx[pixel + 1]) + 77 * Int(bgrx[pixel + 2])
                    buffer[row * width + column] = UInt8((light * 15 + 255 * 128) / (255 * 256))
                }
            }
            count = width * height
        }
    }

    /// Lays yellow over pixels; twice is no more than once.
    mutating func mark(_ area: (columns: Range<Int>, rows: Range<Int>)) {
        for row in area.rows {
            for column in area.columns { pixels[row * width + column] |= Self.shades }
        }
    }

    /// The picture as a PNG; nil if there is no memory for it.
    func png() -> [UInt8]? {
        guard let data = deflated() else { return nil }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // 8 bits, by palette, and the only ways of packing, filtering and interlacing that are used.
        append("IHDR", Self.word(width) + Self.word(height) + [8, 3, 0, 0, 0], to: &bytes)
        append("PLTE", Self.palette, to: &bytes)
        append("IDAT", data, to: &bytes)
        append("IEND", [], to: &bytes)
        return bytes
    }

    /// What is dark stays dark under the marker.
    private static let palette: [UInt8] = (0..<2 * Int(shades)).flatMap { entry -> [UInt8] in
        let grey = UInt8(entry % Int(shades) * 17)
        guard entry >= Int(shades) else { return [grey, grey, grey] }
        return [grey, UInt8(Int(grey) * 229 / 255), UInt8(Int(grey) * 77 / 255)]
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
