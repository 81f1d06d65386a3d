package import FileStore
import NIOCore
import NIOHTTP1

/// Fetches PDFs into the file store.
package struct DocumentDownloader: Sendable {
    private let client: GuardedClient
    private let store: any ObjectStore

    package init(client: GuardedClient, store: any ObjectStore) {
        self.client = client
        self.store = store
    }

    /// Fetches the PDF at this address, or the one that a link of Google Drive or Dropbox leads to, and stores it.
    ///
    /// It streams, and nothing is stored of a file that turns out to be something else, too large or incomplete.
    ///
    /// - Parameters:
    ///   - progress: called with the number of bytes that have come so far, and how many there will be if the site says so.
    /// - Throws: `DownloadError`, `StoreError` for trouble of our own store, and `CancellationError`.
    package nonisolated(nonsending) func download(
        _ address: String, as key: ObjectKey, options: UploadOptions = UploadOptions(contentType: "application/pdf"),
        account: QuotaAccount? = nil, progress: (_ bytes: Int64, _ total: Int64?) -> Void = { _, _ in }
    ) async throws -> DownloadedDocument {
        try await client.getDocument(address) { document in
            let response = document.response
            let write: nonisolated(nonsending) (any ObjectWriter) async throws -> Void = { writer in
                var count: Int64 = 0
                while let piece = try await document.next() {
                    try await writer.write(piece)
                    count += Int64(piece.readableBytes)
                    progress(count, document.total)
                }
            }
            let receipt =
                if let account {
                    try await store.upload(key, options: options, chargedTo: account, at: client.now(), write)
                } else {
                    try await store.upload(key, options: options, write)
                }
            let name = DocumentName.choose(disposition: response.headers.first(name: "content-disposition"), address: response.address)
            return DownloadedDocument(receipt: receipt, filename: name, address: response.address)
        }
    }
}

/// A document that was fetched.
package struct DownloadedDocument: Sendable {
    package var receipt: ObjectReceipt
    /// Safe to show and to use as a file name; ends in `.pdf`.
    package var filename: String
    /// Where it came from in the end.
    package var address: WebAddress
}
