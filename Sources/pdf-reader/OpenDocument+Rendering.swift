import CPDFium
import PDFReaderProtocol

extension OpenDocument {
    /// A picture of a page, or of a part of it; nil if PDFium cannot load the page, or nothing of a sensible size is asked for.
    ///
    /// It is drawn in shades of grey, with the marked boxes in yellow: sheets are black and white, and every byte has to come
    /// through the pool's weak signal.
    func picture(_ order: RenderOrder) -> PagePicture? {
        guard let page = FPDF_LoadPage(handle, Int32(clamping: order.clip.page)) else { return nil }
        defer { FPDF_ClosePage(page) }
        guard let view = PageView(order, width: FPDF_GetPageWidthF(page), height: FPDF_GetPageHeightF(page)),
            let bitmap = FPDFBitmap_CreateEx(Int32(view.width), Int32(view.height), Int32(FPDFBITMAP_BGRX), nil, 0)
        else { return nil }
        defer { FPDFBitmap_Destroy(bitmap) }
        _ = FPDFBitmap_FillRect(bitmap, 0, 0, Int32(view.width), Int32(view.height), 0xFFFF_FFFF)
        FPDF_RenderPageBitmap(
            bitmap, page, view.pageLeft, view.pageTop, view.pageWidth, view.pageHeight, 0, Int32(FPDF_RENDER_ANNOTATIONS))
        guard let pixels = FPDFBitmap_GetBuffer(bitmap) else { return nil }
        var picture = PagePicture(
            bgrx: UnsafeRawBufferPointer(start: pixels, count: Int(FPDFBitmap_GetStride(bitmap)) * view.height),
            stride: Int(FPDFBitmap_GetStride(bitmap)), width: view.width, height: view.height)
        for mark in order.marks where mark.page == order.clip.page { picture.mark(view.pixels(of: mark)) }
        return picture
    }
}

/// Which pixels show what of a page.
struct PageView {
    let width: Int
    let height: Int
    /// Where the page's top left corner is, and how large all of the page would be.
    let pageLeft: Int32
    let pageTop: Int32
    let pageWidth: Int32
    let pageHeight: Int32
    private let left: Float
    private let top: Float
    private let scale: Float

    /// Longest side of a page or a part, in points: the format's own bound.
    private static let longestSide: Float = 20_000
    /// Enlarged beyond this, a page shows nothing more, but takes PDFium ever longer.
    private static let largestScale: Float = 16

    /// - Parameters:
    ///   - width: of the page, in points.
    ///   - height: of the page, in points.
    init?(_ order: RenderOrder, width pageWidth: Float, height pageHeight: Float) {
        let sizes: ClosedRange<Float> = 1...Self.longestSide
        guard sizes.contains(pageWidth), sizes.contains(pageHeight) else { return nil }
        let box = order.clip
        let shown =
            box.left == box.right && box.top == box.bottom
            ? (left: Float(0), top: Float(0), width: pageWidth, height: pageHeight)
            : (left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top)
        guard sizes.contains(shown.width), sizes.contains(shown.height), abs(shown.left) <= Self.longestSide,
            abs(shown.top) <= Self.longestSide, order.width > 0
        else { return nil }
        let most = Float(RenderOrder.mostPixels)
        let side = Float(RenderOrder.mostPixelsOfASide)
        scale = min(
            Float(order.width) / shown.width, Self.largestScale, (most / shown.width / shown.height).squareRoot(),
            side / shown.width, side / shown.height)
        (left, top) = (shown.left, shown.top)
        width = Self.pixels(shown.width * scale)
        height = Self.pixels(shown.height * scale)
        self.pageWidth = Int32((pageWidth * scale).rounded(.up))
        self.pageHeight = Int32((pageHeight * scale).rounded(.up))
        pageLeft = Int32((-left * scale).rounded())
        pageTop = Int32((-top * scale).rounded())
    }

    /// Whole pixels, where arithmetic left a little less than a whole one.
    private static func pixels(_ length: Float) -> Int { max(1, Int((length + 0.01).rounded(.down))) }

    /// The pixels that show a box, within the picture.
    func pixels(of box: MarkBox) -> (columns: Range<Int>, rows: Range<Int>) {
        (range(box.left - left, box.right - left, within: width), range(box.top - top, box.bottom - top, within: height))
    }

    private func range(_ from: Float, _ to: Float, within count: Int) -> Range<Int> {
        let (from, to) = ((from * scale).rounded(.down), (to * scale).rounded(.up))
        guard from < to else { return 0..<0 }  // nor for what is no number
        let bounds = Float(0)...Float(count)
        return Int(min(max(from, bounds.lowerBound), bounds.upperBound))..<Int(min(max(to, bounds.lowerBound), bounds.upperBound))
    }
}
