import CPDFium
import PDFReaderProtocol

/// Where PDFium's coordinates (y up, from the corner of the page's unturned media box) lie on the displayed page (y down from
/// the top left corner of what is shown).
struct DisplayFrame {
    let width: Float
    let height: Float
    private let offsetX: Float
    private let offsetY: Float

    /// For a page whose content has been turned by `quarterTurns` about the origin of its coordinates.
    init(_ page: FPDF_PAGE, quarterTurns: Int32) {
        width = FPDF_GetPageWidthF(page)
        height = FPDF_GetPageHeightF(page)
        var box = FS_RECTF()
        FPDF_GetPageBoundingBox(page, &box)
        switch quarterTurns {
        case 1: (offsetX, offsetY) = (-box.bottom, -box.left)
        case 2: (offsetX, offsetY) = (box.right, -box.bottom)
        case 3: (offsetX, offsetY) = (box.top, box.right)
        default: (offsetX, offsetY) = (-box.left, box.top)
        }
    }

    /// The rectangle on the unturned page that is displayed in `box`, for a page whose content has not been turned.
    static func unturned(_ box: MarkBox, on page: FPDF_PAGE) -> FS_RECTF {
        var bounds = FS_RECTF()
        FPDF_GetPageBoundingBox(page, &bounds)
        return switch FPDFPage_GetRotation(page) {
        case 1:
            FS_RECTF(
                left: bounds.left + box.top, top: bounds.bottom + box.right, right: bounds.left + box.bottom,
                bottom: bounds.bottom + box.left)
        case 2:
            FS_RECTF(
                left: bounds.right - box.right, top: bounds.bottom + box.bottom, right: bounds.right - box.left,
                bottom: bounds.bottom + box.top)
        case 3:
            FS_RECTF(
                left: bounds.right - box.bottom, top: bounds.top - box.left, right: bounds.right - box.top,
                bottom: bounds.top - box.right)
        default:
            FS_RECTF(
                left: bounds.left + box.left, top: bounds.top - box.top, right: bounds.left + box.right,
                bottom: bounds.top - box.bottom)
        }
    }

    func x(_ x: Float) -> Float { x + offsetX }
    func y(_ y: Float) -> Float { offsetY - y }
}

/// A page whose text runs the way it is displayed.
struct UprightPage {
    let handle: FPDF_PAGE
    let frame: DisplayFrame
}
