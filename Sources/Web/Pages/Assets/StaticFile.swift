import CZlib

/// A file that browsers fetch, as it is sent.
package struct StaticFile: Sendable {
    package let type: String
    package let bytes: [UInt8]
    /// The bytes for those who take gzip; nil where that saves nothing.
    package let gzipped: [UInt8]?

    package init(type: String, bytes: [UInt8]) {
        self.type = type
        self.bytes = bytes
        let isPacked = type.hasPrefix("image/") && type != "image/svg+xml"
        gzipped = isPacked ? nil : Self.gzip(bytes).flatMap { $0.count < bytes.count ? $0 : nil }
    }

    /// By the end of the name; nil for what is not to be served.
    static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "webmanifest": "application/manifest+json"
        default: nil
        }
    }

    /// By RFC 1952, packed as small as zlib can; nil if there is no memory for it.
    package static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 16 more than the window's size makes it a gzip file.
        let version = String(cString: zlibVersion())
        guard
            deflateInit2_(
                &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, version, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return Array(output.prefix(Int(stream.total_out)))
    }
}
