/// What a worker has to say of a job that it holds.
package enum JobReport: Sendable {
    /// It has begun. What comes next implies it.
    case started
    case fetched(StoredFile)
    /// `share` is how much of the stage is done, 0 to 1.
    case progressed(JobStage, message: String, share: Double?)
    case succeeded(JobResult)
    /// `pause` before the next try, should there be one.
    case failed(JobFailure, pause: Duration)
    case handedBack
}
