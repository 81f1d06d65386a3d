import Hummingbird

/// Finds each answer in a task of its own, which ends before the answer is sent.
///
/// A task keeps the memory that its deepest call needed until it ends, and the one of a connection lasts as long as an event stream: ten
/// thousand of them would each keep what routes and middleware needed for a moment.
struct BriefResponder<Responder: HTTPResponder>: HTTPResponder where Responder.Context: Sendable {
    let responder: Responder

    func respond(to request: Request, context: Responder.Context) async throws -> Response {
        async let response = responder.respond(to: request, context: context)
        return try await response
    }
}
