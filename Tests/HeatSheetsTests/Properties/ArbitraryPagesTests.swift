import Foundation
import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import RandomTesting
import Testing

@Suite("Any pages")
struct ArbitraryPagesTests {
    private static let batches = 0..<6
    private static let casesPerBatch = 40

    @Test(
        "Reading is total and deterministic: whatever the pages hold, it ends, accounts for every line, and gives the same bytes again",
        arguments: batches)
    func scripted(_ batch: Int) {
        expectLaws(batch) { generator in
            let length = Int.random(in: 0...900, using: &generator)
            return PageScript.pages(generator.bytes(length))
        }
    }

    @Test("Glyphs without any sense, coordinates that are no numbers, runs that refer to nothing", arguments: batches)
    func noise(_ batch: Int) {
        expectLaws(batch) { Self.noise(&$0) }
    }

    private func expectLaws(_ batch: Int, pages: (inout SeededGenerator) -> [PageText]) {
        var broken: [String] = []
        for seed in batch * Self.casesPerBatch..<(batch + 1) * Self.casesPerBatch {
            var generator = SeededGenerator(seed: UInt64(seed))
            let pages = pages(&generator)
            let (first, second) = (HeatSheetReader.read(pages), HeatSheetReader.read(pages))
            broken += first.brokenLaws(pages: pages).map { "seed \(seed): \($0)" }
            if first != second || (try? first.encoded()) != (try? second.encoded()) {
                broken.append("seed \(seed): read differently again")
            }
        }
        #expect(broken.isEmpty)
    }

    private static let odd: [Float] = [
        .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0, -0.0, -1, 99_999,
        100_001, 1e9,
    ]

    private static func noise(_ source: inout SeededGenerator) -> [PageText] {
        func coordinate(_ limit: Float) -> Float {
            source.next() % 8 == 0 ? odd[Int(source.next() % UInt64(odd.count))] : Float.random(in: -50...limit, using: &source)
        }
        return (0..<Int(source.next() % 4)).map { index in
            let glyphs = (0..<Int(source.next() % 300)).map { _ in
                let left = coordinate(620)
                let scalar = source.next() % 4 == 0 ? UInt32(truncatingIfNeeded: source.next()) : UInt32(0x20 + source.next() % 0x60)
                return TextGlyph(scalar: scalar, left: left, right: source.next() % 3 == 0 ? coordinate(620) : left + 4)
            }
            let runs = (0..<Int(source.next() % 60)).map { _ in
                let start = Int(source.next() % 320) - 10
                return TextRun(
                    glyphs: start..<start + Int(source.next() % 30), baseline: coordinate(800), height: coordinate(20),
                    isUpright: source.next() % 10 != 0)
            }
            return PageText(index: index, width: coordinate(700), height: coordinate(900), runs: runs, glyphs: glyphs)
        }
    }

    @Test("No pages, and pages without text, give a meet without anything")
    func empty() {
        #expect(HeatSheetReader.read([]).brokenLaws(pages: []).isEmpty)
        let pages = [PageText(index: 0, width: 612, height: 792)]
        let reading = HeatSheetReader.read(pages)
        #expect(reading.brokenLaws(pages: pages).isEmpty)
        #expect(reading.meet.entries.isEmpty)
        #expect(reading.completeness.pagesWithoutText == [1])
    }
}
