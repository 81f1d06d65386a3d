import Foundation
import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import Testing

@Suite("Pages of real documents")
struct RealPagesTests {
    private static let documents = TestDocument.fixtures + TestDocument.samples
    private static let all = documents + Corpus.documents

    @Test("Every line of every document is accounted for", arguments: all)
    func laws(_ document: TestDocument) async throws {
        let broken = try await document.reading().brokenLaws(pages: document.pages())
        #expect(broken.isEmpty)
    }

    @Test("Whatever pages are missing, doubled or out of order, nobody is read whom the document does not name", arguments: documents)
    func pagesMixed(_ document: TestDocument) async throws {
        let pages = try await document.pages()
        let people = try await document.reading().meet.people
        var generator = SeededGenerator(seed: UInt64(pages.count))
        var mixtures = [Array(pages.dropFirst()), pages + pages]
        if pages.count > 1 {
            mixtures += [
                pages.reversed(), pages.shuffled(using: &generator), pages.compactMap { _ in pages.randomElement(using: &generator) },
            ]
        }
        for mixture in mixtures where !mixture.isEmpty {
            let renumbered = mixture.enumerated().map { index, page in
                PageText(index: index, width: page.width, height: page.height, runs: page.runs, glyphs: page.glyphs)
            }
            let reading = HeatSheetReader.read(renumbered)
            #expect(reading.brokenLaws(pages: renumbered).isEmpty)
            #expect(reading.meet.people.subtracting(people).isEmpty)
        }
    }

    @Test("A page that is printed a little higher, or further to the right, says the same", arguments: documents)
    func moved(_ document: TestDocument) async throws {
        let (pages, meet) = (try await document.pages(), try await document.reading().meet)
        let moved = pages.map { page in
            var page = page
            for index in page.glyphs.indices {
                page.glyphs[index].left += 8
                page.glyphs[index].right += 8
            }
            for index in page.runs.indices { page.runs[index].baseline -= 4 }
            return page
        }
        #expect(HeatSheetReader.read(moved).meet.withoutBoxes == meet.withoutBoxes)
    }

    @Test("Fragments of a document drawn over it by mistake never stop the reading", arguments: documents)
    func damaged(_ document: TestDocument) async throws {
        let pages = try await document.pages()
        var generator = SeededGenerator(seed: UInt64(pages.reduce(0) { $0 + $1.glyphs.count }))
        let share = Double.random(in: 0.01...0.2, using: &generator)
        let damaged = pages.map { page in
            var page = page
            page.runs.removeAll { _ in Double.random(in: 0..<1, using: &generator) < share }
            for index in page.glyphs.indices where Double.random(in: 0..<1, using: &generator) < share / 4 {
                page.glyphs[index].scalar = UInt32.random(in: 0...0x1FFFF, using: &generator)
            }
            for index in page.runs.indices where Double.random(in: 0..<1, using: &generator) < share / 4 {
                page.runs[index].baseline += Float.random(in: -20...20, using: &generator)
            }
            return page
        }
        let broken = HeatSheetReader.read(damaged).brokenLaws(pages: damaged)
        #expect(broken.isEmpty)
    }
}

extension Meet {
    /// Everybody the document gives a race to.
    fileprivate var people: Set<String> {
        Set(entries.map(\.name) + alternates.map(\.name) + relays.flatMap { $0.legs.map(\.name) })
    }

    fileprivate var withoutBoxes: Meet {
        var meet = self
        let nowhere = Box(left: 0, top: 0, right: 0, bottom: 0)
        for index in meet.entries.indices { meet.entries[index].place.box = nowhere }
        for index in meet.alternates.indices { meet.alternates[index].place.box = nowhere }
        for index in meet.relays.indices { meet.relays[index].place.box = nowhere }
        for index in meet.heats.indices { meet.heats[index].place.box = nowhere }
        for index in meet.timeline.indices { meet.timeline[index].place.box = nowhere }
        return meet
    }
}
