import CPDFium
import PDFReaderProtocol

extension OpenDocument {
    /// A copy of the document with the boxes marked as by a yellow text marker; nil if it cannot be made. Boxes on pages that do not
    /// exist are left out.
    ///
    /// Each mark is an annotation that brings its own appearance: the pages stay as they are, every viewer shows and prints the
    /// marks, and none has to know how to draw a highlight.
    func marked(_ boxes: [MarkBox]) -> [UInt8]? {
        let boxesOfPages = Dictionary(grouping: boxes, by: \.page).sorted { $0.key < $1.key }
        for (index, boxes) in boxesOfPages where index < pageCount {
            guard let page = FPDF_LoadPage(handle, Int32(index)) else { continue }
            defer { FPDF_ClosePage(page) }
            for box in boxes {
                guard Self.mark(DisplayFrame.unturned(box, on: page), on: page) else { return nil }
            }
        }
        return copy()
    }

    private static func mark(_ rectangle: FS_RECTF, on page: FPDF_PAGE) -> Bool {
        guard let annotation = FPDFPage_CreateAnnot(page, Int32(FPDF_ANNOT_STAMP)) else { return false }
        defer { FPDFPage_CloseAnnot(annotation) }
        var rectangle = rectangle
        FPDFAnnot_SetRect(annotation, &rectangle)
        FPDFAnnot_SetFlags(annotation, Int32(FPDF_ANNOT_FLAG_PRINT | FPDF_ANNOT_FLAG_READONLY))
        guard
            let paint = FPDFPageObj_CreateNewRect(
                rectangle.left, rectangle.bottom, rectangle.right - rectangle.left, rectangle.top - rectangle.bottom)
        else { return false }
        FPDFPath_SetDrawMode(paint, 1, 0)
        FPDFPageObj_SetFillColor(paint, 255, 235, 59, 255)
        FPDFPageObj_SetBlendMode(paint, "Multiply")  // what is dark stays dark, as under a marker
        guard FPDFAnnot_AppendObject(annotation, paint) != 0 else {
            FPDFPageObj_Destroy(paint)
            return false
        }
        return true
    }

    private func copy() -> [UInt8]? {
        var bytes: [UInt8] = []
        let isComplete = withUnsafeMutablePointer(to: &bytes) { bytes in
            let file = FPDF_FILEWRITE(version: 1) { file, data, size in
                UnsafeMutableRawPointer(file)?.withMemoryRebound(to: FILEWRITE_WITH_CONTEXT.self, capacity: 1) { file in
                    let part = UnsafeRawBufferPointer(start: data, count: Int(size))
                    file.pointee.context?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: part)
                }
                return 1
            }
            var target = FILEWRITE_WITH_CONTEXT(file: file, context: bytes)
            return withUnsafeMutablePointer(to: &target) { target in
                target.withMemoryRebound(to: FPDF_FILEWRITE.self, capacity: 1) { FPDF_SaveAsCopy(handle, $0, 0) != 0 }
            }
        }
        guard isComplete else { return nil }
        replaceIdentifiers(in: &bytes)
        return bytes
    }

    /// PDFium ends a copy with `/ID[<...><32 hexadecimal digits>]`: the document's own identifier, or a random one if it has none, and
    /// a random one of the copy. A hash of the content takes the place of what is random, so that the same marks on the same
    /// document give the same bytes.
    private func replaceIdentifiers(in bytes: inout [UInt8]) {
        let mark = Array("/ID[<".utf8)
        guard let start = bytes.indices.suffix(1024).last(where: { bytes[$0...].starts(with: mark) }) else { return }
        let first = start + mark.count
        guard let end = bytes[first...].firstIndex(of: UInt8(ascii: ">")) else { return }
        let second = end + 2
        guard second + 32 < bytes.count, bytes[second + 32] == UInt8(ascii: ">") else { return }

        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in bytes[..<start] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = Array("0123456789ABCDEF".utf8)
        let identifier = (0..<32).map { digits[Int(hash >> UInt64($0 % 16 * 4) & 0xF)] }
        bytes.replaceSubrange(second..<second + 32, with: identifier)
        let hasOwn = FPDF_GetFileIdentifier(handle, 0, nil, 0) > 1
        if !hasOwn, end == first + 32 { bytes.replaceSubrange(first..<end, with: identifier) }
    }
}
