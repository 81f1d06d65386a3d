import Batches
import HTTPTypes
import Hummingbird
import Schedules

/// What becomes of a batch: seen, steered and withdrawn.
struct StatusRoutes {
    let context: WebContext
    let gate: BatchGate

    private static let cacheControl = "private, no-cache"

    func add(to router: Router<WebRequestContext>) {
        router.get("api/batch/:id") { try await status($0, $1) }
        router.delete("api/batch/:id") { _, request in
            let id = try gate.batchID(request)
            guard try await context.batches.status(id) != nil else { throw WebError.noSuchBatch }
            try await context.batches.delete(id)
            return Response(status: .noContent)
        }
        router.post("api/batch/:id/cancel") { _, request in
            answer(try await context.batches.cancel(gate.batchID(request)))
        }
        router.post("api/batch/:id/retry") { _, request in
            answer(try await context.batches.retry(gate.batchID(request)), .accepted)
        }
        router.post("api/batch/:id/jobs/:job/retry") { _, request in
            answer(try await context.batches.retry(gate.batchID(request), gate.jobID(request)), .accepted)
        }
        router.post("api/batch/:id/notify") { try await notify($0, $1) }
    }

    private func status(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let batch = try await gate.batch(requestContext)
        let tag = EntityTag(batch.id.text, String(batch.lastEventID), batch.status.rawValue, String(batch.hasEmail))
        if tag.isKnown(to: request) { return tag.notModified(cacheControl: Self.cacheControl) }
        return answer(batch, headers: [.eTag: tag.text, .cacheControl: Self.cacheControl])
    }

    private func answer(_ batch: Batch, _ status: HTTPResponse.Status = .ok, headers: HTTPFields = HTTPFields()) -> Response {
        Response(status, json: ["success": true, "batch": BatchJSON.value(batch)], headers: headers)
    }

    private struct Notification: Decodable {
        var email: String
    }

    private func notify(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let text: String
        if JSONBody.type(of: request) == "application/x-www-form-urlencoded" {
            text = try await URLEncodedForm.read(request, context: requestContext)["email"] ?? ""
        } else {
            text = try await JSONBody.read(Notification.self, from: request, context: requestContext, limit: 4096).email
        }
        guard context.flags().isEmailOn else { throw WebError.emailOff }
        guard let address = EmailAddress(text) else { throw WebError.noEmailAddress }
        let batch = try await gate.batch(requestContext)
        try await context.batches.setEmail(batch.id, address.text)
        if MediaRange.prefersPage(request.headers[.accept]) { return .seeOther("/batch/\(batch.id.text)") }
        return Response(json: ["success": true])
    }
}

extension WebError {
    static let emailOff = WebError(.conflict, "EMAIL_OFF", "E-mail is switched off on this server. Keep the batch's address instead.")

    static let noEmailAddress = WebError(
        .unprocessableContent, "INVALID_EMAIL", "This is no e-mail address. Check it; it looks like name@example.com.")
}

extension Response {
    /// Sends a browser on to a page after its form.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}
