package import NIOCore

/// What a file is, judged by its first bytes, whatever its server says of it.
package enum ContentKind: String, Sendable, Hashable, CaseIterable {
    case pdf
    case page
    case image
    case archive
    case empty
    case other

    /// How many bytes decide. A PDF may have something before its header, but not more than this.
    package static let decisiveLength = 1024

    /// - Parameter beginning: the first 1,024 bytes of the file, or all of a shorter one.
    package init(of beginning: ByteBufferView) {
        let bytes = beginning.prefix(Self.decisiveLength)
        if bytes.isEmpty {
            self = .empty
        } else if Self.holds(bytes, "%PDF-") {
            self = .pdf
        } else if Self.images.contains(where: bytes.starts) {
            self = .image
        } else if Self.archives.contains(where: bytes.starts) {
            self = .archive
        } else if Self.isPage(bytes) {
            self = .page
        } else {
            self = .other
        }
    }

    private static let images: [[UInt8]] = [
        [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], Array("GIF8".utf8), Array("RIFF".utf8), [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A],
        Array("\0\0\0\u{18}ftyp".utf8), Array("\0\0\0\u{1C}ftyp".utf8),
    ]
    private static let archives: [[UInt8]] = [
        [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0], Array("Rar!".utf8),
        Array("7z".utf8) + [0xBC, 0xAF],
    ]

    private static func holds(_ bytes: ByteBufferView, _ text: String) -> Bool {
        let pattern = Array(text.utf8)
        var rest = bytes
        while let place = rest.firstIndex(of: pattern[0]) {
            rest = rest[place...]
            if rest.starts(with: pattern) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private static func isPage(_ bytes: ByteBufferView) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<head", "<body", "<script"].contains { text.contains($0) }
    }
}
