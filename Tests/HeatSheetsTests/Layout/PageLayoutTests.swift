import HeatSheets
import HeatSheetsTesting
import MeetModel
import PDFPages
import Testing

@testable import SheetLayout

@Suite("Columns and reading order")
struct PageLayoutTests {
    private static let edges: [Float] = [18, 309.6, 600]

    /// A page with a header and, in each of its columns, an event with three rows.
    private func page(columns: Int, index: Int = 0) -> PageText {
        var maker = PageMaker(index: index, width: columns == 3 ? 900 : 612)
        maker.text(200, 40, "Tidewater Classic - 3/6/2026 to 3/8/2026")
        for (number, left) in Self.edges.prefix(columns).enumerated() {
            maker.text(left, 90, "Event  \(number + 1)  Girls 11-12 50 LC Meter Freestyle")
            maker.text(left, 110, "Heat 1 of 1 Finals")
            for lane in 1...3 {
                row(&maker, left, 110 + Float(lane) * 12, lane, "Swimmer\("abc".prefix(lane)), Col\("uvw".prefix(number + 1))")
            }
        }
        return maker.page
    }

    private func row(_ maker: inout PageMaker, _ left: Float, _ y: Float, _ lane: Int, _ name: String) {
        maker.row(y, (left + 9, String(lane)), (left + 24, name), (left + 126, "12"), (left + 144, "TIDE-ZZ"), (left + 214, "31.0\(lane)"))
    }

    @Test("A page is read column by column, its header first", arguments: 1...3)
    func order(_ columns: Int) {
        withKnownIssue("three columns of three rows are too few to be told from one wide table", isIntermittent: true) {
            expectOrder(columns)
        } when: {
            columns == 3
        }
    }

    private func expectOrder(_ columns: Int) {
        let lines = LineTable([page(columns: columns)].map(PageCells.init)).lines
        // Nothing stands above a single column.
        #expect(lines.first?.text == "Tidewater Classic - 3/6/2026 to 3/8/2026" && lines.first?.isAboveColumns == (columns > 1))
        let body = lines.dropFirst()
        #expect(!body.contains { $0.isAboveColumns })
        #expect(body.map(\.column) == (0..<columns).flatMap { Array(repeating: $0, count: 5) })
        #expect(body.filter { $0.text.hasPrefix("Event") }.map { $0.words[1].text } == (1...columns).map(String.init))
    }

    @Test("Rows stand at the same distance from the edge of their column, whichever it is")
    func origin() {
        let lines = LineTable([page(columns: 2)].map(PageCells.init)).lines.filter { $0.text.contains("Swimmer") }
        let offsets = Set(lines.map { Int(($0.left - $0.origin).rounded()) })
        #expect(offsets == [9])
    }

    @Test("A page whose second column begins with rows alone has the columns of the other pages")
    func columnsOfOtherPages() {
        var maker = PageMaker(index: 1)
        for lane in 1...3 {
            row(&maker, 18, 90 + Float(lane) * 12, lane, "Left, Una")
            row(&maker, 309.6, 90 + Float(lane) * 12, lane, "Right, Una")
        }
        let lines = LineTable([page(columns: 2), maker.page].map(PageCells.init)).lines.filter { $0.page == 2 }
        #expect(lines.map(\.column) == [0, 0, 0, 1, 1, 1])
    }

    @Test("A long name or heading that runs over into the next column belongs to the column it begins in")
    func overrun() {
        var maker = PageMaker()
        maker.text(18, 90, "Heat 4 (#12 Girls 11-12 50 LC Meter Freestyle and what a sponsor added to it, which is long)")
        maker.text(309.6, 102, "Event  2  Boys 11-12 50 LC Meter Freestyle")
        for lane in 1...3 {
            row(&maker, 18, 110 + Float(lane) * 12, lane, "Left, Una")
            row(&maker, 309.6, 110 + Float(lane) * 12, lane, "Right, Una")
        }
        let lines = LineTable([maker.page].map(PageCells.init)).lines
        #expect(lines.filter { $0.column == 0 }.first?.text.hasSuffix("which is long)") == true)
        #expect(lines.filter { $0.column == 1 }.map { $0.words[0].text } == ["Event", "1", "2", "3"])
    }

