import Foundation
import Logging
import ServiceLifecycle

/// Ends the process when stopping it takes too long, so that whoever asked need not kill it. What was running is taken up by others:
/// its leases end by themselves.
///
/// Services are told to stop one after the other, each when the one after it has ended: this one has to be the last.
struct ShutdownWatch: Service {
    let limit: Duration
    let logger: Logger

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await gracefulShutdown()
        } onGracefulShutdown: {
            let (limit, logger) = (limit, logger)
            logger.notice("stopping")
            // Not a task of this group: it must outlive whatever hangs.
            Task.detached {
                try await Task.sleep(for: limit * 29 / 30)
                logger.critical("stopping took too long; what still runs is broken off")
                exit(1)
            }
        }
    }
}
