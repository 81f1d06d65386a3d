import Foundation

/// The origin of a page as browsers name it: scheme, host, and the port where it is not the usual one.
struct WebOrigin: Hashable {
    let text: String

    /// Nil for anything with a path, a user or another scheme than http and https.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, let host = parts.encodedHost, !host.isEmpty,
            let usualPort = ["http": 80, "https": 443][scheme.lowercased()],
            ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil
        else { return nil }
        let port = parts.port.flatMap { $0 == usualPort ? nil : ":\($0)" } ?? ""
        self.text = "\(scheme)://\(host)\(port)".lowercased()
    }
}
