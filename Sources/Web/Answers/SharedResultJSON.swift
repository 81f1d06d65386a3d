import Batches
import MeetModel
import Schedules

/// What one document has for one swimmer, as version 1 answered.
enum SharedResultJSON {
    static func value(_ result: SharedResult) -> JSONValue {
        var value: JSONValue = [
            "swimmer": .string(result.swimmer), "meetName": JSONValue(result.meetName),
            "sessionDate": JSONValue(result.sessionDate?.description),
            "meetDateRange": [
                "start": JSONValue(result.meetStart?.description), "end": JSONValue(result.meetEnd?.description),
            ], "venue": JSONValue(result.venue), "events": .array(result.races.map(JSONExport.race)),
            "warnings": .array(result.warnings.map(JSONValue.string)), "filename": JSONValue(result.filename),
            "sourceUrl": JSONValue(result.sourceURL), "createdAt": .string(WireTime.text(result.createdAt)),
            "expiresAt": BatchJSON.time(result.expiresAt),
        ]
        switch result.answer?.outcome {
        case nil, .found: value.append("outcome", "found")
        case .ambiguous(let people):
            value.append("outcome", "ambiguous")
            value.append("candidates", .array(people.map(JSONExport.person)))
        case .notFound(let suggestions):
            value.append("outcome", "notFound")
            value.append("suggestions", .array(suggestions.map { JSONExport.person($0.person) }))
        }
        return value
    }
}
