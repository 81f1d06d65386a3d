/// A rectangle on a page, in the coordinates of `PageText`.
package struct PageBox: Sendable, Hashable {
    /// Zero-based position of the page in its document.
    package var page: Int
    package var left: Float
    package var top: Float
    package var right: Float
    package var bottom: Float

    package init(page: Int, left: Float, top: Float, right: Float, bottom: Float) {
        self.page = page
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }
}
