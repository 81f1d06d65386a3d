package import Hummingbird

/// What the operator adds to the web server: what sees every request, and routes of its own.
package protocol WebExtension: Sendable {
    /// Outside of all other middleware, so that it sees every answer.
    var middleware: [any MiddlewareProtocol<Request, Response, WebRequestContext>] { get }

    func addRoutes(to router: Router<WebRequestContext>)
}
