import HTTPTypes
import Multipart

/// What a client takes, by its `Accept` and `Accept-Encoding`.
enum MediaRange {
    /// Whether a browser is asking, which names pages before anything; programs that take anything get JSON.
    static func prefersPage(_ accept: String?) -> Bool {
        guard let accept else { return false }
        return (quality(of: "text/html", in: accept) ?? 0) > (quality(of: "application/json", in: accept) ?? 0)
    }

    static func takesGzip(_ fields: HTTPFields) -> Bool {
        let accepted = fields[values: .acceptEncoding].joined(separator: ",")
        return (quality(of: "gzip", in: accepted) ?? quality(of: "*", in: accepted) ?? 0) > 0
    }

    /// How much something that a list names is wanted, 0 to 1; nil when it is not named.
    private static func quality(of name: String, in list: String) -> Double? {
        list.split(separator: ",").lazy.compactMap { range -> Double? in
            let parts = range.split(separator: ";").map { $0.trimmed.lowercased() }
            guard parts.first == name else { return nil }
            return parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }.first
    }
}
