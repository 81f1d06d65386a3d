import HTTPTypes
import Hummingbird
import Logging
import Schedules

/// All routes, and what every request goes through.
enum WebRoutes {
    static func responder(configuration: WebConfiguration, context: WebContext) -> RouterResponder<WebRequestContext> {
        router(configuration: configuration, context: context).buildResponder()
    }

    static func router(configuration: WebConfiguration, context: WebContext) -> Router<WebRequestContext> {
        let router = Router(context: WebRequestContext.self, options: [.autoGenerateHeadEndpoints])
        let methods = MethodTable()
        for middleware in context.operation?.middleware ?? [] { router.middlewares.add(middleware) }
        router.add(middleware: IdentityMiddleware(proxies: configuration.trustedProxies, makeRandom: context.makeRandom))
        router.add(middleware: SecurityHeadersMiddleware(isSecure: configuration.baseURL.hasPrefix("https:")))
        router.add(middleware: CrossOriginMiddleware(origins: configuration.allowedOrigins, methods: methods))
        router.add(middleware: ErrorMiddleware(pages: context.pages, methods: methods))
        let gate = BatchGate(context: context)
        HealthRoutes(context: context).add(to: router)
        context.operation?.addRoutes(to: router)
        CreationRoutes(context: context, configuration: configuration, gate: gate).add(to: router)
        UploadRoutes(context: context, configuration: configuration, gate: gate).add(to: router)
        StatusRoutes(context: context, gate: gate).add(to: router)
        StreamRoutes(context: context, limits: configuration.limits, gate: gate).add(to: router)
        ResultRoutes(context: context, gate: gate).add(to: router.group().add(middleware: ComputingMiddleware()))
        DocumentRoutes(context: context, gate: gate, turnstile: Turnstile(width: 2)).add(to: router)
        VersionOneRoutes(context: context, configuration: configuration, gate: gate).add(to: router)
        DocumentationRoutes(pages: context.pages, baseURL: configuration.baseURL, logger: context.logger)?.add(to: router)
        context.pages?.addRoutes(to: router, context: context, configuration: configuration)
        methods.fill(from: router.routes)
        return router
    }
}
