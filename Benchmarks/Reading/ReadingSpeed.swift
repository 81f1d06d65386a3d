import HeatSheets
import PDFPages

/// PDF to Meet with a warm pool, and to pages with a cold and a warm one, beside one thread of PDFium on the same file.
struct ReadingSpeed {
    var yardstick: Yardstick

    func print(_ documents: [Document]) async throws {
        Swift.print(
            "Reading, milliseconds (fastest run); the bar is x1.0 of the yardstick for documents of 10 pages and more, the aim x0.6\n")
        Swift.print("document".padded(44), "pages  yardstick   cold pages   warm pages        warm Meet")
        for document in documents {
            let row = try await measure(document)
            guard row.pages >= 10 else { continue }
            Swift.print(
                document.name.padded(44), Double(row.pages).formatted(5, decimals: 0), row.walk.formatted(10),
                row.cold.formatted(12), row.warm.formatted(7), "x" + (row.warm / row.walk).formatted(4, decimals: 2),
                row.meet.formatted(9), "x" + (row.meet / row.walk).formatted(4, decimals: 2))
        }
    }

    private struct Row {
        var pages = 0
        var walk = Double.infinity
        var cold = Double.infinity
        var warm = Double.infinity
        var meet = Double.infinity
    }

    /// Takes turns between the candidates, so that whatever else the machine does meets all of them.
    private func measure(_ document: Document) async throws -> Row {
        var row = Row()
        let warm = ReaderPool()
        _ = try await warm.read(document.bytes)
        for _ in 0..<5 {
            let walk = try await yardstick.walk(document, rounds: 4)
            row.pages = walk.pages
            row.walk = min(row.walk, walk.milliseconds)
            let cold = ReaderPool()
            row.cold = min(row.cold, try await milliseconds { _ = try await cold.read(document.bytes) })
            await cold.shutdown()
            for _ in 0..<4 {
                row.warm = min(row.warm, try await milliseconds { _ = try await warm.read(document.bytes) })
                row.meet = min(row.meet, try await milliseconds { _ = try await HeatSheetReader.read(document.bytes, in: warm) })
            }
        }
        await warm.shutdown()
        return row
    }
}
