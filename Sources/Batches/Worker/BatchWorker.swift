package import Downloads
import ServiceLifecycle

/// Runs the jobs of all batches together with the workers of other nodes.
///
/// On graceful shutdown it claims nothing more, gives running jobs `drainTime` to end, and hands back the others at no cost of an
/// attempt.
package struct BatchWorker: Service {
    package struct Configuration: Sendable, Hashable {
        /// The most jobs at a time in this process.
        package var concurrency = 8
        /// How long running jobs may go on after the server was told to stop.
        package var drainTime: Duration = .seconds(15)
        /// How long a claim holds without a heartbeat.
        package var lease: Duration = .seconds(10)
        package var heartbeat: Duration = .seconds(2)
        /// How often to look for work that nobody told of.
        package var poll: Duration = .seconds(2)
        /// The longest that one try of a job may take.
        package var timePerJob: Duration = .seconds(300)
        /// The first wait before another try; it doubles each time, up to `longestBackoff`, and is drawn between nothing and that.
        package var firstBackoff: Duration = .seconds(2)
        package var longestBackoff: Duration = .seconds(60)

        package init() {}
    }

    private let service: BatchService
    private let downloader: DocumentDownloader
    private let configuration: Configuration
    private let owner: String

    /// - Parameter owner: names this node in the table of leases, 64 characters at most.
    package init(service: BatchService, downloader: DocumentDownloader, configuration: Configuration = Configuration(), owner: String) {
        self.service = service
        self.downloader = downloader
        self.configuration = configuration
        self.owner = owner
    }

    package func run() async throws {}
}
