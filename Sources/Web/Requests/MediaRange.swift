import Multipart

/// What a client takes, by its `Accept`.
enum MediaRange {
    /// Whether a browser is asking, which names pages before anything; programs that take anything get JSON.
    static func prefersPage(_ accept: String?) -> Bool {
        guard let accept else { return false }
        func quality(_ type: String) -> Double? {
            accept.split(separator: ",").lazy.compactMap { range -> Double? in
                let parts = range.split(separator: ";").map { $0.trimmed.lowercased() }
                guard parts.first == type else { return nil }
                return parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            }.first
        }
        return (quality("text/html") ?? 0) > (quality("application/json") ?? 0)
    }
}
