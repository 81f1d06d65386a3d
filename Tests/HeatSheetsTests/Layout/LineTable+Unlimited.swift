import SheetLayout

extension LineTable {
    /// The lines of pages, however long it takes.
    init(_ pages: [PageCells]) {
        do { try self.init(pages, ReadingMeter()) } catch { fatalError("a meter without a limit has stopped: \(error)") }
    }
}
