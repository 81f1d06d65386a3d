import Batches
import HTTPTypes
import Hummingbird

/// The front page, and those that say the same to everybody.
struct TextRoutes {
    let renderer: PageRenderer
    let context: WebContext
    let configuration: WebConfiguration

    func add(to router: Router<WebRequestContext>) {
        router.get("/") { _, requestContext in
            let limits = configuration.limits
            guard context.flags().offersBatches(to: requestContext.client) else {
                let view = SingleDocumentView(mostMegabytes: Int(limits.documentSize / 1_000_000), daysKept: daysKept)
                return Response(page: renderer.page("single", view))
            }
            return Response(
                page: renderer.page(
                    "home",
                    HomeView(
                        mostDocuments: limits.documentsPerBatch, mostMegabytes: Int(limits.documentSize / 1_000_000),
                        mostSwimmers: limits.swimmersPerBatch, daysKept: daysKept)))
        }
        let texts = [
            ("help", "Help", "How HeatSync reads heat sheets, and what to do when something is not as expected."),
            ("privacy", "Privacy", "What HeatSync keeps, for how long, and who sees it."),
        ]
        for (name, title, summary) in texts {
            router.get("\(name)") { _, _ in
                let limits = configuration.limits
                let view = TextView(
                    title: title, summary: summary, daysKept: daysKept, mostDocuments: limits.documentsPerBatch,
                    mostMegabytes: Int(limits.documentSize / 1_000_000))
                return Response(page: renderer.page(name, view))
            }
        }
    }

    private var daysKept: Int { Int(context.batches.configuration.timeToLive.components.seconds / 86_400) }
}
