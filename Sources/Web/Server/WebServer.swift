import HTTPTypes
import Hummingbird
import Logging
import NIOCore
package import NIOPosix
import ServiceLifecycle

/// The web server as a service: it listens until it is asked to stop, then lets requests end and closes event streams.
package struct WebServer: Service {
    private let configuration: WebConfiguration
    private let context: WebContext
    private let eventLoops: MultiThreadedEventLoopGroup
    private let onRunning: @Sendable (Int?) async -> Void

    /// - Parameter onRunning: called once with the port the server listens on; nil for a unix socket.
    package init(
        configuration: WebConfiguration, context: WebContext,
        eventLoops: MultiThreadedEventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        onRunning: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.context = context
        self.eventLoops = eventLoops
        self.onRunning = onRunning
    }

    package func run() async throws {
        let onRunning = onRunning
        let application = Application(
            responder: BriefResponder(responder: WebRoutes.responder(configuration: configuration, context: context)),
            server: WebChannel.builder(limits: configuration.limits),
            configuration: ApplicationConfiguration(address: configuration.address, backlog: 1024),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port) },
            eventLoopGroupProvider: .shared(eventLoops),
            logger: context.logger)
        try await application.run()
    }
}
