import PDFReaderProtocol
import RandomTesting
import Testing

@testable import PDFPages

@Suite("What a reader sends")
struct ProtocolTests {
    /// A page of two runs, as a reader sends it.
    static let payload: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: PageHeader.size + 2 * PackedRun.size + 3 * PackedGlyph.size)
        bytes.withUnsafeMutableBytes { buffer in
            PageHeader(width: 612, height: 792, runCount: 2, glyphCount: 3).write(to: buffer)
            let words: [UInt32] = [
                2, Float(92).bitPattern, Float(14).bitPattern, 1,  // a run
                1, Float(106).bitPattern, Float(14).bitPattern, 0,  // another, turned
                0x41, Float(10).bitPattern, Float(18).bitPattern, 0x42, Float(18).bitPattern, Float(26).bitPattern,
                0x3D0, Float(10).bitPattern, Float(10).bitPattern,
            ]
            for (index, word) in words.enumerated() {
                buffer.storeBytes(of: word.littleEndian, toByteOffset: PageHeader.size + 4 * index, as: UInt32.self)
            }
        }
        return bytes
    }()

    @Test("A page is decoded as it was encoded")
    func page() {
        let expected = PageText(
            index: 4, width: 612, height: 792,
            runs: [
                TextRun(glyphs: 0..<2, baseline: 92, height: 14),
                TextRun(glyphs: 2..<3, baseline: 106, height: 14, isUpright: false),
            ],
            glyphs: [
                TextGlyph(scalar: 0x41, left: 10, right: 18), TextGlyph(scalar: 0x42, left: 18, right: 26),
                TextGlyph(scalar: 0x3D0, left: 10, right: 10),
            ])
        #expect(PageText(index: 4, payload: Self.payload) == expected)
    }

    /// Byte offset, what is put there.
    static let faults: [(Int, UInt32)] = [
        (0, Float.nan.bitPattern), (4, Float.infinity.bitPattern), (8, 3), (8, .max), (12, 2), (12, .max),
        (20, 0), (20, 3), (20, .max), (24, Float(1e9).bitPattern), (28, Float.nan.bitPattern),
        (52, 0xD800), (52, 0x110000), (56, Float.nan.bitPattern), (60, (-Float.infinity).bitPattern),
    ]

    @Test("A page that cannot be is refused", arguments: faults)
    func impossiblePage(_ fault: (offset: Int, word: UInt32)) {
        var payload = Self.payload
        payload.withUnsafeMutableBytes { $0.storeBytes(of: fault.word.littleEndian, toByteOffset: fault.offset, as: UInt32.self) }
        #expect(PageText(index: 0, payload: payload) == nil)
    }

    @Test("A page that is too short or too long is refused")
    func wrongLength() {
        for length in 0..<Self.payload.count { #expect(PageText(index: 0, payload: Array(Self.payload.prefix(length))) == nil) }
        #expect(PageText(index: 0, payload: Self.payload + [0]) == nil)
    }

    @Test("Bytes at random are refused or make a page of what they say, and never trap")
    func randomPages() {
        var random = SeededGenerator(seed: 1)
        var areSound = true
        for _ in 0..<5_000 {
            var payload = Self.payload
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                payload[Int.random(in: payload.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { payload.removeLast(Int.random(in: 0...payload.count, using: &random)) }
            guard let page = PageText(index: 0, payload: payload) else { continue }
            areSound = areSound && page.runs.allSatisfy { !$0.glyphs.isEmpty }
            areSound = areSound && page.glyphs.allSatisfy { Unicode.Scalar($0.scalar) != nil && ($0.right - $0.left).isFinite }
        }
        #expect(areSound)
    }

    @Test("Messages come out as they went in, wherever the stream is cut")
    func frames() throws {
        var stream: [UInt8] = []
        var sent: [FrameDecoder.Frame] = []
        for length in [0, 1, 5, 0, 0, 300, 16] {
            let header = FrameHeader(kind: UInt16(length), status: 2, argument: 7, length: length)
            let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
            sent.append(.init(header: header, payload: payload))
            withUnsafeTemporaryAllocation(byteCount: FrameHeader.size, alignment: 8) { bytes in
                header.write(to: bytes)
                stream.append(contentsOf: bytes)
            }
            stream += payload
        }
        for cut in [1, 2, 7, 16, 17, 100, stream.count] {
            var decoder = FrameDecoder(maximumLength: 300)
            var received: [FrameDecoder.Frame] = []
            for start in stride(from: 0, to: stream.count, by: cut) {
                try stream[start..<min(start + cut, stream.count)].withUnsafeBytes { piece in
                    try decoder.append(piece) { received.append($0) }
                }
            }
            #expect(received == sent)
        }
    }

    @Test("A message longer than allowed is refused before it comes")
    func tooLongFrame() {
        for length in [301, Int.max] {
            var decoder = FrameDecoder(maximumLength: 300)
            withUnsafeTemporaryAllocation(byteCount: FrameHeader.size, alignment: 8) { bytes in
                FrameHeader(kind: 1, length: length).write(to: bytes)
                #expect(throws: FrameDecoder.Malformed.self) { try decoder.append(UnsafeRawBufferPointer(bytes)) { _ in } }
            }
        }
    }

    @Test("A stream at random never traps")
    func randomStreams() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            var decoder = FrameDecoder(maximumLength: 1 << 20)
            for _ in 0..<4 {
                let zeros = Double.random(in: 0...1, using: &random)
                let piece = (0..<Int.random(in: 0...100, using: &random)).map { _ in
                    Double.random(in: 0...1, using: &random) < zeros ? 0 : UInt8.random(in: 0...255, using: &random)
                }
                do {
                    try piece.withUnsafeBytes { bytes in try decoder.append(bytes) { _ = PageText(index: 0, payload: $0.payload) } }
                } catch { break }
            }
        }
    }
}

@Suite("Handing out pages")
struct PageQueueTests {
    @Test("Every page is handed out once, whoever asks", arguments: [1, 2, 3, 7])
    func once(_ workers: Int) {
        var random = SeededGenerator(seed: UInt64(workers))
        for pages in [0, 1, 2, 3, 10, 100] {
            let queue = PageQueue(pages: pages, workers: workers)
            var handedOut: [Int] = []
            while true {
                if let page = queue.next(for: Int.random(in: 0..<workers, using: &random), ahead: Bool.random(using: &random)) {
                    handedOut.append(page)
                } else if (0..<workers).allSatisfy({ worker in
                    guard let page = queue.next(for: worker) else { return true }
                    handedOut.append(page)
                    return false
                }) {
                    break
                }
            }
            #expect(handedOut.sorted() == Array(0..<pages))
        }
    }

    @Test("Workers get neighbouring pages, and who is done first takes over from the other")
    func neighbours() {
        let queue = PageQueue(pages: 10, workers: 2)
        #expect((0..<5).map { _ in queue.next(for: 0) } == [0, 1, 2, 3, 4])
        #expect(queue.next(for: 0) == 7)
        #expect((0..<3).map { _ in queue.next(for: 1) } == [5, 6, 9])
    }
}
