package import PDFPages

/// A page's text put together to words, cells and rows: the part of the reading that needs no other page, and so can be done
/// while other pages are still being read.
package struct PageRows: Sendable {
    /// Zero-based position of the page in its document.
    let index: Int
    /// Whether anything on the page reads from left to right.
    let hasText: Bool
    /// Cells on one baseline over the whole width of the page, top down.
    let rows: [[Cell]]

    package init(_ page: PageText) {
        index = page.index
        hasText = page.runs.contains(where: \.isUpright)
        rows = PageLayout.rows(of: CellBuilder.cells(of: page))
    }
}
