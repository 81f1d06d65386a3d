import HTTPTypes
import Hummingbird
import Multipart

/// The part of a document that a client asks for (RFC 9110, section 14).
enum ByteRange {
    /// The one range asked for; nil for the whole document, which is also the answer to several ranges, to units other than bytes, and to
    /// a range of another state of the document.
    ///
    /// - Parameter size: of the document in bytes, more than nothing.
    /// - Throws: 416 for a range beyond the document.
    static func requested(by request: Request, size: Int64, tag: String?) throws(WebError) -> Range<Int64>? {
        guard let value = request.headers[.range]?.trimmed, value.hasPrefix("bytes="), !value.contains(",") else { return nil }
        if let condition = request.headers[.ifRange], condition != tag { return nil }
        let ends = value.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false).map(\.trimmed)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        switch (Int64(ends[0]), Int64(ends[1])) {
        case (nil, let count?):
            guard count > 0 else { throw notSatisfiable(size) }
            return max(0, size - count)..<size
        case (let first?, let last):
            if let last, last < first { return nil }
            guard first < size else { throw notSatisfiable(size) }
            return first..<min(last ?? .max, size - 1) + 1
        case (nil, nil): return nil
        }
    }

    private static func notSatisfiable(_ size: Int64) -> WebError {
        WebError(
            .rangeNotSatisfiable, "RANGE_NOT_SATISFIABLE", "The document has \(size) bytes. Ask for a part of it.",
            headers: [.contentRange: "bytes */\(size)"])
    }
}
