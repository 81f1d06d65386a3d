import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Web

/// `/metrics` and `/api/health` of this process on a port of their own, whatever its roles: a worker has no other door.
struct OperatorServer: Service {
    let host: String
    let port: Int
    let metrics: MetricsPage
    let logger: Logger

    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let address: String?

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            address = source.channel.remoteAddress?.ipAddress
        }
    }

    func run() async throws {
        let router = Router(context: Context.self, options: [.autoGenerateHeadEndpoints])
        router.get("metrics") { [metrics] request, context in try await metrics.answer(to: request, of: context.address) }
        router.get("api/health") { _, _ in HealthAnswer.response(at: Date()) }
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { [logger] channel in
                logger.notice("metrics are served", metadata: ["port": "\(channel.localAddress?.port ?? port)"])
            },
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw OperationFailure(listening: error.errnoCode, host: host, port: port, setting: "METRICS_PORT")
        }
    }
}
