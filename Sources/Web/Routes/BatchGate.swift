import Batches
import HTTPTypes
import Hummingbird
import Schedules

/// What stands before the batch endpoints: the flag that switches them, identifiers of the right form, limits.
struct BatchGate: Sendable {
    let context: WebContext

    /// - Throws: 503 while the batch API is off for the client, which says what to use in its place.
    func open(to client: ClientIdentity) throws {
        guard context.flags().offersBatches(to: client) else {
            throw WebError(
                .serviceUnavailable, "BATCH_API_OFF",
                "Batches are switched off at the moment. Send one document at a time to /api/extract.",
                members: [.init(name: "fallback", value: "/api/extract")])
        }
    }

    /// Counts a request for something dear.
    func charge(_ client: ClientIdentity) async throws {
        let decision = try await context.limiter.take(
            scope: "batch-creations", client: client.key, limit: context.creationsPerMinute, window: .seconds(60))
        if case .refused(let pause) = decision {
            throw WebError(
                .tooManyRequests, "RATE_LIMIT",
                "You may start \(context.creationsPerMinute) batches a minute. Wait a moment and try again."
            ).retryAfter(pause)
        }
    }

    func batchID(_ request: WebRequestContext) throws -> BatchID {
        guard let text = request.parameters.get("id"), let id = BatchID(text) else { throw WebError.noSuchBatch }
        return id
    }

    func jobID(_ request: WebRequestContext) throws -> JobID {
        guard let text = request.parameters.get("job"), let id = JobID(text) else {
            throw WebError(.notFound, "NOT_FOUND", "There is no such document in this batch.")
        }
        return id
    }

    func batch(_ request: WebRequestContext) async throws -> Batch {
        guard let batch = try await context.batches.status(batchID(request)) else { throw WebError.noSuchBatch }
        return batch
    }
}
