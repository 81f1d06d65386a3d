import Hummingbird

/// For routes whose answers are computed for more than some milliseconds: finds them on the threads that all tasks share, so that the
/// other connections of an event loop need not wait.
struct ComputingMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { try await next(request, context) }
    }
}
