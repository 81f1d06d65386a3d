/// What a part of a form says of itself.
package struct MultipartHead: Sendable, Hashable {
    /// The name of the form's field.
    package var name: String
    /// Of a file; a field that is none has none. May hold anything but control characters and the folders before the name.
    package var filename: String?
    /// Lower case, without parameters.
    package var contentType: String?

    package init(name: String, filename: String? = nil, contentType: String? = nil) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
    }

    /// - Parameter lines: the head's lines without their ends.
    init?(lines: [String]) {
        var disposition: String?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = line[..<colon]
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            let value = line[line.index(after: colon)...].trimmed
            switch name.lowercased() {
            case "content-disposition":
                guard disposition == nil else { return nil }
                disposition = String(value)
            case "content-type": contentType = value.prefix { $0 != ";" }.trimmed.lowercased()
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else { return nil }
            default: break
            }
        }
        guard let disposition, contentType?.hasPrefix("multipart/") != true else { return nil }
        var parameters = HeaderParameters(disposition)
        guard parameters.value.lowercased() == "form-data", let name = parameters.removeFirst("name") else { return nil }
        self.name = Self.decoded(name)
        filename = parameters.removeFirst("filename").map { Self.lastComponent(Self.decoded($0)) }
    }

    /// Browsers write `%22`, `%0D` and `%0A` for what would end the name, and nothing else that way.
    private static func decoded(_ text: String) -> String {
        var text = text
        for (code, character) in [("%22", "\""), ("%0D", " "), ("%0A", " "), ("%0d", " "), ("%0a", " ")] where text.contains(code) {
            text = text.split(separator: code, omittingEmptySubsequences: false).joined(separator: character)
        }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }

    private static func lastComponent(_ path: String) -> String {
        String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
    }
}
