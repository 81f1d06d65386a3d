package import MeetModel
package import PDFPages
import SheetLayout
import Synchronization

/// Reads the text of a document into a `Meet`, completely: every line ends as used, known to carry no race, or unread.
///
/// Reading is a pure function of the pages: it never traps, and gives the same reading every time.
package enum HeatSheetReader {
    /// More glyphs than any sheet of 500 pages has: a page of small type has 8,000.
    private static let mostGlyphs = 4_000_000
    private static let mostGlyphsOfPage = 100_000
    /// Reading a document of 500 full pages takes a tenth of it.
    private static let timeLimit: Duration = .seconds(30)

    /// Reads a document in the pool's processes; what concerns one page alone is done while others are still being read, the rest on threads
    /// of its own, where it ends when the task is cancelled or too much time has gone by.
    package static func read(_ document: [UInt8], in pool: ReaderPool) async throws(PDFError) -> Reading {
        let glyphs = GlyphCount()
        let cells = try await pool.read(document) { page in glyphs.admits(page) ? PageCells(page) : nil }
        return try await read(cells)
    }

    /// Reads the pages of one document, in their order, with the limits of a document.
    /// - Parameter limit: most processor time; nil for what documents have.
    package static func read(_ pages: [PageText], within limit: Duration?) async throws(PDFError) -> Reading {
        let glyphs = GlyphCount()
        return try await read(pages.map { glyphs.admits($0) ? PageCells($0) : nil }, within: limit)
    }

    /// Reads the pages of one document, in their order, however long it takes.
    package static func read(_ pages: [PageText]) -> Reading {
        do {
            return try read(pages.map(PageCells.init), ReadingMeter())
        } catch {
            // A meter without a limit that nobody cancels stops nothing. Should it ever, no page was read, and the reading says so.
            var completeness = Completeness()
            completeness.pages = pages.count
            completeness.pagesWithoutText = pages.map { $0.index + 1 }
            return Reading(meet: Meet(kind: .other), completeness: completeness)
        }
    }

    private static func read(_ pages: [PageCells?], within limit: Duration? = nil) async throws(PDFError) -> Reading {
        let cells = pages.compactMap { $0 }
        guard cells.count == pages.count else { throw .tooMuchText }
        let meter = ReadingMeter(limit: limit ?? timeLimit)
        do {
            return try await ReadingThreads.run(meter) { () throws(ReadingMeter.Stopped) in try read(cells, meter) }
        } catch {
            throw error == .cancelled ? .cancelled : .timedOut()
        }
    }

    private static func read(_ pages: [PageCells], _ meter: ReadingMeter) throws(ReadingMeter.Stopped) -> Reading {
        var reader = SheetReader(try LineTable(pages, meter).lines, meter)
        var reading = try reader.read()
        reading.completeness.pages = pages.count
        reading.completeness.pagesWithoutText = pages.filter { !$0.hasText }.map { $0.index + 1 }
        return reading
    }

    /// How many glyphs a document has so far, counted as its pages come.
    private final class GlyphCount: Sendable {
        private let total = Atomic(0)

        /// Whether the page may be read, for its own text and that of the pages before it.
        func admits(_ page: PageText) -> Bool {
            guard page.glyphs.count <= mostGlyphsOfPage else { return false }
            return total.wrappingAdd(page.glyphs.count, ordering: .relaxed).newValue <= mostGlyphs
        }
    }
}
