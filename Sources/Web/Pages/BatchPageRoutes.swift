import Batches
import Foundation
import HTTPTypes
import Hummingbird
import Schedules

/// The pages of one batch, and the forms on them, which work without script.
struct BatchPageRoutes {
    let renderer: PageRenderer
    let context: WebContext
    let configuration: WebConfiguration
    private let gate: BatchGate

    init(renderer: PageRenderer, context: WebContext, configuration: WebConfiguration) {
        self.renderer = renderer
        self.context = context
        self.configuration = configuration
        gate = BatchGate(context: context)
    }

    func add(to router: some RouterMethods<WebRequestContext>) {
        router.get("batch/:id") { request, requestContext in
            Response(page: renderer.page("batch", BatchView(try await input(request, requestContext))))
        }
        router.get("batch/:id/print") { request, requestContext in
            let view = PrintView(try await input(request, requestContext), chosen: chosen(request))
            return Response(page: renderer.page("print", view))
        }
        router.get("batch/:id/arm") { request, requestContext in
            let view = ArmView(try await input(request, requestContext), chosen: chosen(request))
            return Response(page: renderer.page("arm", view))
        }
        router.get("batch/:id/sheet/:job/:page") { try await sheet($0, $1) }
        router.get("result/:code") { _, requestContext in
            guard let code = requestContext.parameters.get("code"), let result = try await context.batches.result(code: String(code)) else {
                throw WebError.noSuchResult
            }
            return Response(page: renderer.page("result", SharedResultView(result)))
        }
        SheetPictureRoutes(context: context, gate: gate, turnstile: Turnstile(width: 4)).add(to: router)
        addForms(to: router)
    }

    private func addForms(to router: some RouterMethods<WebRequestContext>) {
        router.post("batch/:id/cancel") { _, requestContext in
            back(to: try await context.batches.cancel(gate.batchID(requestContext)))
        }
        router.post("batch/:id/retry") { _, requestContext in
            back(to: try await context.batches.retry(gate.batchID(requestContext)))
        }
        router.post("batch/:id/jobs/:job/retry") { _, requestContext in
            back(to: try await context.batches.retry(gate.batchID(requestContext), gate.jobID(requestContext)))
        }
        router.get("batch/:id/delete") { _, requestContext in
            let batch = try await gate.batch(requestContext)
            return Response(page: renderer.page("delete", DeleteView(batchPath: "/batch/\(batch.id.text)")))
        }
        router.post("batch/:id/delete") { _, requestContext -> Response in
            let batch = try await gate.batch(requestContext)
            try await context.batches.delete(batch.id)
            return .seeOther("/")
        }
    }

    private func back(to batch: Batch) -> Response { .seeOther("/batch/\(batch.id.text)") }

    private func input(_ request: Request, _ requestContext: WebRequestContext) async throws -> BatchPageInput {
        let batch = try await gate.batch(requestContext)
        let choices = try SwimmerChoices(request.uri.queryParameters.map { (String($0.key), String($0.value)) }, batch: batch)
        guard let results = try await context.batches.results(batch.id, choosing: choices.queries) else { throw WebError.noSuchBatch }
        return BatchPageInput(results: results, choices: choices, baseURL: configuration.baseURL, now: context.now())
    }

    /// Names of the races that were ticked; nil where the request is about all of them.
    private func chosen(_ request: Request) -> Set<String>? {
        let names = request.values(of: "race")
        // A form without script sends its reminder also when nothing is ticked.
        return names.isEmpty && request.values(of: "reminder").isEmpty ? nil : Set(names)
    }

    private func sheet(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let input = try await input(request, requestContext)
        let job = try gate.jobID(requestContext)
        guard let document = input.documents.first(where: { $0.job.id == job }),
            let page = requestContext.parameters.get("page").flatMap({ Int($0) }), page > 0, page <= document.summary?.pages ?? 0
        else { throw WebError.noSuchSheet }
        let view = WholeSheetView(document, page: page, raceID: request.values(of: "race").first, in: input)
        return Response(page: renderer.page("sheet", view))
    }
}

extension Request {
    /// All values of a parameter of the address, in order.
    func values(of name: Substring) -> [String] {
        uri.queryParameters[values: name].map(String.init)
    }

    func values(of name: String) -> [String] { values(of: name[...]) }
}

extension WebError {
    static let noSuchResult = WebError(
        .notFound, "NOT_FOUND", "There is no such result. Links to results expire; ask for a new one, or read the heat sheets again.")

    static let noSuchSheet = WebError(.notFound, "NOT_FOUND", "There is no such page in this batch. Go back to its results.")
}
