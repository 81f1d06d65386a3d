import Pictures

/// The sign of the app: two lanes' worth of water in a rounded square, drawn at any size.
enum AppIcon {
    /// The pictures that phones put on their screens, by file name.
    static func files() -> [(String, [UInt8])] {
        [("icon-192.png", 192, false), ("icon-512.png", 512, false), ("icon-180.png", 180, true), ("icon-maskable-512.png", 512, true)]
            .compactMap { name, size, isFull in image(size: size, fillsSquare: isFull).png().map { (name, $0) } }
    }

    static func manifest(path: (String) -> String) -> String {
        """
        {
          "name": "HeatSync",
          "short_name": "HeatSync",
          "description": "Every race of your swimmers, out of the meet's heat sheets.",
          "id": "/",
          "start_url": "/",
          "scope": "/",
          "display": "standalone",
          "background_color": "#f4f8fa",
          "theme_color": "#0a5c7f",
          "icons": [
            { "src": "\(path("icon.svg"))", "sizes": "any", "type": "image/svg+xml" },
            { "src": "\(path("icon-192.png"))", "sizes": "192x192", "type": "image/png" },
            { "src": "\(path("icon-512.png"))", "sizes": "512x512", "type": "image/png" },
            { "src": "\(path("icon-maskable-512.png"))", "sizes": "512x512", "type": "image/png", "purpose": "maskable" }
          ]
        }

        """
    }

    private static let back: UInt32 = 0x0A5C7F
    private static let front: UInt32 = 0xFFFFFF
    private static let shades = 32

    /// - Parameter fillsSquare: for systems that cut the corners themselves.
    static func image(size: Int, fillsSquare: Bool) -> PaletteImage {
        // Colours from back to front, then the back's from clear to full.
        let opaque = (0..<shades).map { shade -> UInt32 in
            0xFF00_0000 | blend(back, front, Float(shade) / Float(shades - 1))
        }
        let faint = (0..<shades).map { shade -> UInt32 in
            let opacity = UInt32(shade * 255 / (shades - 1))
            return opacity << 24 | back
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size * size)
        let unit = 64 / Float(size)
        for row in 0..<size {
            for column in 0..<size {
                let (x, y) = ((Float(column) + 0.5) * unit, (Float(row) + 0.5) * unit)
                let inside = fillsSquare ? 1 : coverage(-cornerDistance(x, y), unit)
                if inside < 1 {
                    pixels.append(UInt8(shades + level(inside)))
                } else {
                    let scale: Float = fillsSquare ? 1.2 : 1
                    pixels.append(UInt8(level(waves((x - 32) * scale + 32, (y - 32) * scale + 32, unit * scale))))
                }
            }
        }
        return PaletteImage(width: size, height: size, pixels: pixels, palette: opaque + faint)
    }

    private static func level(_ share: Float) -> Int { Int((share * Float(shades - 1)).rounded()) }

    /// How much of a pixel lies within an edge `distance` away; positive is inside.
    private static func coverage(_ distance: Float, _ pixel: Float) -> Float { min(1, max(0, distance / pixel + 0.5)) }

    /// From the edge of a square of 64 with corners of radius 14; negative inside.
    private static func cornerDistance(_ x: Float, _ y: Float) -> Float {
        let (dx, dy) = (max(0, abs(x - 32) - 18), max(0, abs(y - 32) - 18))
        return (dx * dx + dy * dy).squareRoot() - 14
    }

    /// Three strokes of 5 with round ends, each an S of two arcs, as in `icon.svg`.
    private static func waves(_ x: Float, _ y: Float, _ pixel: Float) -> Float {
        [20, 32, 44].map { coverage(2.75 - waveDistance(x, y - $0), pixel) }.max() ?? 0
    }

    /// From the stroke's middle; along it by how far it rises and how steep it is there, which is near enough for so gentle a wave.
    private static func waveDistance(_ x: Float, _ y: Float) -> Float {
        guard x > 14, x < 50 else {
            let dx = x - min(max(x, 14), 50)
            return (dx * dx + y * y).squareRoot()
        }
        let third = ((x - 14) / 12).rounded(.down)
        let share = (x - 14) / 12 - third
        // The path `M14 0 q6 -8 12 0 t12 0 t12 0`.
        let height: Float = third == 1 ? 8 : -8
        let rise = 2 * share * (1 - share) * height
        let slope = 2 * (1 - 2 * share) * height / 12
        return abs(y - rise) / (1 + slope * slope).squareRoot()
    }

    private static func blend(_ a: UInt32, _ b: UInt32, _ share: Float) -> UInt32 {
        var colour: UInt32 = 0
        for shift: UInt32 in [16, 8, 0] {
            let (from, to) = (Float(a >> shift & 0xFF), Float(b >> shift & 0xFF))
            colour |= UInt32((from + (to - from) * share).rounded()) << shift
        }
        return colour
    }
}
