import CZlib
import Testing

/// A PNG of palette colours, taken apart without looking away from anything that is wrong with it.
struct DecodedPNG {
    let width: Int
    let height: Int
    private let colours: [UInt32]
    private let pixels: [UInt8]

    init(_ bytes: [UInt8]) throws {
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        var chunks: [String: [UInt8]] = [:]
        var names: [String] = []
        var rest = bytes.dropFirst(8)
        while !rest.isEmpty {
            let length = Self.word(rest.prefix(4))
            let content = Array(rest.dropFirst(4).prefix(4 + length))
            #expect(Self.word(rest.dropFirst(8 + length).prefix(4)) == Int(crc32(0, content, UInt32(content.count))))
            let name = String(decoding: content.prefix(4), as: UTF8.self)
            names.append(name)
            chunks[name] = Array(content.dropFirst(4))
            rest = rest.dropFirst(12 + length)
        }
        #expect(names == ["IHDR", "PLTE", "IDAT", "IEND"])
        let head = try #require(chunks["IHDR"])
        #expect(head.suffix(5) == [8, 3, 0, 0, 0])
        width = Self.word(head.prefix(4))
        height = Self.word(head.dropFirst(4).prefix(4))
        let palette = try #require(chunks["PLTE"])
        colours = stride(from: 0, to: palette.count, by: 3).map {
            UInt32(palette[$0]) << 16 | UInt32(palette[$0 + 1]) << 8 | UInt32(palette[$0 + 2])
        }
        var length = UInt((width + 1) * height)
        var rows = [UInt8](repeating: 0, count: Int(length))
        let data = try #require(chunks["IDAT"])
        #expect(uncompress(&rows, &length, data, UInt(data.count)) == Z_OK)
        #expect(Int(length) == rows.count)
        pixels = rows
    }

    /// Red, green and blue.
    func colour(_ x: Int, _ y: Int) -> UInt32 { colours[Int(pixels[y * (width + 1) + 1 + x])] }

    /// Every colour there is in the picture.
    var allColours: Set<UInt32> {
        Set((0..<height).flatMap { y in (0..<width).map { colour($0, y) } })
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
