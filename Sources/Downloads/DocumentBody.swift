package import NIOCore
import NIOHTTP1

/// The bytes of a PDF that is being fetched, and what its site says of it.
package final class DocumentBody {
    let response: GuardedResponse
    /// How many bytes there will be; nil when the site does not say.
    let total: Int64?
    private let pieces: GuardedBody.Iterator
    private var beginning: ByteBuffer?

    init(response: GuardedResponse, beginning: ByteBuffer, rest: GuardedBody.Iterator) {
        self.response = response
        self.beginning = beginning
        pieces = rest
        let isEncoded = response.headers.contains(name: "content-encoding")
        total = isEncoded ? nil : response.headers.first(name: "content-length").flatMap(Int64.init)
    }

    /// The next bytes, none of them empty; nil at the end of the document.
    package nonisolated(nonsending) func next() async throws -> ByteBuffer? {
        if let beginning {
            self.beginning = nil
            return beginning
        }
        return try await pieces.next()
    }
}

extension GuardedClient {
    /// Fetches the PDF at this address, or the one that a link of Google Drive or Dropbox leads to, and hands it to `body` as it comes.
    /// Only the first kilobyte, which tells whether it is a PDF, is held back.
    ///
    /// - Throws: `DownloadError`, `CancellationError`, and what `body` throws.
    package nonisolated(nonsending) func getDocument<Result>(
        _ address: String, _ body: nonisolated(nonsending) (DocumentBody) async throws -> Result
    ) async throws -> Result {
        try await get(WebAddress(address), accept: "application/pdf, */*;q=0.5", rewrite: ShareLink.file) { response in
            let pieces = response.body.makeAsyncIterator()
            var beginning = ByteBuffer()
            while beginning.readableBytes < ContentKind.decisiveLength, let piece = try await pieces.next() {
                beginning.writeImmutableBuffer(piece)
            }
            let kind = ContentKind(of: beginning.readableBytesView)
            guard kind == .pdf else {
                throw kind == .page && ShareLink.isOfSharingSite(response.address) ? DownloadError.signIn : .notAPDF(kind)
            }
            return try await body(DocumentBody(response: response, beginning: beginning, rest: pieces))
        }
    }
}
