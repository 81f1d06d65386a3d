import HTTPTypes
import Hummingbird

/// The stylesheet, scripts and icons, and what browsers look for in a fixed place.
struct StaticRoutes {
    let files: StaticFiles

    func add(to router: Router<WebRequestContext>) {
        router.get("assets/:version/:name") { request, context in
            guard let version = context.parameters.get("version"), let name = context.parameters.get("name"),
                let file = files.file(String(name))
            else { throw WebError.noSuchPath }
            // A page from before an update asks for what it knows; it gets what there is, and must not keep it under that name.
            let isCurrent = String(version) == files.version
            return answer(file, to: request, cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-store")
        }
        router.get("sw.js") { request, _ in answer(files.serviceWorker, to: request, cacheControl: "no-cache") }
        router.get("manifest.webmanifest") { request, _ in answer(files.manifest, to: request, cacheControl: "public, max-age=3600") }
        for (path, name) in [("favicon.ico", "icon-192.png"), ("apple-touch-icon.png", "icon-180.png")] {
            router.get("\(path)") { request, _ in
                guard let file = files.file(name) else { throw WebError.noSuchPath }
                return answer(file, to: request, cacheControl: "public, max-age=86400")
            }
        }
        router.get("robots.txt") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: "User-agent: *\nDisallow: /batch/\nDisallow: /result/\nDisallow: /api/\n")))
        }
    }

    private func answer(_ file: StaticFile, to request: Request, cacheControl: String) -> Response {
        var headers: HTTPFields = [.contentType: file.type, .cacheControl: cacheControl, .vary: "Accept-Encoding"]
        var bytes = file.bytes
        if MediaRange.takesGzip(request.headers), let gzipped = file.gzipped {
            bytes = gzipped
            headers[.contentEncoding] = "gzip"
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
