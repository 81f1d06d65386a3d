package import Foundation
import HTTPTypes
package import Hummingbird
import Schedules

/// `/api/health` and `/api/batch/health`.
struct HealthRoutes {
    let context: WebContext

    func add(to router: Router<WebRequestContext>) {
        router.get("api/health") { _, _ in HealthAnswer.response(at: context.now()) }
        router.get("api/batch/health") { _, requestContext in
            let flags = context.flags()
            return Response(json: [
                "success": true, "enabled": .bool(flags.offersBatches(to: requestContext.client)), "crawler": .bool(flags.isCrawlerOn),
                "email": .bool(flags.isEmailOn), "timestamp": .string(WireTime.text(context.now())),
            ])
        }
    }
}

/// What a process answers at `/api/health`, whichever of its doors is asked.
package enum HealthAnswer {
    package static func response(at time: Date) -> Response {
        Response(json: ["status": "ok", "timestamp": .string(WireTime.text(time)), "service": "heatsync"])
    }
}
