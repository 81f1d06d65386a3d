import Downloads
import NIOCore

/// Fetching one document for the command line, by the rules that hold for the server.
package enum Fetching {
    /// Hands the bytes of the PDF at an address, or of the one that a share link leads to, to `write`.
    ///
    /// - Throws: `OperationFailure` with a sentence for the person who gave the address.
    package static func fetch(_ address: String, _ configuration: ServerConfiguration, _ write: ([UInt8]) throws -> Void) async throws {
        do {
            let limits = DownloadLimits(bytes: configuration.maximumUploadBytes)
            let client = GuardedClient(policy: configuration.downloads, limits: limits)
            try await client.getDocument(address) { document in
                while let piece = try await document.next() { try write(Array(buffer: piece)) }
            }
        } catch let error as DownloadError {
            throw OperationFailure("", error)
        }
    }
}
