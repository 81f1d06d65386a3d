import Batches
import FileStore
import HTTPTypes
import Hummingbird
import Logging
import Multipart
import NIOCore
import Schedules

/// `POST /api/batch/extract` and `POST /api/sample`.
struct CreationRoutes {
    let context: WebContext
    let configuration: WebConfiguration
    let gate: BatchGate

    private var limits: WebLimits { configuration.limits }

    func add(to router: Router<WebRequestContext>) {
        router.post("api/batch/extract") { try await create($0, $1) }
        router.post("api/sample") { try await createSample($0, $1) }
    }

    private func create(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        try gate.open(to: requestContext.client)
        let type = JSONBody.type(of: request)
        guard type == "multipart/form-data" || type == "application/json" else {
            throw WebError.unsupportedType("multipart/form-data with the files, or as application/json with addresses")
        }
        if let count = request.headers[.documentCount].flatMap({ Int($0) }), count > limits.documentsPerBatch {
            throw WebError.tooManyDocuments(limit: limits.documentsPerBatch)
        }
        try checkLength(of: request, isForm: type == "multipart/form-data")
        let key = try idempotencyKey(of: request)
        try await gate.charge(requestContext.client)

        let uploads = StoredUploads(context: context, client: requestContext.client, key: key)
        do {
            let creation: CreationRequest
            if type == "application/json" {
                creation = try await readJSON(request, requestContext, uploads: uploads)
            } else {
                creation = try await readForm(request, requestContext, uploads: uploads)
            }
            let made = try await context.batches.create(await newBatch(creation, key: key, of: request, requestContext))
            if made.isReplay { uploads.keepTaken() } else { uploads.keep() }
            await uploads.discard()
            record(made, requestContext)
            return answer(made, to: request)
        } catch {
            await uploads.settle(after: error)
            throw error
        }
    }

    private func checkLength(of request: Request, isForm: Bool) throws {
        let limit = isForm ? limits.uploadSize : Int64(limits.messageSize)
        if let length = request.announcedLength, length > limit {
            guard isForm else { throw WebError.tooLarge("A request without files may have \(limits.messageSize / 1024) KiB.") }
            throw WebError.tooLarge(
                "This is more than \(limits.documentsPerBatch) documents of \(limits.documentSize / 1_000_000) MB. Send fewer at a time.")
        }
    }

