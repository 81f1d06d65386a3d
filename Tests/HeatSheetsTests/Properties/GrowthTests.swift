import Foundation
import HeatSheets
import HeatSheetsTesting
import PDFPages
import Testing

/// One at a time, so that they do not measure each other.
@Suite("Long documents", .serialized)
struct GrowthTests {
    @Test("The work on a page is of the size of the page, not of its square, whatever it is full of", arguments: PageShape.allCases)
    func growth(_ shape: PageShape) {
        let small = seconds(reading: [shape.page(runs: shape.mostRuns / 8)])
        let large = seconds(reading: [shape.page(runs: shape.mostRuns)])
        // Eight times the runs, with room for sorting and for a busy machine; a square would be 64 times the work.
        #expect(large < 16 * small + 0.05, "\(small) s for \(shape.mostRuns / 8) runs, \(large) s for \(shape.mostRuns)")
    }

    @Test("A run of 80,000 glyphs is read in four times the time of one of 20,000")
    func longRun() {
        func page(_ words: Int) -> PageText {
            var maker = PageMaker()
            maker.text(18, 80, String(repeating: "Corvetti, Gus 31.04 ", count: words))
            return maker.page
        }
        let (small, large) = (seconds(reading: [page(1_000)]), seconds(reading: [page(4_000)]))
        #expect(large < 9 * small + 0.05, "\(small) s for 20,000 glyphs, \(large) s for 80,000")
    }

    @Test("Four hundred pages take four times as long as a hundred")
    func manyPages() {
        func pages(_ count: Int) -> [PageText] { (0..<count).map { PageShape.rows.page(runs: 60, index: $0) } }
        let (small, large) = (seconds(reading: pages(100)), seconds(reading: pages(400)))
        #expect(large < 9 * small + 0.05, "\(small) s for 100 pages, \(large) s for 400")
    }

    /// Processor time of this thread, so that other tests do not count.
    private func seconds(reading pages: [PageText]) -> Double {
        let start = nanoseconds()
        _ = HeatSheetReader.read(pages)
        return Double(nanoseconds() - start) / 1e9
    }

    private func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
