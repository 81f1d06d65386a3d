import NIOHTTP1
import NIOHTTPCompression

/// Which answers are compressed for clients that offer it.
enum Compression {
    /// Smaller ones fit into a packet anyway.
    private static let leastSize = 860

    private static let types: Set<Substring> = [
        "application/json", "application/manifest+json", "image/svg+xml", "text/calendar", "text/css", "text/csv", "text/html",
        "text/javascript", "text/plain",
    ]

    /// Answers that could be compressed say that they depend on what the client takes.
    static func decide(_ head: inout HTTPResponseHead, isSupported: Bool) -> HTTPResponseCompressor.CompressionIntent {
        guard let type = head.headers.first(name: "content-type")?.prefix(while: { $0 != ";" }), types.contains(type),
            !head.headers.contains(name: "content-encoding"), head.status != .partialContent,
            head.headers.first(name: "content-length").flatMap({ Int($0) }).map({ $0 >= leastSize }) ?? true
        else { return .doNotCompress }
        if !head.headers[canonicalForm: "vary"].contains(where: { $0.lowercased() == "accept-encoding" }) {
            head.headers.add(name: "Vary", value: "Accept-Encoding")
        }
        return .compressIfPossible
    }
}
