import PDFPages

/// The whole command on one document, from the start of the process, beside poppler's `pdftotext -bbox`.
struct ColdStart {
    var yardstick: Yardstick

    func print(_ documents: [Document]) async throws {
        Swift.print(
            "\nheatsync extract from a cold start, milliseconds (fastest run); the bar is x1.2 of pdftotext -bbox or better, at 13 pages\n")
        Swift.print("document".padded(44), "pdftotext  heatsync")
        for document in documents {
            var (poppler, ours) = (Double.infinity, Double.infinity)
            for _ in 0..<10 {
                poppler = min(poppler, try await yardstick.timePoppler(document))
                ours = min(ours, try await yardstick.timeExtract(document))
            }
            Swift.print(
                document.name.padded(44), poppler.formatted(9), ours.formatted(9),
                " x" + (ours / poppler).formatted(4, decimals: 2))
        }
    }
}
