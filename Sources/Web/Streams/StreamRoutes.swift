import Batches
import Hummingbird

/// `GET /api/batch/:id/stream`: what happens to a batch, as it happens.
struct StreamRoutes {
    let context: WebContext
    let limits: WebLimits
    let gate: BatchGate
    private let lanes: StreamLanes

    init(context: WebContext, limits: WebLimits, gate: BatchGate) {
        self.context = context
        self.limits = limits
        self.gate = gate
        lanes = StreamLanes(heartbeat: limits.streamHeartbeat)
    }

    func add(to router: Router<WebRequestContext>) {
        router.get("api/batch/:id/stream") { try await stream($0, $1) }
    }

    private func stream(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let id = try gate.batchID(requestContext)
        let stream: BatchEventStream
        switch try await context.batches.events(id, after: Self.cursor(of: request)) {
        case .ended: return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        case .stream(let events): stream = events
        }
        var random = context.makeRandom()
        let retry = EventFrame.retry(milliseconds: Int.random(in: 1500...4500, using: &random))
        let session = EventStreamSession(
            channel: requestContext.channel, lane: lanes.lane(of: requestContext.channel.eventLoop), limits: limits,
            logger: requestContext.logger)
        let body = ResponseBody { writer in
            try await writer.write(retry)
            try await session.run(stream)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store, no-transform", .accelBuffering: "no",
                .connection: "close",
            ], body: body)
    }

    /// After which event to begin: what a browser sends when it connects again, or what a page asks for when it begins.
    ///
    /// What is no number is no event of the batch: then all are sent again.
    static func cursor(of request: Request) -> Int? {
        let text = request.headers[.lastEventID] ?? request.uri.queryParameters["lastEventId"].map(String.init)
        return text.flatMap { Int($0) }
    }
}
