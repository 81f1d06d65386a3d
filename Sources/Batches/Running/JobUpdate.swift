import Database
import Foundation

/// What becomes of a job's row.
struct JobUpdate: Sendable {
    let id: JobID
    let batchID: BatchID
    let sequence: Int
    let status: JobStatus
    let event: BatchEvent.Kind
    let queueing: JobStateMachine.Queueing
    var stage: JobStage = .done
    var message: String?
    var share: Double?
    var filename: String?
    var starts = false
    var attempt: Int
    /// Before the next try.
    var pause: Duration = .zero
    var file: StoredFile?
    var failure: JobFailure?
    var result: JobResult?

    init(_ job: JobRow, _ change: JobStateMachine.Change) {
        id = job.id
        batchID = job.batchID
        sequence = job.sequence
        status = change.status
        event = change.event
        queueing = change.queueing
        filename = job.filename
        attempt = job.attempt
    }

    /// Both in one: what an earlier change of the same transaction has set, and this one has not, stays.
    func after(_ earlier: JobUpdate) -> JobUpdate {
        var both = self
        both.starts = starts || earlier.starts
        both.file = file ?? earlier.file
        return both
    }

    /// Whether more than its status and stage change.
    var isWhole: Bool { event != .jobStarted && event != .jobProgress || file != nil }

    var eventCount: Int? { result.map { $0.findings.reduce(0) { $0 + $1.races } } }

    /// The first finding that can be linked to.
    var link: JobResult.Finding? { result?.findings.first { $0.code != nil } }

    func describe(in text: inout EventText) {
        text.add("jobId", id.uuid)
        text.add("sequence", sequence)
        text.add("filename", filename)
        text.add("status", status.rawValue)
        text.add("stage", stage.rawValue)
        text.add("progress", share: share)
        text.add("message", message)
        if let result {
            text.add("meetName", result.meetName)
            text.add("eventCount", eventCount)
            text.add("resultCode", link?.code)
            text.add("cached", result.cached)
        }
        if isWhole { text.add("retryCount", attempt) }
        text.add("errorCode", failure?.code.rawValue)
        text.add("errorMessage", failure?.message)
    }
}
