import Batches
import FileStore
import HTTPTypes
import Hummingbird
import PDFPages

/// Pictures of the pages of a batch's documents. What they show is all in their address, so that browsers keep them.
struct SheetPictureRoutes {
    let context: WebContext
    let gate: BatchGate
    /// Drawing holds a whole document in memory.
    let turnstile: Turnstile

    /// Pixels across: enough for a page on a large screen, twice as fine.
    private static let widths = 100...2400
    private static let mostBoxes = 100

    func add(to router: some RouterMethods<WebRequestContext>) {
        router.get("batch/:id/sheet/:job/:page/picture.png") { try await picture($0, $1) }
    }

    /// The address of a picture of a page.
    ///
    /// - Parameters:
    ///   - page: from 1.
    ///   - boxes: to be marked.
    ///   - isCropped: whether only the surroundings of the first box are shown.
    static func address(_ sheetPath: String, page: Int, boxes: [PageBox], isCropped: Bool, width: Int) -> String {
        var parameters = boxes.prefix(mostBoxes).map { box in
            ("box", [box.left, box.top, box.right, box.bottom].map { "\(($0 * 10).rounded() / 10)" }.joined(separator: ","))
        }
        if isCropped { parameters.append(("crop", "row")) }
        parameters.append(("width", "\(width)"))
        // Commas and points need no escaping, and addresses stay short.
        return "\(sheetPath)/\(page)/picture.png?" + parameters.map { "\($0)=\($1)" }.joined(separator: "&")
    }

    private func picture(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let (id, job) = (try gate.batchID(requestContext), try gate.jobID(requestContext))
        guard let page = requestContext.parameters.get("page").flatMap({ Int($0) }), page > 0,
            let file = try await context.batches.document(id, job)
        else { throw WebError.noSuchSheet }
        let width = request.values(of: "width").first.flatMap { Int($0) } ?? 1000
        let boxes = request.values(of: "box").prefix(Self.mostBoxes).compactMap { Self.box($0, page: page - 1) }
        let clip = request.values(of: "crop").first == "row" ? boxes.first?.surroundings : nil
        let tag = EntityTag("picture", file.checksum.hexadecimal, String(page), request.uri.query ?? "")
        let cacheControl = "private, max-age=604800, immutable"
        if tag.isKnown(to: request) { return tag.notModified(cacheControl: cacheControl) }
        let picture = try await turnstile.pass {
            let document = try await context.store.bytes(
                of: file.key, expecting: file.checksum, limit: context.pool.configuration.maximumBytes)
            do {
                return try await context.pool.render(
                    Array(document.readableBytesView), page: page - 1, clip: clip,
                    width: min(max(width, Self.widths.lowerBound), Self.widths.upperBound), marking: Array(boxes))
            } catch let error as PDFError {
                throw WebError(.unprocessableContent, "UNREADABLE", error.message)
            }
        }
        guard let picture else { throw WebError.noSuchSheet }
        return Response(
            status: .ok, headers: [.contentType: "image/png", .cacheControl: cacheControl, .eTag: tag.text],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture)))
    }

    /// Four numbers in points: left, top, right, bottom.
    private static func box(_ text: String, page: Int) -> PageBox? {
        let numbers = text.split(separator: ",").compactMap { Float($0) }.filter { abs($0) < 20_000 }
        guard numbers.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3] else { return nil }
        return PageBox(page: page, left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
    }
}
