import HTTPTypes
import Hummingbird
import Schedules

/// `/api/health` and `/api/batch/health`.
struct HealthRoutes {
    let context: WebContext

    func add(to router: Router<WebRequestContext>) {
        router.get("api/health") { _, _ in
            Response(json: ["status": "ok", "timestamp": .string(WireTime.text(context.now())), "service": "heatsync"])
        }
        router.get("api/batch/health") { _, requestContext in
            let flags = context.flags()
            return Response(json: [
                "success": true, "enabled": .bool(flags.offersBatches(to: requestContext.client)), "crawler": .bool(flags.isCrawlerOn),
                "email": .bool(flags.isEmailOn), "timestamp": .string(WireTime.text(context.now())),
            ])
        }
    }
}
