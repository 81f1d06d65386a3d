/// The `Content-Disposition` of RFC 6266.
package enum ContentDisposition {
    /// The header's value for a file of this name, which may hold anything but is sent safely: an ASCII form of it for old clients, and
    /// the whole name in the encoding of RFC 8187.
    package static func value(filename: String, isInline: Bool) -> String {
        let name = String(filename.unicodeScalars.filter { $0.properties.generalCategory != .control })
        let plain = String(
            String.UnicodeScalarView(name.unicodeScalars.map { $0.isASCII && !"\"\\%".unicodeScalars.contains($0) ? $0 : "_" }))
        return "\(isInline ? "inline" : "attachment"); filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(name))"
    }
}
