import FileStore

/// Links that people share from Google Drive and Dropbox. They open a page about a file; the file itself is at another address.
enum ShareLink {
    /// The address of the file that this is a link to; the address itself when it is no such link.
    ///
    /// - Throws: `DownloadError` of code `.notAPDF` for a link to a folder.
    static func file(of address: WebAddress) throws(DownloadError) -> WebAddress {
        guard case .name(let host) = address.host else { return address }
        switch host {
        case "drive.google.com": return try drive(address)
        case "docs.google.com": return try docs(address)
        case "dropbox.com", "www.dropbox.com": return try dropbox(address)
        default: return address
        }
    }

    /// Whether a page instead of the file at this address means that the file is not shared with everyone.
    static func isOfSharingSite(_ address: WebAddress) -> Bool {
        guard case .name(let host) = address.host else { return false }
        return host.hasSuffix(".google.com") || host.hasSuffix(".dropbox.com") || host.hasSuffix(".googleusercontent.com")
    }

    /// `/file/d/ID/view`, `/open?id=ID`, `/uc?id=ID`
    private static func drive(_ address: WebAddress) throws(DownloadError) -> WebAddress {
        var segments = segments(address)
        if segments.contains("folders") || segments.first == "folderview" { throw .folder }
        if segments.first == "a", segments.count > 2 { segments.removeFirst(2) }  // of an organisation
        let id: String?
        if let place = segments.firstIndex(of: "d"), place + 1 < segments.count {
            id = segments[place + 1]
        } else if let first = segments.first, ["open", "uc", "file"].contains(first) {
            id = address.parameter("id")
        } else {
            id = nil
        }
        guard let id, isIdentifier(id), let host = try? WebHost("drive.usercontent.google.com") else { return address }
        // Without "confirm" a large file is preceded by a page that says it was not scanned for viruses.
        var query = "id=\(id)&export=download&confirm=t"
        if let key = address.parameter("resourcekey"), isIdentifier(key) { query += "&resourcekey=\(key)" }
        return WebAddress(isSecure: true, host: host, port: 443, path: "/download", query: query)
    }

    /// `/document/d/ID/edit`, and the same of spreadsheets and presentations: their PDF.
    private static func docs(_ address: WebAddress) throws(DownloadError) -> WebAddress {
        let segments = segments(address)
        guard let place = segments.firstIndex(of: "d"), place > 0, place + 1 < segments.count, isIdentifier(segments[place + 1]) else {
            return address
        }
        let id = segments[place + 1]
        let kind = segments[place - 1]
        switch kind {
        case "document", "spreadsheets":
            return WebAddress(isSecure: true, host: address.host, port: 443, path: "/\(kind)/d/\(id)/export", query: "format=pdf")
        case "presentation":
            return WebAddress(isSecure: true, host: address.host, port: 443, path: "/presentation/d/\(id)/export/pdf", query: nil)
        case "file":
            guard let host = try? WebHost("drive.google.com") else { return address }
            return try drive(WebAddress(isSecure: true, host: host, port: 443, path: address.path, query: address.query))
        default:
            return address
        }
    }

    /// `/s/ID/NAME`, `/scl/fi/ID/NAME?rlkey=KEY`: the same with `dl=1`.
    private static func dropbox(_ address: WebAddress) throws(DownloadError) -> WebAddress {
        let segments = segments(address)
        if segments.first == "sh" || segments.starts(with: ["scl", "fo"]) { throw .folder }
        guard segments.first == "s" || segments.starts(with: ["scl", "fi"]) else { return address }
        let kept =
            address.query?.split(separator: "&").filter { !$0.hasPrefix("dl=") && !$0.hasPrefix("raw=") && $0 != "dl" && $0 != "raw" } ?? []
        return WebAddress(
            isSecure: true, host: address.host, port: 443, path: address.path, query: (kept + ["dl=1"]).joined(separator: "&"))
    }

    private static func segments(_ address: WebAddress) -> [String] {
        address.path.split(separator: "/").map(String.init)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (10...128).contains(text.utf8.count) && text.utf8.allSatisfy(PercentEncoding.isUnreserved)
    }
}
