import Batches
import Foundation
import HTTPTypes
package import Hummingbird
import Schedules

/// The web app: its pages, and what they are made of.
package struct AppPages: WebPages {
    let renderer: PageRenderer

    /// Loads templates and static files.
    ///
    /// - Parameter folder: as `ResourceFolder.find()` gives it.
    /// - Throws: when a file cannot be read, or a template is wrong.
    package init(folder: String) throws {
        renderer = try PageRenderer(folder: folder)
    }

    package func addRoutes(to router: Router<WebRequestContext>, context: WebContext, configuration: WebConfiguration) {
        StaticRoutes(files: renderer.files).add(to: router)
        TextRoutes(renderer: renderer, context: context, configuration: configuration).add(to: router)
        BatchPageRoutes(renderer: renderer, context: context, configuration: configuration)
            .add(to: router.group().add(middleware: ComputingMiddleware()))
    }

    package func page(for error: WebError, requestID: String) -> Response {
        var response = Response(error.status, page: renderer.page("error", ErrorView(error, requestID: requestID)))
        for field in error.headers { response.headers[field.name] = field.value }
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

extension Response {
    /// A page; what it says may change at any time, so browsers ask again.
    init(_ status: HTTPResponse.Status = .ok, page: String) {
        self.init(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "private, no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }
}
