package import Hummingbird

/// The pages of the web app, which come with routes of their own.
package protocol WebPages: Sendable {
    /// Adds the app's pages and static files. Paths below `/api/` belong to the API.
    func addRoutes(to router: Router<WebRequestContext>, context: WebContext, configuration: WebConfiguration)

    /// A page around content that is HTML already.
    func page(title: String, summary: String, html: String) -> Response

    /// The page that tells a person of an error.
    func page(for error: WebError, requestID: String) -> Response
}
