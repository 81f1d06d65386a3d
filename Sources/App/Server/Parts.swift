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
        let service = BatchService(
            database: database, store: store, pool: pool, configuration: configuration.batches, logger: server.logger)
        let flags = FlagBoard(source: server.source, flags: configuration.flags, logger: server.logger)
        services = [ShutdownWatch(limit: Server.shutdownTime, logger: server.logger), service.hub, flags]

        // The worker is stopped before the web server, so that those who watch a batch see their jobs end.
        if configuration.roles.contains(.web) {
            services.append(Self.web(server, database, store, pool, service, flags, announce))
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
            let client = GuardedClient(
                policy: configuration.downloads, limits: DownloadLimits(bytes: configuration.maximumUploadBytes))
            var settings = BatchWorker.Configuration()
            settings.concurrency = configuration.workerConcurrency
            services.append(
                BatchWorker(
                    service: service, downloader: DocumentDownloader(client: client, store: store), configuration: settings,
                    owner: server.node))
        }
    }

    private static func web(
        _ server: Server, _ database: SQLDatabase, _ store: any ObjectStore, _ pool: ReaderPool, _ service: BatchService,
        _ flags: FlagBoard, _ announce: @escaping @Sendable (String) -> Void
    ) -> WebServer {
        let configuration = server.configuration
        var limits = WebLimits()
        limits.documentsPerBatch = configuration.documentsPerBatch
        limits.documentSize = configuration.maximumUploadBytes
        let settings = WebConfiguration(
            address: .hostname(configuration.host, port: configuration.port), baseURL: configuration.baseURL(port: configuration.port),
            trustedProxies: configuration.trustedProxies, allowedOrigins: configuration.allowedOrigins, limits: limits)
        var context = WebContext(
            batches: service, store: store, pool: pool, limiter: RateLimiter(database: database),
            quota: DatabaseQuotaLedger(database: database, daily: configuration.daily), flags: { WebFlags(flags.flags) },
            sample: SampleFolder.meet(), zoneFile: { ZoneFolder.file($0) }, logger: server.logger)
        context.pages = AppPages.installed(logger: server.logger)
        context.creationsPerMinute = configuration.creationsPerMinute
        let collectors = Collectors(database: database, pool: pool)
        context.operation = OperatorRoutes(
            registry: server.registry, token: configuration.metricsToken, collect: { await collectors.collect() }, logger: server.logger)
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
        return batches
    }

    /// Where things are kept, without any address.
    var places: String {
        let files = if case .disk = storage { "files on disk" } else { "files in an S3 store" }
        return "\(database), \(files)"
    }
}
