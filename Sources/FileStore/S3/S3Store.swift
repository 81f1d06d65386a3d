import AsyncHTTPClient
import Crypto
package import Foundation
package import Logging
package import NIOCore
import NIOHTTP1
package import NIOPosix

/// Objects in a bucket of any S3-compatible store: Amazon, R2, Supabase, MinIO.
///
///     PREFIX/objects/documents/3fa9.pdf                  an object
///     PREFIX/expiry/01763712000/documents/3fa9.pdf       an empty note that it expires at that second since 1970
///
/// The notes are there because a listing gives no metadata: with them a sweep reads the names of what is due and nothing else. A note is
/// written before its object, and the object's own metadata decide, so that a note too many does no harm.
///
/// Uploads are spooled part by part into a nameless file, 8 MiB at most; objects of more than one part go by multipart upload. Sending is
/// retried part by part, and a download whose connection breaks goes on where it was.
package struct S3Store: ObjectStore {
    /// The size of the parts of an upload. S3 wants 5 MiB at least, and 10,000 parts at most.
    static let partSize = 8 << 20
    static let abandonedAfter: TimeInterval = 24 * 3600
    /// The most that one request may delete.
    static let deletionBatch = 1000

    let client: S3Client
    private let spoolFolder: String
    private let threads: DiskThreads
    private let randomName: @Sendable () -> String

    /// - Parameters:
    ///   - spoolFolder: a directory of this machine for parts that are on their way; with `n` uploads at a time it holds 8 MiB x n.
    ///   - eventLoopGroup: where connections run.
    ///   - timeouts: how long connecting, and then waiting for the next bytes, may take.
    ///   - now: the time, which signatures carry and which decides what has expired.
    ///   - jitter: a random number from 0 up to and without 1, for the pauses between retries.
    package init(
        _ configuration: S3Configuration, spoolFolder: String, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        pool: NIOThreadPool = .singleton, policy: RetryPolicy = RetryPolicy(), timeouts: Timeouts = Timeouts(),
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() },
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        randomName: @escaping @Sendable () -> String = { UUID().uuidString }, logger: Logger
    ) {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: timeouts.settings)
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        client = S3Client(
            configuration: configuration, http: HTTPClient(eventLoopGroup: eventLoopGroup, configuration: settings), policy: policy,
            clock: clock, now: now, jitter: jitter, logger: logger, patience: timeouts.answer)
        self.spoolFolder = spoolFolder
        threads = DiskThreads(pool: pool)
        self.randomName = randomName
    }

    /// How long the store is waited for.
    package struct Timeouts: Sendable {
        var settings: HTTPClient.Configuration.Timeout
        var answer: TimeAmount

        /// - Parameters:
        ///   - connect: until a connection stands.
        ///   - idle: between one piece of an answer and the next.
        ///   - answer: until an answer begins, sending the part included.
        package init(connect: Duration = .seconds(10), idle: Duration = .seconds(30), answer: Duration = .seconds(120)) {
            settings = HTTPClient.Configuration.Timeout(connect: TimeAmount(connect), read: TimeAmount(idle), write: TimeAmount(idle))
            self.answer = TimeAmount(answer)
        }
    }

    package nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt {
        let spool = try await SpoolFile(folder: spoolFolder, name: "spool-\(randomName())", threads: threads)
        let writer = S3Writer(key: key, options: options, client: client, spool: spool)
        do {
            try await body(writer)
            return try await writer.finish()
        } catch {
            await writer.abort()
            throw error
        }
    }

    package nonisolated(nonsending) func download<Result>(
        _ key: ObjectKey, range: Range<Int64>?, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result {
        if let range { _ = try range.within(objectOfSize: .max) }
        let pieces = try await S3Pieces(name: Self.objectName(key), range: range, client: client)
        return try await body(ObjectBody(objectSize: pieces.objectSize, range: pieces.range, pieces: pieces))
    }

    package nonisolated(nonsending) func info(_ key: ObjectKey) async throws -> ObjectInfo? {
        do {
            let headers = try await client.headers(S3Request(operation: "HeadObject", method: .HEAD, name: Self.objectName(key)))
            guard let size = headers.first(name: "content-length").flatMap(Int64.init),
                let modified = headers.first(name: "last-modified").flatMap(WireDate.http)
            else { throw StoreError.protocolViolation(reason: "HeadObject without size or date") }
            let expires = headers.first(name: "x-amz-meta-expires").flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
            let checksum = headers.first(name: "x-amz-meta-sha256").flatMap { Checksum(hexadecimal: $0) }
            return ObjectInfo(key: key, size: size, modified: modified, expires: expires, checksum: checksum)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    package nonisolated(nonsending) func delete(_ keys: [ObjectKey]) async throws {
        try await delete(names: keys.map(Self.objectName))
    }

    nonisolated(nonsending) func delete(names: [String]) async throws {
        var failure: (any Error)?
        for start in stride(from: 0, to: names.count, by: Self.deletionBatch) {
            let batch = names[start..<min(start + Self.deletionBatch, names.count)]
            do {
                if let name = batch.first, batch.count == 1 {
                    _ = try await client.headers(S3Request(operation: "DeleteObject", method: .DELETE, name: name))
                } else {
                    try await delete(batch: batch)
                }
            } catch let error as StoreError {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    private nonisolated(nonsending) func delete(batch: ArraySlice<String>) async throws {
        let entries = batch.map { "<Object><Key>\(S3XML.escape(client.configuration.prefix + $0))</Key></Object>" }
        let body = "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(entries.joined())<Quiet>true</Quiet></Delete>"
        let digest = Data(Insecure.MD5.hash(data: Array(body.utf8))).base64EncodedString()
        let request = S3Request(
            operation: "DeleteObjects", method: .POST, query: [("delete", "")],
            headers: ["content-md5": digest, "content-type": "application/xml"], payload: .bytes(ByteBuffer(string: body)))
        let result = try await client.document(request)
        if let error = result?.all("Error").first {
            throw S3Failure(status: .ok, headers: [:], body: S3XML(error: error["Code"] ?? ""), now: client.now()).error
        }
    }

    package func link(to key: ObjectKey, lifetime: Duration, presentation: LinkPresentation) throws -> String? {
        guard client.configuration.givesLinks else { return nil }
        let seconds = Int(lifetime.components.seconds)
        guard (1...7 * 86_400).contains(seconds) else {
            throw StoreError.misconfigured("a link may last from one second to seven days.")
        }
        return client.link(
            to: Self.objectName(key),
            query: [
                (
                    "response-content-disposition",
                    ContentDisposition.value(filename: presentation.filename, isInline: presentation.isInline)
                ),
                ("response-content-type", presentation.contentType),
            ], seconds: seconds)
    }

    package nonisolated(nonsending) func check() async throws {
        let key = try ObjectKey("check/\(randomName())")
        let receipt = try await upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "check"))
        _ = try await bytes(of: key, expecting: receipt.checksum, limit: 64)
        try await delete([key])
    }

    package func shutdown() async throws {
        try await client.http.shutdown()
    }

    static func objectName(_ key: ObjectKey) -> String { "objects/\(key.text)" }
}

extension S3XML {
    /// The body of an answer that tells of an error of this code.
    init(error code: String) {
        self.init(name: "Error")
        var element = S3XML(name: "Code")
        element.text = code
        children = [element]
    }
}
