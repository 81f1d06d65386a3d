import FileStore
import Foundation

/// The name under which a downloaded document is kept.
package enum DocumentName {
    /// The name that the server gives the file, else the last part of the address; safe to show and to use as a file name.
    ///
    /// - Parameter disposition: the value of `Content-Disposition`.
    package static func choose(disposition: String?, address: WebAddress) -> String {
        if let name = disposition.flatMap(name(inDisposition:)).map(clean), !name.isEmpty { return withExtension(name) }
        let last = address.path.split(separator: "/").last ?? ""
        let decoded = PercentEncoding.bytes(last).map(Self.text) ?? String(last)
        let name = clean(decoded)
        return name.isEmpty ? "document.pdf" : withExtension(name)
    }

    /// The name in a `Content-Disposition` (RFC 6266): `filename*` before `filename`, whatever their order.
    static func name(inDisposition value: String) -> String? {
        var plain: String?
        var extended: String?
        for (name, value) in parameters(value) {
            switch name {
            case "filename" where plain == nil: plain = value
            case "filename*" where extended == nil: extended = decode(value)
            default: break
            }
        }
        return extended ?? plain
    }

    private static func parameters(_ value: String) -> [(name: String, value: String)] {
        var parameters: [(String, String)] = []
        var rest = value.unicodeScalars[...]
        rest = rest.drop { $0 != ";" }.dropFirst()
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[name.endIndex...]
            guard rest.first == "=" else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst().drop { $0 == " " }
            var text = String.UnicodeScalarView()
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let scalar = rest.popFirst(), scalar != "\"" {
                    // Some servers send a Windows path, in which a backslash escapes nothing.
                    text.append(scalar == "\\" && (rest.first == "\"" || rest.first == "\\") ? rest.popFirst() ?? scalar : scalar)
                }
                rest = rest.drop { $0 != ";" }
            } else {
                let token = rest.prefix { $0 != ";" }
                rest = rest[token.endIndex...]
                text.append(contentsOf: token)
            }
            rest = rest.dropFirst()
            parameters.append(
                (String(name).trimmingCharacters(in: .whitespaces).lowercased(), String(text).trimmingCharacters(in: .whitespaces)))
        }
        return parameters
    }

    /// A value of RFC 8187: `UTF-8'en'%e2%82%ac.pdf`.
    private static func decode(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = PercentEncoding.bytes(parts[2]) else { return nil }
        switch parts[0].lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The last component without what could deceive a person or a file system.
    private static func clean(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let kept = last.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
            default: !"<>:\"|?*".unicodeScalars.contains(scalar) && scalar != "\u{FFFD}"
            }
        }
        let edges = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "."))
        return String(String.UnicodeScalarView(kept)).trimmingCharacters(in: edges)
    }

    /// The name with `.pdf` at its end, and of 200 bytes at most.
    private static func withExtension(_ name: String) -> String {
        var stem = name.lowercased().hasSuffix(".pdf") ? String(name.dropLast(4)) : name
        while stem.utf8.count > 196 { stem.removeLast() }
        return (stem.isEmpty ? "document" : stem) + ".pdf"
    }
}
