import Batches
import Foundation
import MeetModel
import Schedules

/// A batch and its jobs as the API shows them.
enum BatchJSON {
    static func value(_ batch: Batch) -> JSONValue {
        [
            "id": .string(batch.id.text), "status": .string(batch.status.rawValue),
            "swimmers": .array(batch.swimmers.map(swimmer)), "totalPdfs": .int(batch.totalPDFs),
            "completedPdfs": .int(batch.completedPDFs), "failedPdfs": .int(batch.failedPDFs), "createdAt": time(batch.createdAt),
            "startedAt": time(batch.startedAt), "completedAt": time(batch.completedAt), "expiresAt": time(batch.expiresAt),
            "lastEventId": .int(batch.lastEventID), "timezone": JSONValue(batch.zone), "hasEmail": .bool(batch.hasEmail),
            "jobs": .array(batch.jobs.map(job)),
        ]
    }

    static func swimmer(_ query: SwimmerQuery) -> JSONValue {
        [
            "name": .string(query.name), "age": JSONValue(query.age), "birth": JSONValue(query.birth), "team": JSONValue(query.team),
            "sex": JSONValue(query.sex?.rawValue), "event": JSONValue(query.event),
        ]
    }

    static func job(_ job: BatchJob) -> JSONValue {
        [
            "id": .string(job.id.text), "sequence": .int(job.sequence), "sourceType": .string(job.sourceType.rawValue),
            "sourceUrl": JSONValue(job.sourceURL), "filename": JSONValue(job.filename), "status": .string(job.status.rawValue),
            "stage": .string(job.stage.rawValue), "progressMessage": JSONValue(job.progressMessage), "meetName": JSONValue(job.meetName),
            "eventCount": JSONValue(job.eventCount), "resultCode": JSONValue(job.resultCode), "cached": .bool(job.cached),
            "retryCount": .int(job.retryCount), "errorCode": JSONValue(job.errorCode?.rawValue),
            "errorMessage": JSONValue(job.errorMessage), "createdAt": time(job.createdAt), "startedAt": time(job.startedAt),
            "completedAt": time(job.completedAt),
        ]
    }

    /// The answer to the request that made the batch.
    static func creation(_ batch: Batch, baseURL: String) -> JSONValue {
        let api = "\(baseURL)/api/batch/\(batch.id.text)"
        return [
            "success": true, "batchId": .string(batch.id.text), "status": .string(batch.status.rawValue),
            "swimmers": .array(batch.swimmers.map(swimmer)), "totalPdfs": .int(batch.totalPDFs),
            "expiresAt": time(batch.expiresAt),
            "jobs": .array(
                batch.jobs.map { job in
                    [
                        "id": .string(job.id.text), "sequence": .int(job.sequence), "filename": JSONValue(job.filename),
                        "sourceType": .string(job.sourceType.rawValue), "sourceUrl": JSONValue(job.sourceURL),
                        "status": .string(job.status.rawValue),
                    ]
                }),
            "statusUrl": .string(api), "streamUrl": .string(api + "/stream"), "resultsUrl": .string(api + "/results"),
            "calendarUrl": .string(api + "/calendar.ics"), "pageUrl": .string("\(baseURL)/batch/\(batch.id.text)"),
        ]
    }

    static func time(_ date: Date?) -> JSONValue { JSONValue(date.map(WireTime.text)) }
}
