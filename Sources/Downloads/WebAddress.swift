import FileStore

/// A URL of the web in the one form in which it is checked and also sent: a change of meaning between the two is not possible.
package struct WebAddress: Sendable, Hashable {
    package let isSecure: Bool
    package let host: WebHost
    package let port: Int
    /// Begins with a slash, and is percent-encoded.
    package let path: String
    /// Percent-encoded, without the question mark; nil when there is none.
    package let query: String?

    /// Reads what a person has typed or a server has sent, much as a browser does, but refuses what one would quietly repair: a user name,
    /// a backslash or a control character says more about the sender than about a heat sheet.
    ///
    /// - Throws: `DownloadError` of code `.blocked`.
    package init(_ text: String) throws(DownloadError) {
        let trimmed = try Self.trim(text)
        let halves = trimmed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = halves[0].lowercased()
        guard halves.count == 2, scheme == "http" || scheme == "https" else { throw .otherScheme }
        guard halves[1].hasPrefix("//") else { throw .malformed }
        try self.init(isSecure: scheme == "https", afterSlashes: halves[1].dropFirst(2))
    }

    private init(isSecure: Bool, afterSlashes text: Substring) throws(DownloadError) {
        let end = text.firstIndex { "/?#".contains($0) } ?? text.endIndex
        let authority = text[..<end]
        guard !authority.contains("@") else { throw .credentials }
        guard !authority.contains("\\") else { throw .malformed }
        var host = authority
        var port = isSecure ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            if !digits.isEmpty {
                guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), (1...65535).contains(number) else {
                    throw .malformed
                }
                port = number
            }
        }
        self.init(isSecure: isSecure, host: try WebHost(host), port: port, target: text[end...])
    }

    private init(isSecure: Bool, host: WebHost, port: Int, target: Substring) {
        let target = target.prefix { $0 != "#" }
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = Self.withoutDots(Self.encode(halves.first ?? ""))
        self.init(isSecure: isSecure, host: host, port: port, path: path, query: halves.count > 1 ? Self.encode(halves[1]) : nil)
    }

    init(isSecure: Bool, host: WebHost, port: Int, path: String, query: String?) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path.hasPrefix("/") ? path : "/" + path
        self.query = query
    }

    /// Where a reference found at this address leads (RFC 3986, section 5.2).
    package func resolving(_ reference: String) throws(DownloadError) -> WebAddress {
        let text = try Self.trim(reference)
        let scheme = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        if text.dropFirst(scheme.count).first == ":", scheme.first?.isLetter == true { return try WebAddress(text) }
        if text.hasPrefix("//") { return try WebAddress(isSecure: isSecure, afterSlashes: text.dropFirst(2)) }
        // A browser takes a backslash for a slash here, and so for another host.
        guard !text.hasPrefix("\\"), !text.hasPrefix("/\\") else { throw .malformed }
        let target: String
        if text.hasPrefix("/") {
            target = text
        } else if text.isEmpty || text.hasPrefix("#") {
            return self
        } else if text.hasPrefix("?") {
            target = path + text
        } else {
            target = path[...(path.lastIndex(of: "/") ?? path.startIndex)] + text
        }
        return WebAddress(isSecure: isSecure, host: host, port: port, target: target[...])
    }

    /// The values of a parameter of the query, decoded.
    package func parameter(_ name: String) -> String? {
        for pair in query?.split(separator: "&") ?? [] {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if halves[0] == name { return halves.count > 1 ? PercentEncoding.decode(halves[1].replacing("+", with: " ")) : "" }
        }
        return nil
    }

    private static func trim(_ text: String) throws(DownloadError) -> String {
        let scalars = text.unicodeScalars
        let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 }
        let kept = scalars.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        guard kept.count <= 4096 else { throw .malformed }
        guard kept.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { throw .malformed }
        return String(String.UnicodeScalarView(kept))
    }

    /// Encodes what may not stand in a URL, and leaves what is encoded already.
    private static func encode(_ text: Substring) -> String {
        var encoded = ""
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let isEscape =
                byte == UInt8(ascii: "%") && rest.count >= 2
                && PercentEncoding.bytes("%" + String(decoding: rest.prefix(2), as: UTF8.self)) != nil
            if isEscape || PercentEncoding.isUnreserved(byte) || "!$&'()*+,;=:@/?[]".utf8.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += PercentEncoding.encode(byte)
            }
        }
        return encoded
    }

    private static func withoutDots(_ path: String) -> String {
        var segments: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(path.hasPrefix("/") ? 1 : 0)
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            switch part.lowercased().replacing("%2e", with: ".") {
            case ".": if isLast { segments.append("") }
            case "..":
                _ = segments.popLast()
                if isLast { segments.append("") }
            default: segments.append(part)
            }
        }
        return "/" + segments.joined(separator: "/")
    }
}

extension WebAddress: CustomStringConvertible {
    package var description: String {
        let port = port == (isSecure ? 443 : 80) ? "" : ":\(port)"
        return "\(isSecure ? "https" : "http")://\(host)\(port)\(path)\(query.map { "?\($0)" } ?? "")"
    }
}
