import HeatSheetsTesting

@testable import SheetLayout

extension Line {
    /// A line of one field.
    static func of(_ text: String, x: Float = 18) -> Line { of([(x, text)]) }

    /// A line of fields at their places, in a column that begins at 18 points.
    static func of(_ fields: [(x: Float, text: String)], page: Int = 1) -> Line {
        var maker = PageMaker()
        for field in fields { maker.text(field.x, 100, field.text) }
        return Line(page: page, column: 0, origin: 18, cells: CellBuilder.cells(of: maker.page))
    }
}
