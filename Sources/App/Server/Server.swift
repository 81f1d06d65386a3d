import Batches
import Database
import Downloads
import FileStore
import Foundation
package import Logging
import NIOCore
import PDFPages
import ServiceLifecycle
import Synchronization
import UnixSignals
import Web

/// The server: its parts, put together by the configuration, and their life.
package struct Server: Sendable {
    /// How long a database that is not there yet is waited for at the start.
    static let patience: Duration = .seconds(30)

    let configuration: ServerConfiguration
    let source: ConfigurationSource
    let registry: PrometheusRegistry
    let logger: Logger
    let node: String

    /// - Parameters:
    ///   - source: where flags are read from again.
    ///   - registry: what `/metrics` shows.
    package init(
        configuration: ServerConfiguration, source: ConfigurationSource, registry: PrometheusRegistry, logger: Logger,
        node: String = NodeName.make()
    ) {
        self.configuration = configuration
        self.source = source
        self.registry = registry
        var logger = logger
        logger[metadataKey: "node"] = .string(node)
        self.logger = logger
        self.node = node
    }

    /// Runs until SIGTERM or SIGINT, then lets what runs end.
    ///
    /// - Parameter announce: called once with a line that tells where the server is.
    /// - Throws: `OperationFailure` when the server cannot start, or had to end.
    package func run(announce: @escaping @Sendable (String) -> Void) async throws {
        let database: SQLDatabase
        do {
            database = try configuration.openDatabase(logger: logger)
        } catch {
            throw OperationFailure("The database could not be opened", error)
        }
        let outcome: Result<Void, any Error>
        do {
            try await prepare(database)
            let store = try await configuration.openStore(logger: logger)
            do {
                outcome = .success(try await serve(database, store, announce))
            } catch {
                try? await store.shutdown()
                throw error
            }
            try? await store.shutdown()
        } catch let error as ConfigurationError {
            outcome = .failure(error)
        } catch let error as IOError where [EADDRINUSE, EACCES, EADDRNOTAVAIL].contains(error.errnoCode) {
            outcome = .failure(
                OperationFailure(listening: error.errnoCode, host: configuration.host, port: configuration.port, setting: "--port"))
        } catch {
            outcome = .failure(OperationFailure("The server had to end", error))
        }
        await database.close()
        try outcome.get()
    }

    /// Waits for the database, and brings its schema up to date.
    private func prepare(_ database: SQLDatabase) async throws {
        let start = ContinuousClock.now
        while true {
            do {
                let report = try await database.migrate()
                if !report.applied.isEmpty { logger.notice("schema brought up to date", metadata: ["steps": "\(report.applied.count)"]) }
                return
            } catch let error as DatabaseError
                where [.unavailable, .connectionLost, .acquireTimedOut].contains(error.code) && ContinuousClock.now - start < Self.patience
            {
                logger.warning("waiting for the database", metadata: ["error": "\(ErrorText.of(error))"])
                try await Task.sleep(for: .seconds(1))
            } catch {
                throw OperationFailure("The schema could not be brought up to date", error)
            }
        }
    }

    private func serve(
        _ database: SQLDatabase, _ store: any ObjectStore, _ announce: @escaping @Sendable (String) -> Void
    ) async throws {
        let pool = ReaderPool(configuration: readerConfiguration)
        let parts = Parts(server: self, database: database, store: store, pool: pool, announce: announce)
        var settings = ServiceGroupConfiguration(
            services: parts.services.map { service in
                .init(service: NamedService(service: service), successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        settings.maximumGracefulShutdownDuration = configuration.shutdownTime * 5 / 6
        do {
            try await ServiceGroup(configuration: settings).run()
        } catch is CancellationError {
            // Asked to stop, and some of it took too long: a slow upload, a reader that does not read.
            logger.warning("what did not end in time was broken off")
        } catch {
            await pool.shutdown()
            logger.critical("a part of the server has failed", metadata: ["error": "\(ErrorText.of(error))"])
            throw error
        }
        await pool.shutdown()
        logger.notice("stopped")
    }

    private var readerConfiguration: ReaderPool.Configuration {
        var settings = ReaderPool.Configuration(processes: configuration.readerProcesses)
        if let path = configuration.readerExecutable { settings.executable = path }
        settings.maximumBytes = Int(configuration.maximumUploadBytes)
        return settings
    }
}
