import HeatSheets
import PDFPages

/// The step from pages of glyphs to the meet alone, on one core.
enum ParsingSpeed {
    static func pages(of documents: [Document]) async throws -> [(Document, [PageText])] {
        let pool = ReaderPool()
        var read: [(Document, [PageText])] = []
        for document in documents { read.append((document, try await pool.read(document.bytes))) }
        await pool.shutdown()
        return read
    }

    static func print(_ documents: [(Document, [PageText])]) {
        Swift.print("\nParsing proper, pages a second on one core (fastest run); the bar is 1,000\n")
        var (allPages, allSeconds) = (0, 0.0)
        for (document, pages) in documents {
            var best = Double.infinity
            for _ in 0..<10 {
                let time = ContinuousClock().measure { _ = HeatSheetReader.read(pages) }
                best = min(best, Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
            }
            allPages += pages.count
            allSeconds += best
            Swift.print(document.name.padded(44), (Double(pages.count) / best).formatted(8, decimals: 0))
        }
        Swift.print("all documents".padded(44), (Double(allPages) / allSeconds).formatted(8, decimals: 0))
    }
}
