import Anonymizing
import Batches
import FileStore
import HTTPTypes
import Hummingbird
import MeetModel
import NIOCore
import NIOHTTPTypes
import PDFPages
import Schedules

/// The documents of a batch: as they came, with the rows of races marked, and with other names in them.
struct DocumentRoutes {
    let context: WebContext
    let gate: BatchGate
    /// Marking, and replacing names, hold a whole document in memory.
    let turnstile: Turnstile

    private static let cacheControl = "private, max-age=3600"
    /// A link is followed at once, and works for whoever has it.
    private static let linkLifetime: Duration = .seconds(300)

    func add(to router: Router<WebRequestContext>) {
        router.get("api/batch/:id/documents/:job") { try await document($0, $1) }
        router.get("api/batch/:id/documents/:job/marked.pdf") { try await marked($0, $1) }
        router.get("api/batch/:id/documents/:job/anonymized.pdf") { try await anonymized($0, $1) }
    }

    private func file(_ requestContext: WebRequestContext) async throws -> StoredFile {
        let (id, job) = (try gate.batchID(requestContext), try gate.jobID(requestContext))
        guard let file = try await context.batches.document(id, job) else {
            throw WebError(
                .notFound, "NOT_FOUND", "There is no such document, or it has not been fetched yet. Look at the batch's status.")
        }
        return file
    }

    private func document(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let file = try await file(requestContext)
        var headers = Self.headers(filename: file.filename)
        headers[.eTag] = "\"\(file.checksum.hexadecimal)\""
        headers[.acceptRanges] = "bytes"
        if EntityTag(verbatim: headers[.eTag] ?? "").isKnown(to: request) { return Response(status: .notModified, headers: headers) }
        if let link = try link(to: file) {
            return Response(status: .temporaryRedirect, headers: [.location: link, .cacheControl: "no-store", .eTag: headers[.eTag] ?? ""])
        }
        guard file.bytes > 0 else { return Response(status: .ok, headers: headers) }
        let range = try ByteRange.requested(by: request, size: file.bytes, tag: headers[.eTag])
        if let range { headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.bytes)" }
        let length = range.map { $0.upperBound - $0.lowerBound } ?? file.bytes
        headers[.contentLength] = String(length)
        let (store, channel) = (context.store, requestContext.channel)
        return Response(
            status: range == nil ? .ok : .partialContent, headers: headers,
            body: ResponseBody(contentLength: Int(length)) { writer in
                if let range {
                    try await store.download(file.key, range: range) { try await Self.send($0, to: channel) }
                } else {
                    try await store.read(file.key, expecting: file.checksum) { try await Self.send($0, to: channel) }
                }
                try await writer.finish(nil)
            })
    }

    /// Where the client can fetch the document from the store itself, for a while; nil when it has to come through this server.
    private func link(to file: StoredFile) throws -> String? {
        let presentation = LinkPresentation(contentType: "application/pdf", filename: file.filename, isInline: true)
        return try context.store.link(to: file.key, lifetime: Self.linkLifetime, presentation: presentation)
    }

    /// Past the answer's writer, which cannot be taken along into the store's closures; each piece waits until it is on its way, or until
    /// the task is cancelled: who does not read is cut off then.
    private nonisolated(nonsending) static func send(_ object: ObjectBody, to channel: any Channel) async throws {
        try await withTaskCancellationHandler {
            for try await piece in object { try await channel.writeAndFlush(HTTPResponsePart.body(piece)) }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func marked(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let batch = try await gate.batch(requestContext)
        let file = try await file(requestContext)
        let tag = EntityTag(
            "marked", file.checksum.hexadecimal, String(batch.lastEventID), String(BatchService.readingVersion), request.uri.query ?? "")
        if tag.isKnown(to: request) { return tag.notModified(cacheControl: Self.cacheControl) }
        let boxes = try await boxes(in: gate.jobID(requestContext), of: batch, request)
        let bytes = try await turnstile.pass {
            let document = try await context.store.bytes(
                of: file.key, expecting: file.checksum, limit: context.pool.configuration.maximumBytes)
            do {
                return try await context.pool.mark(Array(document.readableBytesView), boxes: boxes)
            } catch let error as PDFError {
                throw WebError(.unprocessableContent, "UNREADABLE", error.message)
            }
        }
        var headers = Self.headers(filename: Self.markedName(file.filename))
        headers[.eTag] = tag.text
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The document with other names in it, to show to those who mend the reader. New letters are drawn every time, so that two copies
    /// have nothing in common that would lead back.
    private func anonymized(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let file = try await file(requestContext)
        let clubs: Bool
        switch request.uri.queryParameters["clubs"] {
        case nil, "false": clubs = false
        case "true": clubs = true
        default: throw WebError.badRequest("Teams are kept or replaced: clubs=true or clubs=false.")
        }
        let copy = try await turnstile.pass {
            let document = try await context.store.bytes(
                of: file.key, expecting: file.checksum, limit: context.pool.configuration.maximumBytes)
            do {
                return try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    var random = SystemRandomNumberGenerator()
                    return try await AnonymizedCopy(
                        of: Array(document.readableBytesView), in: context.pool, replacesClubs: clubs, using: &random)
                }
            } catch let failure as AnonymizedCopy.Failure {
                throw WebError(.unprocessableContent, "UNREADABLE", failure.message)
            }
        }
        // The original's file name may say whose it is.
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: ContentDisposition.value(filename: "sheet-with-other-names.pdf", isInline: false),
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: copy.pdf)))
    }

    /// The rows of the races that the document gave, or of those of them that are asked for.
    private func boxes(in job: JobID, of batch: Batch, _ request: Request) async throws -> [PageBox] {
        let parameters = request.uri.queryParameters
        let choices = try SwimmerChoices(parameters.map { (String($0.key), String($0.value)) }, batch: batch)
        guard let results = try await context.batches.results(batch.id, choosing: choices.queries),
            let document = results.documents.first(where: { $0.job.id == job })
        else { throw WebError.noSuchBatch }
        let ids = Set(parameters[values: "race"].flatMap { $0.split(separator: ",") }.map(String.init))
        let places = results.races(ids.isEmpty ? nil : ids).flatMap { $0.evidence + $0.supersedes }.filter { $0.file == document.file }.map(
            \.place)
        guard !places.isEmpty else {
            throw WebError(.notFound, "NO_RACES", "No race was read from this document, so there is no row to mark.")
        }
        return Set(places).sorted { ($0.page, $0.box.top, $0.box.left) < ($1.page, $1.box.top, $1.box.left) }.map { place in
            PageBox(page: place.page - 1, left: place.box.left, top: place.box.top, right: place.box.right, bottom: place.box.bottom)
        }
    }

    private static func headers(filename: String) -> HTTPFields {
        [
            .contentType: "application/pdf", .cacheControl: cacheControl,
            .contentDisposition: ContentDisposition.value(filename: filename, isInline: true),
        ]
    }

    private static func markedName(_ filename: String) -> String {
        let stem = filename.lowercased().hasSuffix(".pdf") ? String(filename.dropLast(4)) : filename
        return stem + "-marked.pdf"
    }
}
