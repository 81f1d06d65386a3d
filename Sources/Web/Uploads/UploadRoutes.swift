import Batches
import FileStore
import HTTPTypes
import Hummingbird
import Multipart
import NIOCore
import Schedules

/// `/api/uploads`: files in pieces, so that a lost connection costs no more than the piece on its way.
struct UploadRoutes {
    let context: WebContext
    let configuration: WebConfiguration
    let gate: BatchGate

    private static let uploadsPerMinute = 60

    private var uploads: UploadService { context.batches.uploads }

    func add(to router: Router<WebRequestContext>) {
        router.post("api/uploads") { try await begin($0, $1) }
        router.get("api/uploads/:id") { _, requestContext in
            let upload = try await uploads.find(Self.id(requestContext))
            return answer(upload, .ok)
        }
        router.head("api/uploads/:id") { _, requestContext in
            let upload = try await uploads.find(Self.id(requestContext))
            return Response(status: .noContent, headers: fields(of: upload))
        }
        router.patch("api/uploads/:id") { try await append($0, $1) }
        router.delete("api/uploads/:id") { _, requestContext in
            try await uploads.cancel(Self.id(requestContext))
            return Response(status: .noContent)
        }
    }

    private static func id(_ requestContext: WebRequestContext) throws -> UploadID {
        guard let id = requestContext.parameters.get("id").flatMap({ UploadID($0) }) else {
            throw WebError(.notFound, "NOT_FOUND", "There is no such upload. It may have expired; send the file again.")
        }
        return id
    }

    private func begin(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        try gate.open(to: requestContext.client)
        let fields = try UploadFields(request.headers)
        try checkLength(request, before: 0)
        let decision = try await context.limiter.take(
            scope: "uploads", client: requestContext.client.key, limit: Self.uploadsPerMinute, window: .seconds(60))
        if case .refused(let pause) = decision {
            throw WebError(
                .tooManyRequests, "RATE_LIMIT", "You may begin \(Self.uploadsPerMinute) uploads a minute. Wait a moment and try again."
            ).retryAfter(pause)
        }
        let isLast = fields.isComplete ?? true
        let length = fields.length ?? (isLast ? request.announcedLength : nil)
        let upload = try await uploads.begin(
            filename: Self.filename(of: request), length: length, client: requestContext.client.key)
        return try await receive(request, requestContext, upload: upload.id, offset: 0, isLast: isLast, status: .created)
    }

    private func append(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        guard JSONBody.type(of: request) == "application/partial-upload" else {
            throw WebError.unsupportedType("the next bytes of the file, with the header Content-Type: application/partial-upload")
        }
        let fields = try UploadFields(request.headers)
        guard let offset = fields.offset else { throw WebError.badRequest("The header Upload-Offset is missing.") }
        try checkLength(request, before: offset)
        return try await receive(
            request, requestContext, upload: Self.id(requestContext), offset: offset, isLast: fields.isComplete ?? true, status: .ok)
    }

    private func receive(
        _ request: Request, _ requestContext: WebRequestContext, upload id: UploadID, offset: Int64, isLast: Bool,
        status: HTTPResponse.Status
    ) async throws -> Response {
        try await requestContext.invite()
        let upload = try await uploads.append(
            request.body, to: id, at: offset, isLast: isLast,
            account: QuotaAccount(client: requestContext.client.key, ledger: context.batches.quota, logger: context.logger),
            time: context.now())
        return answer(upload, status)
    }

    private func checkLength(_ request: Request, before offset: Int64) throws {
        let length = request.announcedLength ?? 0
        // Either may be any number: nothing is added to it.
        guard offset <= uploads.maximumBytes, length <= uploads.maximumBytes - offset else {
            throw WebError.tooLarge("A document may have \(uploads.maximumBytes / 1_000_000) MB.")
        }
    }

    /// `?filename=`, or that of the Content-Disposition.
    private static func filename(of request: Request) -> String {
        var parameters = HeaderParameters(request.headers[.contentDisposition] ?? "")
        let name = request.uri.queryParameters["filename"].map(String.init) ?? parameters.removeFirst("filename") ?? ""
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let clean = String(String.UnicodeScalarView(last.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        return clean.trimmed.isEmpty ? "document.pdf" : String(clean.trimmed)
    }

    private func answer(_ upload: ResumableUpload, _ status: HTTPResponse.Status) -> Response {
        Response(
            status,
            json: [
                "success": true, "uploadId": .string(upload.id.text), "filename": .string(upload.filename),
                "receivedBytes": .int(Int(upload.receivedBytes)), "totalBytes": JSONValue(upload.declaredBytes.map { Int($0) }),
                "complete": .bool(upload.isComplete), "uploadUrl": .string(address(of: upload)),
                "expiresAt": BatchJSON.time(upload.expiresAt),
            ], headers: fields(of: upload))
    }

    private func fields(of upload: ResumableUpload) -> HTTPFields {
        var fields = upload.fields
        fields[.location] = address(of: upload)
        fields[.uploadLimit] = "max-size=\(uploads.maximumBytes), max-age=\(UploadService.lifetime.components.seconds)"
        return fields
    }

    private func address(of upload: ResumableUpload) -> String { "\(configuration.baseURL)/api/uploads/\(upload.id.text)" }
}

extension ResumableUpload {
    /// Where the upload stands, for the client to go on.
    var fields: HTTPFields {
        var fields: HTTPFields = [
            .uploadVersion: UploadFields.version, .uploadOffset: String(receivedBytes), .uploadComplete: isComplete ? "?1" : "?0",
            .cacheControl: "no-store",
        ]
        if let declaredBytes { fields[.uploadLength] = String(declaredBytes) }
        return fields
    }
}

extension WebError {
    init(_ error: UploadError) {
        let status: HTTPResponse.Status =
            switch error.code {
            case .notFound: .notFound
            case .wrongOffset, .complete, .incomplete, .taken: .conflict
            case .wrongLength: .badRequest
            case .tooLarge, .tooManyParts: .contentTooLarge
            }
        self.init(status, error.code.rawValue, error.message)
        if let upload = error.upload { headers = upload.fields }
    }
}
