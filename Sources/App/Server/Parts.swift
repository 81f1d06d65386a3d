import Batches
import Database
import Downloads
import FileStore
import Foundation
import HummingbirdCore
import PDFPages
import ServiceLifecycle
import Web

/// The services of one process, in the order of their dependence: what stands later is stopped earlier.
struct Parts {
    private(set) var services: [any Service] = []

    init(
        server: Server, database: SQLDatabase, store: any ObjectStore, pool: ReaderPool, announce: @escaping @Sendable (String) -> Void
    ) {
        let configuration = server.configuration
        let client = GuardedClient(policy: configuration.downloads, limits: DownloadLimits(bytes: configuration.maximumUploadBytes))
        let service = BatchService(
            database: database, store: store, pool: pool, downloader: DocumentDownloader(client: client, store: store),
            configuration: configuration.batches, logger: server.logger)
        let flags = FlagBoard(source: server.source, flags: configuration.flags, logger: server.logger)
        let collectors = Collectors(database: database, batches: service, pool: pool, logger: server.logger)
        let metrics = MetricsPage(registry: server.registry, token: configuration.metricsToken, collect: { await collectors.collect() })
        services = [service.hub, flags]
        if let port = configuration.metricsPort {
            services.append(OperatorServer(host: configuration.host, port: port, metrics: metrics, logger: server.logger))
        }

        // The worker is stopped before the web server, so that those who watch a batch see their jobs end.
        if configuration.roles.contains(.web) {
            services.append(Self.web(server, database, store, pool, service, flags, metrics, announce))
        } else {
            let roles = configuration.roles.map(\.rawValue).sorted().joined(separator: ", ")
            announce("HeatSync is at work as \(roles) (\(configuration.places)).")
        }
        if configuration.roles.contains(.scheduler) {
            let cleanUp = CleanUp(
                database: database, store: store, batches: service, lifetimeDays: configuration.batchLifetimeDays, now: { Date() },
                logger: server.logger)
            services.append(
                Scheduler(database: database, owner: server.node, logger: server.logger, task: { try await cleanUp.run() }))
        }
        if configuration.roles.contains(.worker) {
            var settings = BatchWorker.Configuration()
            settings.concurrency = configuration.workerConcurrency
            settings.drainTime = configuration.shutdownTime / 2
            services.append(BatchWorker(service: service, configuration: settings, owner: server.node))
        }
        // The first to hear that the process is to stop, as it measures how long the others take.
        services.append(ShutdownWatch(limit: configuration.shutdownTime, logger: server.logger))
    }

    private static func web(
        _ server: Server, _ database: SQLDatabase, _ store: any ObjectStore, _ pool: ReaderPool, _ service: BatchService,
        _ flags: FlagBoard, _ metrics: MetricsPage, _ announce: @escaping @Sendable (String) -> Void
    ) -> WebServer {
        let configuration = server.configuration
        var limits = WebLimits()
        limits.documentsPerBatch = configuration.documentsPerBatch
        limits.documentSize = configuration.maximumUploadBytes
        let settings = WebConfiguration(
            address: .hostname(configuration.host, port: configuration.port), baseURL: configuration.baseURL(port: configuration.port),
            trustedProxies: configuration.trustedProxies, allowedOrigins: configuration.allowedOrigins, limits: limits)
        var context = WebContext(
            batches: service, store: store, pool: pool, limiter: RateLimiter(database: database), flags: { WebFlags(flags.flags) },
            sample: SampleFolder.meet(), zoneFile: { ZoneFolder.file($0) }, logger: server.logger)
        context.pages = AppPages.installed(logger: server.logger)
        context.creationsPerMinute = configuration.creationsPerMinute
        context.operation = OperatorRoutes(metrics: metrics, logger: server.logger)
        return WebServer(configuration: settings, context: context) { port in
            let address = configuration.baseURL(port: port ?? configuration.port)
            announce("HeatSync is at \(address) (\(configuration.places)). Stop it with Ctrl-C.")
        }
    }
}

extension WebFlags {
    fileprivate init(_ flags: FeatureFlags) {
        self.init()
        isBatchAPIOn = flags.batchAPI
        isCrawlerOn = flags.crawler
        isEmailOn = flags.emailNotifications
        batchTrafficPercent = flags.trafficPercent
    }
}

extension ServerConfiguration {
    /// What batches may use.
    var batches: BatchConfiguration {
        var batches = BatchConfiguration()
        batches.documentsPerBatch = documentsPerBatch
        batches.jobsPerBatch = jobsPerBatch
        batches.timeToLive = .seconds(batchLifetimeDays * 86_400)
        batches.maximumBytes = maximumUploadBytes
        batches.daily = daily
        return batches
    }

    /// Where things are kept, without any address.
    var places: String {
        let files = if case .disk = storage { "files on disk" } else { "files in an S3 store" }
        return "\(database), \(files)"
    }
}
