import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages

/// What is fuzzed. Each takes any bytes and traps if a promise of the product is broken.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// The decoder of what readers send.
    case answers
    /// The geometry and the grammar: from pages of positioned text to a meet.
    case reading
    /// The same, from pages that a script of the bytes draws: headings, rows and tables in and out of place.
    case grammar
    /// The parser of forms that clients upload.
    case forms

    package func run(_ bytes: [UInt8]) {
        switch self {
        case .answers: Self.checkAnswers(bytes)
        case .reading: Self.checkReading(of: AnswerStream.pages(bytes))
        case .grammar: Self.checkReading(of: PageScript.pages(bytes, mostSteps: 150))
        case .forms: FormCheck.check(bytes)
        }
    }

    private static func checkAnswers(_ bytes: [UInt8]) {
        let pages = AnswerStream.pages(bytes)
        for size in [1, 7, 4096] {
            precondition(AnswerStream.pages(bytes, cutInto: size) == pages, "the pages depend on how the stream was cut")
        }
        precondition(AnswerStream.pages(AnswerStream.bytes(pages)) == pages, "the pages change on their way through a stream")
        for page in pages {
            var end = 0
            for run in page.runs {
                precondition(run.glyphs.lowerBound == end && !run.glyphs.isEmpty, "the runs do not divide the glyphs")
                end = run.glyphs.upperBound
            }
            precondition(end == page.glyphs.count, "a glyph is in no run")
            precondition(page.glyphs.allSatisfy { Unicode.Scalar($0.scalar) != nil }, "a glyph is no character")
        }
    }

    private static func checkReading(of pages: [PageText]) {
        let reading = HeatSheetReader.read(pages)
        precondition(HeatSheetReader.read(pages) == reading, "reading twice gives two readings")
        precondition(reading.completeness.pages == pages.count, "pages are lost")
        let (meet, onPage) = (reading.meet, 1...max(1, pages.count))
        precondition(meet.entries.allSatisfy { meet.events.indices.contains($0.event) && onPage.contains($0.place.page) })
        precondition(meet.relays.allSatisfy { meet.events.indices.contains($0.event) && onPage.contains($0.place.page) })
        precondition(meet.heats.allSatisfy { meet.events.indices.contains($0.event) && onPage.contains($0.place.page) })
        precondition(meet.events.allSatisfy { event in event.session.map(meet.sessions.indices.contains) ?? true })
        precondition(meet.timeline.allSatisfy { meet.sessions.indices.contains($0.session) })
    }
}
