import Batches
import MeetModel
import Schedules

/// What was found for a batch as the API shows it: the command line's JSON, its races with names of their own, and besides them by session
/// and by source.
enum ResultsJSON {
    static func value(_ results: BatchResults) -> JSONValue {
        let batch = results.batch
        var value: JSONValue = [
            "success": true, "batchId": .string(batch.id.text), "status": .string(batch.status.rawValue),
            "complete": .bool(batch.status.isEnded), "totalPdfs": .int(batch.totalPDFs), "completedPdfs": .int(batch.completedPDFs),
            "failedPdfs": .int(batch.failedPDFs), "lastEventId": .int(batch.lastEventID),
        ]
        guard case .object(let members) = JSONExport.value(results.schedule) else { return value }
        for member in members {
            value.append(member.name, member.name == "races" ? races(results) : member.value)
        }
        value.append("sessions", .array(ScheduleSession.sessions(of: results.schedule.races).map(session)))
        value.append("sources", .array(results.documents.map { source($0, in: results.schedule) }))
        return value
    }

    private static func races(_ results: BatchResults) -> JSONValue {
        .array(
            zip(results.schedule.races, results.raceIDs).map { race, id in
                guard case .object(let members) = JSONExport.race(race) else { return .null }
                return .object([.init(name: "id", value: .string(id))] + members)
            })
    }

    private static func session(_ session: ScheduleSession) -> JSONValue {
        [
            "title": .string(session.title), "date": JSONValue(session.date?.description),
            "races": .array(session.races.map(JSONValue.int)),
        ]
    }

    private static func source(_ document: BatchDocument, in schedule: Schedule) -> JSONValue {
        let job = document.job
        return [
            "jobId": .string(job.id.text), "sequence": .int(job.sequence), "file": .string(document.file),
            "sourceType": .string(job.sourceType.rawValue), "sourceUrl": JSONValue(job.sourceURL),
            "status": .string(job.status.rawValue), "errorCode": JSONValue(job.errorCode?.rawValue),
            "errorMessage": JSONValue(job.errorMessage), "cached": .bool(job.cached), "duplicateOf": JSONValue(document.duplicateOf),
            "kind": JSONValue(document.summary?.kind.rawValue), "meetName": JSONValue(job.meetName),
            "supersededBy": JSONValue(document.summary?.supersededBy), "pages": JSONValue(document.summary?.pages),
            "complete": document.summary.map { .bool($0.isComplete) } ?? .null, "usedLines": .int(document.usedLines),
            "unread": .array(document.unread.map(JSONExport.unread)),
            "failedChecks": .array((document.summary?.failedChecks ?? []).map(JSONExport.check)),
            "races": .array(document.races.map(JSONValue.int)),
        ]
    }
}
