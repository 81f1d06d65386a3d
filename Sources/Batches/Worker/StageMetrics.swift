import Metrics

/// How long the stages of jobs take.
enum StageMetrics {
    static func measure<Value: Sendable>(
        _ stage: JobStage, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        let result = await Result { try await body() }
        let outcome = if case .success = result { "completed" } else { "failed" }
        Timer(label: "heatsync_job_seconds", dimensions: [("stage", stage.rawValue), ("outcome", outcome)])
            .record(duration: ContinuousClock.now - start)
        return try result.get()
    }
}