    @Test("The wide fields of one column are no second column, though a field begins with a number")
    func oneWideColumn() {
        var maker = PageMaker()
        maker.text(18, 90, "Event  1  Women 100 LC Meter Freestyle")
        for lane in 1...4 {
            maker.row(
                110 + Float(lane) * 14, (30, String(lane)), (60, "Swimmer\("abcd".prefix(lane)), Una"), (290, "1\(lane)"),
                (330, "29 Harbor SK"),
                (540, "1:0\(lane).44"))
        }
        let lines = LineTable([maker.page].map(PageCells.init)).lines
        #expect(lines.map(\.column).allSatisfy { $0 == 0 })
        #expect(lines.count == 5)
    }

    @Test("A last column that holds but the empty lanes at the end of a heat is a column, and does not undo the others", arguments: 1...2)
    func emptyLanesAlone(_ full: Int) {
        var maker = PageMaker()
        let lefts: [Float] = full == 1 ? [18, 309.6] : [18, 212.4, 406.8]
        maker.size = full == 1 ? 7.6 : 6.6
        for (number, left) in lefts.prefix(full).enumerated() {
            maker.text(left, 90, "#\(number + 1)  Girls 11-12 50 LC Meter Freestyle")
            maker.text(left, 102, "Heat 1 of 1 Finals")
            for lane in 1...6 {
                maker.row(
                    102 + Float(lane) * 12, (left + 9, String(lane)), (left + 18, "Swimmer, Una"), (left + 104, "12"),
                    (left + 114, "TIDE-ZZ"),
                    (left + 160, "31.0\(lane)"))
            }
        }
        maker.text(lefts[full], 90, "Heat 1 Finals (#\(full) Girls 11-12 50 LC Meter Freestyle)")
        maker.row(102, (lefts[full] + 9, "7"), (lefts[full] + 18, "_____"))
        maker.row(114, (lefts[full] + 9, "8"), (lefts[full] + 18, "_____"))
        let lines = LineTable([maker.page].map(PageCells.init)).lines.filter { !$0.isAboveColumns }
        withKnownIssue("a page of two heats and the end of a third is too little to be told from one wide table", isIntermittent: true) {
            #expect(lines.filter { $0.text.contains("Swimmer") }.count == 6 * full)
            #expect(lines.suffix(2).map(\.text) == ["7 _____", "8 _____"])
            #expect(lines.suffix(2).map(\.column) == [full, full])
        }
    }

    @Test("Fields up to a point above or below each other are on one line")
    func uneven() {
        var maker = PageMaker()
        maker.text(18, 100, "Heat 1 of 1")
        maker.row(112, (27, "4"), (42, "Corvetti, Gus"))
        maker.text(144, 111, "12")
        maker.text(232, 113, "31.04")
        let lines = LineTable([maker.page].map(PageCells.init)).lines
        #expect(lines.map(\.text) == ["Heat 1 of 1", "4 Corvetti, Gus 12 31.04"])
    }

    @Test("A page whose text lies on its side is reported, not passed over in silence")
    func sideways() {
        var maker = PageMaker(index: 1)
        for lane in 1...8 {
            maker.text(40 + Float(lane) * 12, 700, "\(lane) Corvetti, Gus 12 TIDE-ZZ 31.0\(lane)", isUpright: false)
        }
        let completeness = HeatSheetReader.read([page(columns: 1), maker.page]).completeness
        #expect(completeness.unread.contains { $0.place.page == 2 } || completeness.pagesWithoutText == [2])
        #expect(!completeness.isComplete)
    }

    @Test("Every character of a page stands in one of its lines", arguments: 1...3)
    func nothingLost(_ columns: Int) {
        let page = page(columns: columns)
        let drawn = page.glyphs.compactMap { Unicode.Scalar($0.scalar) }.filter { $0 != " " }.map(String.init).sorted()
        let read = LineTable([page].map(PageCells.init)).lines.flatMap(\.words).flatMap { $0.text.unicodeScalars.map(String.init) }
            .sorted()
        #expect(read == drawn)
    }
}
