import Hummingbird
import Logging
import Web

/// What the operator adds to the web server: `/metrics`, and the count and log of every request.
struct OperatorRoutes: WebExtension {
    let metrics: MetricsPage
    let logger: Logger

    var middleware: [any MiddlewareProtocol<Request, Response, WebRequestContext>] { [RequestRecorder(logger: logger)] }

    func addRoutes(to router: Router<WebRequestContext>) {
        router.get("metrics") { request, context in try await metrics.answer(to: request, of: context.client.address) }
    }
}
