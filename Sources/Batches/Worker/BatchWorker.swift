import Logging
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
        /// How often to look for work that nobody told of, and for work that others left behind.
        package var poll: Duration = .seconds(2)
        /// The longest that one try of a job may take.
        package var timePerJob: Duration = .seconds(300)
        /// How long a job that was interrupted may take to end, before it is given up.
        package var timeToStop: Duration = .seconds(10)
        /// The first wait before another try; it doubles each time, up to `longestBackoff`, and is drawn between nothing and that.
        package var firstBackoff: Duration = .seconds(2)
        package var longestBackoff: Duration = .seconds(60)

        package init() {}
    }

    /// Runs one job, and tells of its steps on the way. It throws `JobFailure` to say what went wrong; other errors are those of the
    /// document, the network, the store or the database, or an internal failure.
    package typealias Body = @Sendable (ClaimedJob, @escaping @Sendable (JobReport) -> Void) async throws -> JobResult

    private let service: BatchService
    private let configuration: Configuration
    private let owner: String
    private let body: Body

    /// - Parameter owner: names this node in the table of leases, 64 characters at most.
    package init(service: BatchService, configuration: Configuration = Configuration(), owner: String) {
        let work = DocumentJob(service: service)
        self.init(service: service, configuration: configuration, owner: owner) { try await work.run($0, tell: $1) }
    }

    /// A worker that does something else with jobs than to read their documents, as for measuring.
    package init(service: BatchService, configuration: Configuration = Configuration(), owner: String, body: @escaping Body) {
        self.service = service
        self.configuration = configuration
        self.owner = String(owner.prefix(64))
        self.body = body
    }

    package func run() async throws {
        let shift = WorkerShift(service: service, configuration: configuration, owner: owner, body: body)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await shift.run()
            } onGracefulShutdown: {
                shift.drain()
            }
        } onCancel: {
            shift.drain(for: .zero)
        }
    }
}
