import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `/openapi.json` and `/docs/api`.
struct DocumentationRoutes {
    private let json: ByteBuffer
    private let page: Response
    private let tag: EntityTag

    private static let cacheControl = "public, max-age=300"

    /// Nil, with a word in the log, when the file is missing or broken: the API works without.
    init?(pages: (any WebPages)?, baseURL: String, logger: Logger) {
        guard let folder = ResourceFolder.find(), let data = FileManager.default.contents(atPath: folder + "/openapi.json") else {
            logger.error("The description of the API is missing beside the program")
            return nil
        }
        do {
            let description = try JSONDecoder().decode(APIDescription.self, from: data)
            json = ByteBuffer(bytes: data)
            let html = APIPage(description: description, baseURL: baseURL).html
            page = pages?.page(title: "API", summary: "How programs read heat sheets with HeatSync.", html: html) ?? Self.plainPage(html)
            tag = EntityTag(String(decoding: data, as: UTF8.self))
        } catch {
            logger.error("The description of the API cannot be used", metadata: ["error.type": "\(type(of: error))"])
            return nil
        }
    }

    func add(to router: Router<WebRequestContext>) {
        router.get("openapi.json") { request, _ in
            if tag.isKnown(to: request) { return tag.notModified(cacheControl: Self.cacheControl) }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/json; charset=utf-8", .eTag: tag.text, .cacheControl: Self.cacheControl,
                    .accessControlAllowOrigin: "*",
                ], body: ResponseBody(byteBuffer: json))
        }
        router.get("docs/api") { _, _ in page }
    }

    private static func plainPage(_ html: String) -> Response {
        let text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>API · HeatSync</title></head>\n<body>\n"
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: cacheControl],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + html + "</body>\n</html>\n")))
    }
}
