import Foundation
package import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The flags as they are now. They are read again when the configuration file changes, and on SIGHUP.
package final class FlagBoard: Service {
    private let source: ConfigurationSource
    private let state: Mutex<FeatureFlags>
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameter interval: between two looks at the file.
    package init(
        source: ConfigurationSource, flags: FeatureFlags, interval: Duration = .seconds(2), clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.source = source
        state = Mutex(flags)
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    package var flags: FeatureFlags { state.withLock { $0 } }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.watchSignal() }
            group.addTask { await self.watchFile() }
        }
    }

    /// Reads the configuration again. One that is wrong changes nothing.
    func reload() {
        do throws(ConfigurationError) {
            let fresh = try source.load().flags
            let isChanged = state.withLock { flags in
                defer { flags = fresh }
                return flags != fresh
            }
            guard isChanged else { return }
            logger.notice(
                "flags changed",
                metadata: [
                    "batch_api": "\(fresh.batchAPI)", "crawler": "\(fresh.crawler)", "email": "\(fresh.emailNotifications)",
                    "traffic_percent": "\(fresh.trafficPercent)",
                ])
        } catch {
            logger.error("the configuration is wrong; the flags stay as they were", metadata: ["problems": "\(error)"])
        }
    }

    private func watchSignal() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.info("asked to read the configuration again")
            reload()
        }
    }

    private func watchFile() async {
        guard source.file != nil else { return }
        try? await cancelWhenGracefulShutdown {
            var last = self.source.modified()
            // A file that was written between the start and now counts as changed.
            self.reload()
            while !Task.isCancelled {
                try await self.clock.sleep(for: self.interval)
                let modified = self.source.modified()
                guard modified != last else { continue }
                last = modified
                self.reload()
            }
        }
    }
}
