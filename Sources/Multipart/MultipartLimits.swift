/// What a form may cost before its bytes are looked at.
package struct MultipartLimits: Sendable, Hashable {
    /// Parts of all kinds.
    package var parts = 200
    /// Fields in the head of a part, and the bytes of that head.
    package var fieldsPerPart = 16
    package var headSize = 8 * 1024
    /// Bytes before the first boundary, and after the last.
    package var surroundings = 4 * 1024

    package init() {}
}

/// Why a body is no form. Equal when the codes are.
package struct MultipartError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The content type is no `multipart/form-data` with a boundary of 1 to 70 characters.
        case noBoundary
        /// The body ends before its last boundary.
        case truncated
        /// A boundary is followed by something else than the end of its line.
        case malformedBoundary
        case malformedHead
        case headTooLarge
        case tooManyParts
        /// Too much before the first boundary or after the last.
        case surroundingsTooLarge
        /// The part has no name, is encoded for mail, or is a form within the form.
        case unsupportedPart
    }

    package var code: Code
    /// How many bytes of the body had been read.
    package var offset: Int64

    package init(_ code: Code, offset: Int64) {
        self.code = code
        self.offset = offset
    }
}

extension MultipartError: Hashable {
    package static func == (a: MultipartError, b: MultipartError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
