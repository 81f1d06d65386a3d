import Foundation
import Logging
import NIOCore
import NIOHTTP1

/// Collects an upload in parts and sends each when the next one begins.
final class S3Writer: ObjectWriter {
    private let key: ObjectKey
    private let options: UploadOptions
    private let client: S3Client
    private let spool: SpoolFile
    private var measure: UploadMeasure
    private var uploadID: String?
    private var tags: [String] = []

    private var name: String { S3Store.objectName(key) }

    init(key: ObjectKey, options: UploadOptions, client: S3Client, spool: SpoolFile) {
        self.key = key
        self.options = options
        self.client = client
        self.spool = spool
        measure = UploadMeasure(options)
    }

    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws {
        try measure.checkRoom(for: bytes.readableBytes)
        measure.add(bytes)
        var rest = bytes
        while rest.readableBytes > 0 {
            if spool.size == S3Store.partSize { try await sendPart() }
            guard let piece = rest.readSlice(length: min(rest.readableBytes, S3Store.partSize - spool.size)) else { return }
            try await spool.write(piece)
        }
    }

    /// Sends what is left, and makes the object appear.
    nonisolated(nonsending) func finish() async throws -> ObjectReceipt {
        let receipt = try measure.receipt(key)
        if let expires = options.expires { try await S3Expiry.note(key, expires: expires, client: client) }
        if uploadID == nil {
            try await sendObject(receipt)
        } else {
            try await sendPart()
            try await complete(receipt)
        }
        return receipt
    }

    /// Lets the store forget the parts it has. If that fails too, a sweep will do it.
    nonisolated(nonsending) func abort() async {
        guard let uploadID else { return }
        let request = S3Request(operation: "AbortMultipartUpload", method: .DELETE, name: name, query: [("uploadId", uploadID)])
        // In a task of its own, since the one that is here may have been cancelled.
        await Task { [client] in
            do {
                _ = try await client.headers(request)
            } catch {
                let reason = (error as? StoreError)?.code.rawValue ?? "cancelled"
                client.logger.warning("Parts of an abandoned upload remain until the next sweep", metadata: ["store.error": "\(reason)"])
            }
        }.value
    }

    private var headers: HTTPHeaders {
        var headers: HTTPHeaders = ["content-type": options.contentType]
        if let expires = options.expires {
            headers.add(name: "x-amz-meta-expires", value: String(Int64(expires.timeIntervalSince1970.rounded(.up))))
        }
        return headers
    }

    private nonisolated(nonsending) func sendObject(_ receipt: ObjectReceipt) async throws {
        var headers = headers
        headers.add(name: "x-amz-meta-sha256", value: receipt.checksum.hexadecimal)
        let contents = try await spool.contents()
        _ = try await client.headers(
            S3Request(operation: "PutObject", method: .PUT, name: name, headers: headers, payload: .spooled(contents)))
    }

    private nonisolated(nonsending) func sendPart() async throws {
        let uploadID: String
        if let begun = self.uploadID {
            uploadID = begun
        } else {
            uploadID = try await begin()
            self.uploadID = uploadID
        }
        let contents = try await spool.contents()
        let request = S3Request(
            operation: "UploadPart", method: .PUT, name: name,
            query: [("partNumber", String(tags.count + 1)), ("uploadId", uploadID)], payload: .spooled(contents))
        let answer: HTTPHeaders
        do {
            answer = try await client.headers(request)
        } catch let error as StoreError where error.code == .notFound {
            // Somebody has swept the upload away, not the object.
            throw StoreError.unavailable(reason: "NoSuchUpload")
        }
        guard let tag = answer.first(name: "etag") else { throw StoreError.protocolViolation(reason: "UploadPart without ETag") }
        tags.append(tag)
        try await spool.clear()
    }

    private nonisolated(nonsending) func begin() async throws -> String {
        let answer = try await client.document(
            S3Request(operation: "CreateMultipartUpload", method: .POST, name: name, query: [("uploads", "")], headers: headers))
        guard let uploadID = answer?["UploadId"], !uploadID.isEmpty else {
            throw StoreError.protocolViolation(reason: "CreateMultipartUpload without UploadId")
        }
        return uploadID
    }

    private nonisolated(nonsending) func complete(_ receipt: ObjectReceipt) async throws {
        guard let uploadID else { return }
        let parts = tags.enumerated().map { "<Part><PartNumber>\($0 + 1)</PartNumber><ETag>\(S3XML.escape($1))</ETag></Part>" }
        let body = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(parts.joined())</CompleteMultipartUpload>"
        let request = S3Request(
            operation: "CompleteMultipartUpload", method: .POST, name: name, query: [("uploadId", uploadID)],
            headers: ["content-type": "application/xml"], payload: .bytes(ByteBuffer(string: body)))
        do {
            _ = try await client.document(request)
        } catch let error as StoreError where error.code == .notFound {
            // A retry after an answer that was lost finds the upload gone because it had succeeded.
            try await confirm(receipt)
        }
        self.uploadID = nil
    }

    private nonisolated(nonsending) func confirm(_ receipt: ObjectReceipt) async throws {
        let headers = try await client.headers(S3Request(operation: "HeadObject", method: .HEAD, name: name))
        guard headers.first(name: "content-length") == String(receipt.size), headers.first(name: "etag")?.contains("-\(tags.count)") == true
        else { throw StoreError.protocolViolation(reason: "CompleteMultipartUpload of an unknown upload") }
    }
}
