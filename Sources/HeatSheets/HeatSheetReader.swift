package import MeetModel
package import PDFPages
import SheetLayout

/// Reads the text of a document into a `Meet`, completely: every line ends as used, known to carry no race, or unread.
///
/// Reading is a pure function of the pages: it never traps, and gives the same reading every time.
package enum HeatSheetReader {
    /// Reads a document in the pool's processes; what concerns one page alone is done while others are still being read.
    package static func read(_ document: [UInt8], in pool: ReaderPool) async throws(PDFError) -> Reading {
        read(try await pool.read(document, PageCells.init))
    }

    /// Reads the pages of one document, in their order.
    package static func read(_ pages: [PageText]) -> Reading { read(pages.map(PageCells.init)) }

    private static func read(_ pages: [PageCells]) -> Reading {
        var reader = SheetReader(LineTable(pages).lines)
        var reading = reader.read()
        reading.completeness.pages = pages.count
        reading.completeness.pagesWithoutText = pages.filter { !$0.hasText }.map { $0.index + 1 }
        return reading
    }
}
