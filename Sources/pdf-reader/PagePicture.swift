import Pictures

/// A page in 16 shades of grey, each plain or under a yellow marker.
struct PagePicture {
    private(set) var image: PaletteImage

    private static let shades: UInt8 = 16

    /// - Parameters:
    ///   - bgrx: four bytes to a pixel, blue first.
    ///   - stride: bytes from row to row.
    init(bgrx: UnsafeRawBufferPointer, stride: Int, width: Int, height: Int) {
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
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
        image = PaletteImage(width: width, height: height, pixels: pixels, palette: Self.palette)
    }

    /// Lays yellow over pixels; twice is no more than once.
    mutating func mark(_ area: (columns: Range<Int>, rows: Range<Int>)) {
        for row in area.rows {
            for column in area.columns { image.pixels[row * image.width + column] |= Self.shades }
        }
    }

    /// What is dark stays dark under the marker.
    private static let palette: [UInt32] = (0..<2 * UInt32(shades)).map { entry in
        let grey = entry % UInt32(shades) * 17
        let (green, blue) = entry < shades ? (grey, grey) : (grey * 229 / 255, grey * 77 / 255)
        return 0xFF00_0000 | grey << 16 | green << 8 | blue
    }
}
