/// Why a document could not be read. Two errors are equal when their codes are.
package struct PDFError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The bytes are no PDF.
        case notAPDF
        /// There are no bytes, or a PDF without pages.
        case empty
        /// The document opens only with a password.
        case encrypted
        /// It is a PDF, but so broken that nothing of it can be read.
        case damaged
        case tooLarge
        case tooManyPages
        case timedOut
        case outOfMemory
        /// The reader process died on this document.
        case readerCrashed
        /// The reader process cannot be started: an error of the installation, not of the document.
        case readerMissing
        /// The task that asked was cancelled.
        case cancelled
    }

    package var code: Code
    /// One-based number of the page the reader was at, where that is known.
    package var page: Int?
    /// A sentence for the user that says what to do.
    package var message: String

    package init(_ code: Code, page: Int? = nil, _ message: String) {
        self.code = code
        self.page = page
        self.message = message
    }
}

extension PDFError: Hashable {
    package static func == (a: PDFError, b: PDFError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension PDFError: CustomStringConvertible {
    package var description: String { message }
}

extension PDFError {
    static let notAPDF = PDFError(.notAPDF, "This file is not a PDF. Choose the heat sheet's PDF, not a web page or a picture of it.")

    static let emptyFile = PDFError(.empty, "This file is empty. Download it again.")

    static let noPages = PDFError(.empty, "This PDF has no pages. Download it again, or ask its publisher for another copy.")

    static let encrypted = PDFError(
        .encrypted, "This PDF is locked with a password. Open it, print it to a new PDF without one, and use that.")

    static func damaged(page: Int? = nil) -> PDFError {
        let what = page.map { "Page \($0) of this PDF is damaged." } ?? "This PDF is damaged and cannot be read."
        return PDFError(.damaged, page: page, what + " Download it again, or ask its publisher for another copy.")
    }

    static func tooLarge(bytes: Int, limit: Int) -> PDFError {
        let megabytes = (bytes + 999_999) / 1_000_000
        return PDFError(
            .tooLarge,
            "This file has \(megabytes) MB; \(limit / 1_000_000) MB is the most that is read. Use the heat sheet alone, without scans.")
    }

    static func tooManyPages(_ pages: Int, limit: Int) -> PDFError {
        PDFError(.tooManyPages, "This PDF has \(pages) pages; \(limit) is the most that is read. Split it, and use the part you need.")
    }

    package static let tooMuchText = PDFError(
        .tooLarge, "This PDF has more text than any heat sheet. Split it, and use the part you need.")

    package static func timedOut(page: Int? = nil) -> PDFError {
        let what = page.map { "Page \($0) of this PDF" } ?? "This PDF"
        return PDFError(.timedOut, page: page, what + " takes too long to read. Print it to a new PDF and use that.")
    }

    static func outOfMemory(page: Int? = nil) -> PDFError {
        let what = page.map { "Page \($0) of this PDF" } ?? "This PDF"
        return PDFError(.outOfMemory, page: page, what + " needs more memory than is allowed. Print it to a new PDF and use that.")
    }

    static func readerCrashed(page: Int? = nil) -> PDFError {
        let place = page.map { "page \($0) of this PDF" } ?? "this PDF"
        return PDFError(.readerCrashed, page: page, "The reader broke down on \(place). Print it to a new PDF and use that.")
    }

    static func readerMissing(_ reason: String) -> PDFError {
        PDFError(.readerMissing, "HeatSync's pdf-reader cannot be started: \(reason). Install HeatSync again, or run 'make build'.")
    }

    package static let cancelled = PDFError(.cancelled, "Reading was stopped.")
}
