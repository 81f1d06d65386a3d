import CPDFium
import PDFReaderProtocol

/// A document in PDFium, with the bytes that PDFium reads it from.
final class OpenDocument {
    struct Failure: Error {
        var status: ReaderStatus
    }

    let handle: FPDF_DOCUMENT
    let pageCount: Int
    private let bytes: UnsafeMutableRawBufferPointer
    private var turned: Set<Int32> = []

    private init(handle: FPDF_DOCUMENT, bytes: UnsafeMutableRawBufferPointer) {
        self.handle = handle
        self.bytes = bytes
        pageCount = Int(max(0, FPDF_GetPageCount(handle)))
    }

    /// Whether the content of pages has been turned in memory, which a copy must not have.
    var hasTurnedPages: Bool { !turned.isEmpty }

    deinit {
        FPDF_CloseDocument(handle)
        bytes.deallocate()
    }

    /// Takes over `bytes` and frees them when the document goes, or when it cannot be opened.
    static func open(_ bytes: UnsafeMutableRawBufferPointer) -> Result<OpenDocument, Failure> {
        guard let handle = FPDF_LoadMemDocument64(bytes.baseAddress, bytes.count, nil) else {
            let needsPassword = FPDF_GetLastError() == UInt(FPDF_ERR_PASSWORD)
            bytes.deallocate()
            return .failure(Failure(status: needsPassword ? .encrypted : .damaged))
        }
        return .success(OpenDocument(handle: handle, bytes: bytes))
    }

    /// Loads a page; the caller closes it. Nil if PDFium finds none.
    ///
    /// PDFium gives the position of text before the page is turned for display, and the width of a glyph only along the unturned
    /// x axis. So the content of a turned page is turned first, in memory.
    func uprightPage(_ index: Int32) -> UprightPage? {
        guard var page = FPDF_LoadPage(handle, index) else { return nil }
        let turns = FPDFPage_GetRotation(page)
        if turns != 0, turned.insert(index).inserted {
            var matrix =
                switch turns {
                case 1: FS_MATRIX(a: 0, b: -1, c: 1, d: 0, e: 0, f: 0)
                case 2: FS_MATRIX(a: -1, b: 0, c: 0, d: -1, e: 0, f: 0)
                default: FS_MATRIX(a: 0, b: 1, c: -1, d: 0, e: 0, f: 0)
                }
            FPDFPage_TransFormWithClip(page, &matrix, nil)
            FPDF_ClosePage(page)
            guard let again = FPDF_LoadPage(handle, index) else { return nil }
            page = again
        }
        return UprightPage(handle: page, frame: DisplayFrame(page, quarterTurns: turns))
    }
}
