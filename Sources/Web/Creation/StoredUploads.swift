import Batches
import Crypto
import Database
import FileStore
import Foundation
import Hummingbird
import Logging
import Multipart
import NIOCore
import Schedules

/// The files that one request has brought. Unless a batch takes them over, they are removed again.
final class StoredUploads {
    private let context: WebContext
    private let client: ClientIdentity
    private let time: Date
    /// Names this request to resumable uploads.
    private let owner: String
    private var taken: [UploadID] = []
    private var files: [StoredFile] = []
    /// What of them the client was charged.
    private var charged = StorageUsage(files: 0, bytes: 0)

    /// - Parameter key: the request's idempotency key: sent again, it is the same request.
    init(context: WebContext, client: ClientIdentity, key: String? = nil) {
        self.context = context
        self.client = client
        owner = Self.owner(client: client, key: key, context: context)
        time = context.now()
    }

    /// Writes a file to the store as it comes, at the client's cost.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that it may have.
    ///   - announced: the most bytes that come as the client says, if it does. So many, when they are few, are charged before they come, so
    ///     that nothing is left to be charged when the file is there.
    ///   - isPassing: whether only this request needs it.
    nonisolated(nonsending) func store<Bytes: AsyncSequence>(
        _ form: MultipartReader<Bytes>, filename: String, limit: Int64, announced: Int64? = nil, isPassing: Bool = false
    ) async throws -> StoredFile where Bytes.Element == ByteBuffer {
        let most = min(limit, announced ?? .max)
        let advance = announced != nil && most <= PassingStore.largest ? most : 0
        let options = UploadOptions(contentType: "application/pdf", expires: expiry, maximumSize: most, isPassing: isPassing)
        do {
            let receipt = try await context.store.upload(
                newKey(), options: options,
                chargedTo: QuotaAccount(client: client.key, ledger: context.batches.quota, logger: context.logger),
                at: time,
                advance: advance
            ) { writer in
                while let bytes = try await form.nextBytes() { try await writer.write(bytes) }
            }
            let file = StoredFile(receipt, filename: Self.shown(filename))
            files.append(file)
            charged.files += 1
            charged.bytes += max(file.bytes, advance)
            return file
        } catch let error as StoreError where error.code == .tooLarge {
            throw WebError(
                .contentTooLarge, "TOO_LARGE",
                "\(Self.shown(filename)) is larger than the \(limit / 1_000_000) MB that a document may have.",
                details: ["filename": .string(Self.shown(filename)), "limitBytes": .int(Int(limit))])
        }
    }

    /// Writes a document of the sample meet, at nobody's cost.
    nonisolated(nonsending) func store(_ document: SampleMeet.Document) async throws -> StoredFile {
        let options = UploadOptions(contentType: "application/pdf", expires: expiry)
        let receipt = try await context.store.upload(newKey(), options: options, bytes: ByteBuffer(bytes: document.bytes))
        let file = StoredFile(receipt, filename: document.filename)
        files.append(file)
        return file
    }

    /// Takes a complete resumable upload for this request.
    nonisolated(nonsending) func take(_ text: String) async throws -> StoredFile {
        guard let id = UploadID(text) else { throw WebError.badRequest("\(text.prefix(40)) is no upload. Use the uploadId of an answer.") }
        let file = try await context.batches.uploads.take(id, for: owner)
        taken.append(id)
        return file
    }

    /// A batch has the files now.
    func keep() {
        files = []
        taken = []
    }

    /// A batch has had the same files since this request was sent the first time.
    func keepTaken() { taken = [] }

    /// Begins to remove files that have been read and that nothing refers to. The client gets its answer for what it was charged, and
    /// need not wait for this.
    func removeUsed() {
        charged = StorageUsage(files: 0, bytes: 0)
        removing()
    }

    /// Removes what the batch did not take that could not be made. Where it is not known whether it was made it may need all of it; should
    /// it not be there, the store removes that when it expires.
    nonisolated(nonsending) func settle(after error: any Error) async {
        if let error = error as? DatabaseError, error.code == .outcomeUnknown { keep() }
        await discard()
    }

    /// Removes what no batch took. The task may have been cancelled; it is done all the same.
    nonisolated(nonsending) func discard() async {
        await removing()?.value
    }

    @discardableResult
    private func removing() -> Task<Void, Never>? {
        guard !files.isEmpty || !taken.isEmpty else { return nil }
        let (context, client, time, files, charged) = (context, client, time, files, charged)
        let (taken, owner) = (taken, owner)
        keep()
        // What is in memory is gone at once, without waking another thread.
        return Task.immediate {
            // None of the steps is kept from being done by another that fails. The store removes files when they expire.
            await context.logger.attempt("Uploads that no batch has could not be removed") {
                try await context.store.delete(files.map(\.key))
            }
            await context.logger.attempt("Uploads that no batch has could not be given back") {
                try await context.batches.uploads.release(taken, from: owner)
            }
            guard charged.files > 0 else { return }
            await context.logger.attempt("Uploads that no batch has could not be refunded") {
                try await context.batches.quota.refund(charged, to: client.key, chargedAt: time)
            }
        }
    }

    /// A day after the batch has gone.
    private var expiry: Date { time.addingTimeInterval(TimeInterval(context.batches.configuration.timeToLive.components.seconds + 86_400)) }

    private static func owner(client: ClientIdentity, key: String?, context: WebContext) -> String {
        var random = context.makeRandom()
        let name = key.map { "\(client.key) \($0)" } ?? "\(random.next() as UInt64) \(random.next() as UInt64)"
        return SHA256.hash(data: Array(name.utf8)).prefix(24).map { String($0, radix: 16) }.joined()
    }

    private func newKey() throws -> ObjectKey {
        var random = context.makeRandom()
        let name = (0..<2).map { _ in
            let digits = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        return try ObjectKey("documents/\(name.prefix(2))/\(name)")
    }

    /// A file without a name is called as what it is thought to be.
    private static func shown(_ filename: String) -> String {
        let name = filename.trimmed
        return name.isEmpty ? "document.pdf" : String(name.prefix(255))
    }
}
