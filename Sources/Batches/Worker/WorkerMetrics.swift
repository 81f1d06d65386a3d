import Metrics

/// What a worker tells those who watch it.
struct WorkerMetrics: Sendable {
    private let pickup = Timer(label: "heatsync_pickup_seconds")
    private let clock = ContinuousClock()

    var now: ContinuousClock.Instant { clock.now }

    func pickedUp(_ job: ClaimedJob) { pickup.record(duration: job.waited) }

    func ran(since start: ContinuousClock.Instant, _ result: Result<JobResult, any Error>) {
        let outcome =
            switch result {
            case .success(let result): result.cached ? "cached" : "completed"
            case .failure: "failed"
            }
        Timer(label: "heatsync_job_seconds", dimensions: [("stage", "whole"), ("outcome", outcome)]).record(duration: clock.now - start)
        Counter(label: "heatsync_jobs_total", dimensions: [("outcome", outcome)]).increment()
    }
}
