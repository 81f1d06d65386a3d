import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import Testing

@Suite("Limits of reading")
struct LimitTests {
    /// Lines in order, so many to a page.
    private static func pages(_ lines: [String], perPage: Int = 1_000) -> [PageText] {
        stride(from: 0, to: lines.count, by: perPage).map { start in
            var maker = PageMaker(index: start / perPage, height: Float(perPage) * 12 + 100)
            for (place, line) in lines[start..<min(lines.count, start + perPage)].enumerated() {
                maker.text(20, 40 + Float(place) * 12, line)
            }
            return maker.page
        }
    }

    private static let sheet = pages(
        (1...40).flatMap { event in
            ["Event \(event) Women 100 LC Meter Freestyle", "Heat 1 of 1"]
                + (1...6).map { "\($0)  Bramquist, Hana  13  Copper Canyon  1:0\($0).44" }
        })

    @Test("A page or a document with more text than any sheet has is refused")
    func tooMuchText() async {
        var maker = PageMaker(width: 20_000)
        maker.text(20, 40, String(repeating: "a ", count: 50_001))
        let page = maker.page
        await #expect(throws: PDFError.tooMuchText) { try await HeatSheetReader.read([page], within: nil) }
        var small = PageMaker(width: 20_000)
        small.text(20, 40, String(repeating: "a", count: 90_000))
        let many = (0..<45).map { index in
            var page = small.page
            page.index = index
            return page
        }
        await #expect(throws: PDFError.tooMuchText) { try await HeatSheetReader.read(many, within: nil) }
    }

    @Test("A document that takes more of the processor than it may ends with an error that says so")
    func timeLimit() async {
        await #expect(throws: PDFError.timedOut()) { try await HeatSheetReader.read(Self.sheet, within: .zero) }
    }

    @Test("Cancelling the task ends the reading")
    func cancellation() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await HeatSheetReader.read(Self.sheet, within: nil)
        }
        await #expect(throws: PDFError.cancelled) { try await task.value }
    }

    @Test("Within its limits a document is read as without them")
    func sameReading() async throws {
        #expect(try await HeatSheetReader.read(Self.sheet, within: nil) == HeatSheetReader.read(Self.sheet))
    }

    /// Each would take minutes if a step for a line looked at all lines, events or heats.
    enum Shape: String, CaseIterable {
        case eventsInTurn, heatsAgain, headingsAcross, namelessRows, oneLine, allDifferent

        var pages: [PageText] {
            switch self {
            case .eventsInTurn:
                LimitTests.pages((0..<10_000).map { $0 % 2 == 0 ? "Event \($0 / 2 % 2 + 1) Women 100 Free" : "Heat \($0 % 6_997)" })
            case .heatsAgain:
                LimitTests.pages(["Event 1 Women 100 Free"] + (0..<10_000).map { "Heat \($0 % 90 + 1) continued" })
            case .headingsAcross:
                [acrossPage]
                    + LimitTests.pages((0..<6_000).map { _ in "abc" }).map { page in
                        var page = page
                        page.index += 1
                        return page
                    }
            case .namelessRows: LimitTests.pages((0..<6_000).map { "\($0 % 9)  \($0)  1:0\($0 % 10).\(10 + $0 % 90)" })
            case .oneLine: [linePage]
            case .allDifferent:
                LimitTests.pages(
                    (0..<6_000).map {
                        String(repeating: " ", count: $0 % 97) + "\($0) name\($0)  team\($0 * 7) \($0 % 60).\(10 + $0 % 90)"
                    })
            }
        }

        private var acrossPage: PageText {
            var maker = PageMaker(width: 99_000)
            for column in 0..<880 { maker.text(20 + Float(column) * 112, 40, "Event \(column + 1)") }
            return maker.page
        }

        private var linePage: PageText {
            var maker = PageMaker(width: 99_000)
            for column in 0..<9_000 { maker.text(20 + Float(column) * 10, 40, column % 3 == 0 ? "7" : "ab") }
            return maker.page
        }
    }

    @Test("Documents made to take long are read within the limits of a document", arguments: Shape.allCases)
    func hostileShapes(_ shape: Shape) async throws {
        let reading = try await HeatSheetReader.read(shape.pages, within: .seconds(25))
        #expect(reading.completeness.pages == shape.pages.count)
    }
}
