package import PDFPages
import PDFReaderProtocol

/// What a reader sends for a document: the input of every fuzz target.
///
/// So a byte string stands for pages of positioned text, by the decoder that the product uses. Fuzzing the geometry and the grammar
/// starts from pages that are possible, and a crash found there can be one that a hostile document brings about.
package enum AnswerStream {
    /// The pages in the stream, up to the first thing in it that is no message; at most 50.
    package static func pages(_ bytes: [UInt8]) -> [PageText] { pages(bytes, cutInto: Int.max) }

    /// The same, with the stream delivered in pieces of that many bytes. It must make no difference.
    package static func pages(_ bytes: [UInt8], cutInto size: Int) -> [PageText] {
        var decoder = FrameDecoder(maximumLength: 1 << 24)
        var pages: [PageText] = []
        bytes.withUnsafeBytes { stream in
            var rest = stream[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(size))
                rest = rest.dropFirst(size)
                do {
                    try decoder.append(piece) { frame in
                        guard frame.header.kind == AnswerKind.page.rawValue, pages.count < 50,
                            let page = PageText(index: pages.count, payload: frame.payload)
                        else { return }
                        pages.append(page)
                    }
                } catch { return }
            }
        }
        return pages
    }

    /// The stream that stands for the pages.
    package static func bytes(_ pages: [PageText]) -> [UInt8] { pages.flatMap(bytes) }

    private static func bytes(_ page: PageText) -> [UInt8] {
        let length = PageHeader.size + page.runs.count * PackedRun.size + page.glyphs.count * PackedGlyph.size
        var words: [UInt32] = []
        for run in page.runs {
            words += [UInt32(run.glyphs.count), run.baseline.bitPattern, run.height.bitPattern, run.isUpright ? PackedRun.upright : 0]
        }
        for glyph in page.glyphs { words += [glyph.scalar, glyph.left.bitPattern, glyph.right.bitPattern] }

        var bytes = [UInt8](repeating: 0, count: FrameHeader.size + PageHeader.size)
        bytes.withUnsafeMutableBytes { buffer in
            FrameHeader(kind: AnswerKind.page.rawValue, argument: UInt32(page.index), length: length).write(to: buffer)
            PageHeader(
                width: page.width, height: page.height, runCount: UInt32(page.runs.count), glyphCount: UInt32(page.glyphs.count)
            ).write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[FrameHeader.size...]))
        }
        for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
        return bytes
    }
}
