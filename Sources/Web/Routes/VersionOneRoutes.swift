import Batches
import Foundation
import HTTPTypes
import Hummingbird
import MeetModel
import Multipart
import Schedules

/// The endpoints of version 1: one document, one swimmer, one answer.
struct VersionOneRoutes {
    let context: WebContext
    let configuration: WebConfiguration
    let gate: BatchGate

    func add(to router: Router<WebRequestContext>) {
        router.post("api/extract") { request, requestContext in
            try await deprecated { try await extractFile(request, requestContext) }
        }
        router.post("api/extractUrl") { request, requestContext in
            try await deprecated { try await extractURL(request, requestContext) }
        }
        router.get("api/result/:code") { request, requestContext in
            try await deprecated { try await result(request, requestContext) }
        }
    }

    private func extractFile(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        guard JSONBody.type(of: request) == "multipart/form-data" else {
            throw WebError.unsupportedType("multipart/form-data with the fields pdf and swimmer")
        }
        let limits = configuration.limits
        let length = request.announcedLength
        if let length, length > limits.documentSize + Int64(limits.messageSize) {
            throw WebError.tooLarge("A document may have \(limits.documentSize / 1_000_000) MB.")
        }
        try await gate.charge(requestContext.client)
        let uploads = StoredUploads(context: context, client: requestContext.client)
        do {
            var swimmer: String?
            var file: StoredFile?
            let parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
            try await requestContext.invite()
            let form = MultipartReader(request.body, parser: parser)
            while let part = try await form.nextPart() {
                if let filename = part.filename, ["pdf", "file", "files"].contains(part.name) {
                    guard file == nil else { throw WebError.badRequest("Send one document, or use /api/batch/extract for several.") }
                    // A document is no longer than the request that brings it.
                    file = try await uploads.store(
                        form, filename: filename, limit: limits.documentSize, announced: length, isPassing: true)
                } else if part.name == "swimmer" {
                    swimmer = try await form.text(limit: 1024)
                }
            }
            guard let file else { throw WebError.badRequest("The field pdf with the document is missing.") }
            let answer = try await extract(.file(file), for: swimmer, request, requestContext)
            // What was read is kept, not the document, as with addresses.
            uploads.removeUsed()
            return answer
        } catch {
            await uploads.discard()
            throw (error as? MultipartError).map { WebError.badRequest($0.message) } ?? error
        }
    }

    private struct Message: Decodable {
        var url: String
        var swimmer: String
    }

    private func extractURL(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let message = try await JSONBody.read(Message.self, from: request, context: requestContext, limit: 16 * 1024)
        var creation = CreationRequest(limits: configuration.limits)
        try creation.add(url: message.url)
        try await gate.charge(requestContext.client)
        guard let source = creation.sources.first else { throw WebError.badRequest("The address of the document is missing.") }
        return try await extract(source, for: message.swimmer, request, requestContext)
    }

    private func extract(
        _ source: NewBatch.Source, for swimmer: String?, _ request: Request, _ requestContext: WebRequestContext
    ) async throws -> Response {
        guard let swimmer, swimmer.contains(where: \.isLetter), swimmer.count <= 255 else {
            throw WebError.badRequest("The field swimmer with the swimmer's name is missing.")
        }
        let client = NewBatch.Client(hash: requestContext.client.key, ip: requestContext.client.address)
        let result = try await context.batches.extractNow(source, SwimmerQuery(typed: String(swimmer.trimmed)), client: client)
        guard MediaRange.prefersPage(request.headers[.accept]) else { return answer(result) }
        guard let code = result.code else { throw Self.noRaces(result) }
        return .seeOther("/result/\(code)")
    }

    /// What a person reads who sent the form of version 1 and of whom the document has nothing.
    private static func noRaces(_ result: SharedResult) -> WebError {
        let advice =
            switch result.answer?.outcome {
            case .ambiguous(let people):
                "Several swimmers of this document fit: \(people.map(\.displayName).joined(separator: "; ")). Give the full name."
            case .notFound(let near) where !near.isEmpty:
                "This swimmer is not in the document. Did you mean \(near.map(\.person.displayName).joined(separator: " or "))?"
            default: "This swimmer is not in the document. Write the name as it is on the heat sheet."
            }
        return WebError(.notFound, "NOT_FOUND", advice)
    }

    private func result(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        guard let code = requestContext.parameters.get("code"), let result = try await context.batches.result(code: code) else {
            throw WebError(.notFound, "NOT_FOUND", "There is no such result. The link may have expired; ask for a new one.")
        }
        return answer(result)
    }

    private func answer(_ result: SharedResult) -> Response {
        Response(json: [
            "success": true, "data": SharedResultJSON.value(result),
            "resultUrl": JSONValue(result.code.map { "\(configuration.baseURL)/result/\($0)" }), "cached": .bool(result.cached),
        ])
    }

    /// Says of an answer, whatever it is, that there is a successor; not while the successor is switched off.
    private func deprecated(_ body: () async throws -> Response) async throws -> Response {
        guard context.flags().isBatchAPIOn else { return try await body() }
        let fields: HTTPFields = [
            .deprecated: "true",
            .deprecatedMessage: "Use POST /api/batch/extract: several documents and swimmers at once. See /docs/api.",
            .deprecation: "@\(Int(configuration.versionOne.deprecated.timeIntervalSince1970))",
            .sunset: WireTime.http(configuration.versionOne.sunset),
            .link: "</api/batch/extract>; rel=\"successor-version\", </docs/api>; rel=\"deprecation\"",
        ]
        do {
            var response = try await body()
            for field in fields { response.headers[field.name] = field.value }
            return response
        } catch var error as WebError {
            for field in fields { error.headers[field.name] = field.value }
            throw error
        } catch {
            throw ErrorWithFields(error: error, fields: fields)
        }
    }
}

/// An error whose answer has more header fields.
struct ErrorWithFields: Error {
    var error: any Error
    var fields: HTTPFields
}
