package import MeetModel
package import PDFPages

/// Reads the text of a document into a `Meet`, completely: every line ends as used, known to carry no race, or unread.
///
/// Reading is a pure function of the pages: it never traps, and gives the same reading every time.
package enum HeatSheetReader {
    /// Reads a document in the pool's processes; what concerns one page alone is done while others are still being read.
    package static func read(_ document: [UInt8], in pool: ReaderPool) async throws(PDFError) -> Reading {
        read(try await pool.read(document, PageRows.init))
    }

    /// Reads the pages of one document, in their order.
    package static func read(_ pages: [PageText]) -> Reading { read(pages.map(PageRows.init)) }

    private static func read(_ pages: [PageRows]) -> Reading {
        let lines = PageLayout.lines(of: pages)
        let survey = DocumentSurvey(lines)
        var reading: Reading
        switch survey.kind {
        case .timeline:
            var reader = TimelineReader()
            for line in lines { reader.read(line) }
            reading = reader.finish()
        case .results, .other:
            reading = survey.withoutEntries(lines)
        default:
            var reader = ProgramReader(kind: survey.kind, printsTables: survey.printsTables, numbersEvents: survey.numbersEvents)
            for line in lines { reader.read(line) }
            reading = reader.finish()
        }
        reading.completeness.pages = pages.count
        reading.completeness.pagesWithoutText = pages.filter { !$0.hasText }.map { $0.index + 1 }
        return reading
    }
}
