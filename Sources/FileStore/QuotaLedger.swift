package import Foundation
package import Logging
import NIOCore

/// Files and bytes.
package struct StorageUsage: Sendable, Hashable {
    package var files: Int
    package var bytes: Int64

    package init(files: Int, bytes: Int64) {
        self.files = files
        self.bytes = bytes
    }
}

/// The books of how much each client has stored today, shared by all nodes.
package protocol QuotaLedger: Sendable {
    /// Adds to what the client has stored on the day of `time`. If that were more than it may, adds nothing and throws
    /// `StoreError.quotaExceeded(until:)`.
    func charge(_ usage: StorageUsage, to client: String, at time: Date) async throws

    /// Takes back what was charged at `time` for an upload that came to nothing.
    func refund(_ usage: StorageUsage, to client: String, chargedAt time: Date) async throws
}

/// Whom an upload is charged to.
package struct QuotaAccount: Sendable {
    package var client: String
    package var ledger: any QuotaLedger
    /// Told of what could not be given back.
    package var logger: Logger?

    package init(client: String, ledger: any QuotaLedger, logger: Logger? = nil) {
        self.client = client
        self.ledger = ledger
        self.logger = logger
    }
}

extension StoreError {
    /// - Parameter until: how long the client's quota stays used up.
    package static func quotaExceeded(until pause: Duration) -> StoreError {
        StoreError(
            .quotaExceeded, "You have added as many files as one address may add in a day. Try again tomorrow.", retryAfter: pause)
    }
}

extension ObjectStore {
    /// Writes an object at the cost of `account`: the file and `advance` before the first byte is taken, what is more as it comes, and
    /// nothing of it in the end if the upload fails.
    ///
    /// - Parameters:
    ///   - time: the instant whose day is charged.
    ///   - files: how many files that is: none for what goes on with a file that has been charged.
    ///   - advance: bytes that the client has announced; they are charged even if fewer come.
    package nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, chargedTo account: QuotaAccount, at time: Date, files: Int = 1,
        advance: Int64 = 0, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt {
        let meter = QuotaMeter(account: account, time: time)
        do {
            try await meter.charge(StorageUsage(files: files, bytes: advance))
            return try await upload(key, options: options) { writer in
                try await body(MeteredWriter(writer, meter: meter))
                try await meter.settle()
            }
        } catch {
            await meter.refund()
            throw error
        }
    }
}

/// Counts what passes and charges it in steps of a mebibyte, so that a client is never further over its quota than that.
private final class QuotaMeter {
    private static let step: Int64 = 1 << 20

    private let account: QuotaAccount
    private let time: Date
    private var charged = StorageUsage(files: 0, bytes: 0)
    private var passed: Int64 = 0

    init(account: QuotaAccount, time: Date) {
        self.account = account
        self.time = time
    }

    nonisolated(nonsending) func count(_ bytes: Int) async throws {
        passed += Int64(bytes)
        if passed - charged.bytes >= Self.step { try await settle() }
    }

    nonisolated(nonsending) func settle() async throws {
        let uncharged = passed - charged.bytes
        if uncharged > 0 { try await charge(StorageUsage(files: 0, bytes: uncharged)) }
    }

    nonisolated(nonsending) func charge(_ usage: StorageUsage) async throws {
        try await account.ledger.charge(usage, to: account.client, at: time)
        charged.files += usage.files
        charged.bytes += usage.bytes
    }

    /// Gives back what the failed upload was charged. The task may have been cancelled; the books are put right all the same. Books that
    /// cannot be put right are so at the end of the day: why the upload failed is what its client has to know.
    nonisolated(nonsending) func refund() async {
        guard charged.files > 0 || charged.bytes > 0 else { return }
        await Task { [account, charged, time] in
            do {
                try await account.ledger.refund(charged, to: account.client, chargedAt: time)
            } catch {
                account.logger?.warning("A failed upload could not be refunded", metadata: ["error.type": "\(type(of: error))"])
            }
        }.value
    }
}

private final class MeteredWriter: ObjectWriter {
    private let writer: any ObjectWriter
    private let meter: QuotaMeter

    init(_ writer: any ObjectWriter, meter: QuotaMeter) {
        self.writer = writer
        self.meter = meter
    }

    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws {
        try await meter.count(bytes.readableBytes)
        try await writer.write(bytes)
    }
}
