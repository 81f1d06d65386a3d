import Crypto
import HTTPTypes
import Hummingbird
import Multipart

/// Names a state of what is at an address, so that a client that has it need not be sent it again.
struct EntityTag: Sendable, Hashable {
    /// Weak: the same content may be sent compressed or not.
    let text: String

    /// - Parameter parts: what the state depends on.
    init(_ parts: String...) {
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
        let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")
        text = "W/\"" + String(digest.prefix(16).map { letters[Int($0 & 63)] }) + "\""
    }

    /// A tag that is one already.
    init(verbatim text: String) { self.text = text }

    /// Whether the client has this state.
    func isKnown(to request: Request) -> Bool {
        request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.contains { tag in
            let tag = tag.trimmed
            return tag == "*" || Self.opaque(tag) == Self.opaque(text[...])
        }
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }

    /// The answer for a client that has this state already.
    func notModified(cacheControl: String) -> Response {
        Response(status: .notModified, headers: [.eTag: text, .cacheControl: cacheControl])
    }
}