    private func idempotencyKey(of request: Request) throws -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw WebError.badRequest("The Idempotency-Key must have 1 to 255 printable ASCII characters.")
        }
        return key
    }

    private func newBatch(
        _ creation: CreationRequest, key: String?, of request: Request, _ requestContext: WebRequestContext
    ) async throws -> NewBatch {
        // Or the batch could never give its calendar.
        if let zone = creation.zone, await context.zoneFile(zone) == nil { throw WebError.unknownZone }
        if creation.email != nil, !context.flags().isEmailOn { throw WebError.emailOff }
        let client = NewBatch.Client(
            hash: requestContext.client.key, ip: requestContext.client.address,
            userAgent: request.headers[.userAgent].map { String($0.prefix(500)) },
            referrer: request.headers[.referer].map { String($0.prefix(500)) })
        return NewBatch(
            swimmers: creation.swimmers, sources: creation.sources, email: creation.email, client: client,
            idempotency: key.map { NewBatch.IdempotencyKey(key: $0, requestHash: creation.hash) }, zone: creation.zone)
    }

    /// Leads from the id of the request to those of its jobs. The batch's own is a key to it, and stays out of the log.
    private func record(_ made: BatchService.Creation, _ requestContext: WebRequestContext) {
        requestContext.logger.info(
            "A batch was made",
            metadata: [
                "job.ids": "\(made.batch.jobs.map(\.id.text).joined(separator: " "))", "batch.swimmers": "\(made.batch.swimmers.count)",
                "batch.replayed": "\(made.isReplay)",
            ])
    }

    private func answer(_ made: BatchService.Creation, to request: Request) -> Response {
        if MediaRange.prefersPage(request.headers[.accept]) { return .seeOther("/batch/\(made.batch.id.text)") }
        let location = "\(configuration.baseURL)/api/batch/\(made.batch.id.text)"
        var response = Response(
            .accepted, json: BatchJSON.creation(made.batch, baseURL: configuration.baseURL), headers: [.location: location])
        if made.isReplay { response.headers[.idempotentReplay] = "true" }
        return response
    }

    private func readJSON(
        _ request: Request, _ requestContext: WebRequestContext, uploads: StoredUploads
    ) async throws -> CreationRequest {
        let message = try await JSONBody.read(
            CreationMessage.self, from: request, context: requestContext, limit: limits.messageSize)
        var creation = CreationRequest(limits: limits)
        try creation.checkRoom(for: (message.urls?.count ?? 0) + (message.uploads?.count ?? 0))
        for swimmer in [message.swimmer].compactMap(\.self) + (message.swimmers ?? []) { try creation.add(swimmer.query) }
        for upload in message.uploads ?? [] { try creation.add(try await uploads.take(upload)) }
        for url in message.urls ?? [] { try creation.add(url: url) }
        if let email = message.email { try creation.set(email: email) }
        if let zone = message.timezone { try creation.set(zone: zone) }
        return creation
    }

    private func readForm(
        _ request: Request, _ requestContext: WebRequestContext, uploads: StoredUploads
    ) async throws -> CreationRequest {
        var creation = CreationRequest(limits: limits)
        do {
            let parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
            try await requestContext.invite()
            let form = MultipartReader(request.body, parser: parser)
            while let part = try await form.nextPart() {
                try await take(part, of: form, into: &creation, uploads: uploads)
            }
        } catch let error as MultipartError {
            throw WebError.badRequest(error.message)
        }
        return creation
    }

    private func take(
        _ part: MultipartHead, of form: MultipartReader<RequestBody>, into creation: inout CreationRequest, uploads: StoredUploads
    ) async throws {
        if let filename = part.filename {
            guard ["files", "file", "files[]", "pdf"].contains(part.name) else { return }
            // A browser sends a file without name and bytes for a field that nothing was chosen in.
            if filename.isEmpty, try await !form.hasBytes() { return }
            try creation.checkRoom()
            try creation.add(try await uploads.store(form, filename: filename, limit: limits.documentSize))
            return
        }
        guard ["swimmer", "swimmers", "urls", "url", "uploads", "upload", "email", "timezone"].contains(part.name) else { return }
        guard let text = try await form.text(limit: 64 * 1024) else {
            throw WebError.tooLarge("The field \(part.name) is longer than the 64 KiB that are accepted.")
        }
        switch part.name {
        case "swimmer", "swimmers": try creation.add(swimmers: text)
        case "urls", "url": try creation.add(urls: text)
        case "uploads", "upload":
            for upload in try CreationRequest.list(text, name: part.name) {
                try creation.checkRoom()
                try creation.add(try await uploads.take(upload))
            }
        case "email": try creation.set(email: text)
        default: try creation.set(zone: text)
        }
    }

    private func createSample(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        try gate.open(to: requestContext.client)
        guard let sample = context.sample else {
            throw WebError(.notFound, "NOT_FOUND", "This server has no sample meet. Upload the heat sheets of a meet of your own.")
        }
        try await gate.charge(requestContext.client)
        let uploads = StoredUploads(context: context, client: requestContext.client)
        do {
            var creation = CreationRequest(limits: limits)
            for swimmer in sample.swimmers { try creation.add(SwimmerQuery(name: swimmer)) }
            for document in sample.documents { try creation.add(try await uploads.store(document)) }
            let made = try await context.batches.create(await newBatch(creation, key: nil, of: request, requestContext))
            uploads.keep()
            record(made, requestContext)
            return answer(made, to: request)
        } catch {
            await uploads.settle(after: error)
            throw error
        }
    }
}

extension MultipartError {
    /// A sentence for who made the form.
    var message: String {
        switch code {
        case .noBoundary: "The form has no boundary. Leave the Content-Type to your client: it knows how to send forms."
        case .truncated: "The form ends too early. Send it again."
        case .tooManyParts: "The form has more fields than are accepted."
        case .headTooLarge: "A part of the form has a head longer than is accepted."
        case .surroundingsTooLarge: "The form has too much text around its parts."
        case .malformedBoundary, .malformedHead: "The form is malformed at byte \(offset)."
        case .unsupportedPart: "A part of the form has no name, or an encoding that is not used on the web (byte \(offset))."
        }
    }
}
