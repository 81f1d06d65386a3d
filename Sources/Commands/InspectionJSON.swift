import MeetModel
import Schedules

/// A document as `heatsync inspect --format json` prints it: rows that name their event and session, so that each can be
/// read by itself. Members stand in a fixed order and are null where the document says nothing; new ones may be added.
enum InspectionJSON {
    static func value(_ reading: Reading, file: String) -> JSONValue {
        let meet = reading.meet
        let heats = meet.heatsFound
        let printed = meet.printed.map { "\($0.date)" + ($0.time.map { "T\($0)" } ?? "") }
        return [
            "file": .string(file), "kind": .string(meet.kind.rawValue), "meetName": JSONValue(meet.name),
            "meetStart": JSONValue(meet.start?.description), "meetEnd": JSONValue(meet.end?.description), "venue": JSONValue(meet.venue),
            "printed": JSONValue(printed), "sessions": .array(meet.sessions.map(session)),
            "events": .array(meet.events.indices.map { event($0, of: meet, heatsFound: heats) }),
            "entries": .array(meet.entries.map { entry($0, of: meet) }),
            "alternates": .array(meet.alternates.map { entry($0, of: meet) }), "relays": .array(meet.relays.map { relay($0, of: meet) }),
            "timeline": .array(meet.timeline.filter { !$0.isBreak }.map { row($0, of: meet) }),
            "breaks": .array(meet.timeline.filter(\.isBreak).map { pause($0, of: meet) }),
            "completeness": completeness(reading.completeness),
        ]
    }

    private static func session(_ session: Session) -> JSONValue {
        [
            "name": JSONValue(session.name), "date": JSONValue(session.date?.description), "page": .int(session.page),
            "number": JSONValue(session.number), "day": JSONValue(session.day), "start": JSONValue(session.start?.description),
            "heatInterval": JSONValue(session.heatInterval), "backstrokeInterval": JSONValue(session.backstrokeInterval),
        ]
    }

    /// `heats` is what the document says, or how many it shows where it does not say.
    private static func event(_ index: Int, of meet: Meet, heatsFound: [Int]) -> JSONValue {
        let event = meet.events[index]
        return [
            "number": JSONValue(event.number), "name": .string(event.name), "session": JSONValue(event.session),
            "heats": JSONValue(event.heatCount ?? (heatsFound[index] == 0 ? nil : heatsFound[index])), "relay": .bool(event.isRelay),
            "sex": JSONValue(event.sex?.rawValue),
            "lowestAge": JSONValue(event.ages?.lowest), "highestAge": JSONValue(event.ages?.highest),
            "distance": JSONValue(event.distance), "course": JSONValue(event.course?.rawValue),
            "stroke": JSONValue(event.stroke?.rawValue), "page": .int(event.page),
        ]
    }

    private static func entry(_ entry: Entry, of meet: Meet) -> JSONValue {
        let event = meet.event(entry.event)
        return [
            "event": JSONValue(event?.number), "eventName": JSONValue(event?.name), "session": JSONValue(event?.session),
            "round": JSONValue(entry.round), "heat": JSONValue(entry.heat), "lane": JSONValue(entry.lane), "rank": JSONValue(entry.rank),
            "name": .string(entry.name), "sex": JSONValue(entry.sex?.rawValue), "age": JSONValue(entry.age),
            "birth": JSONValue(entry.birth), "team": JSONValue(entry.team), "seed": JSONValue(entry.seed),
            "start": JSONValue(entry.start?.description), "exhibition": .bool(entry.isExhibition), "page": .int(entry.place.page),
            "box": JSONExport.box(entry.place.box),
        ]
    }

    private static func relay(_ relay: RelayEntry, of meet: Meet) -> JSONValue {
        let event = meet.event(relay.event)
        return [
            "event": JSONValue(event?.number), "eventName": JSONValue(event?.name), "session": JSONValue(event?.session),
            "round": JSONValue(relay.round), "heat": JSONValue(relay.heat), "lane": JSONValue(relay.lane), "rank": JSONValue(relay.rank),
            "team": .string(relay.team), "letter": JSONValue(relay.letter), "seed": JSONValue(relay.seed),
            "start": JSONValue(relay.start?.description), "legs": .array(relay.legs.map { .string($0.name) }),
            "legAges": .array(relay.legs.map { JSONValue($0.age) }), "exhibition": .bool(relay.isExhibition),
            "page": .int(relay.place.page), "box": JSONExport.box(relay.place.box),
        ]
    }

    private static func row(_ row: TimelineRow, of meet: Meet) -> JSONValue {
        let session = meet.session(row.session)
        var value: JSONValue = [
            "session": JSONValue(session?.name), "day": JSONValue(session?.day), "event": JSONValue(row.event),
            "round": JSONValue(row.round), "name": .string(row.name), "entries": JSONValue(row.entries), "heats": JSONValue(row.heats),
        ]
        if let heat = row.heat { value.append("heat", .int(heat)) }
        value.append("start", JSONValue(row.start?.description))
        value.append("unseeded", .bool(row.isUnseeded))
        value.append("page", .int(row.place.page))
        return value
    }

    private static func pause(_ row: TimelineRow, of meet: Meet) -> JSONValue {
        [
            "session": JSONValue(meet.session(row.session)?.name), "name": .string(row.name),
            "start": JSONValue(row.start?.description), "page": .int(row.place.page),
        ]
    }

    private static func completeness(_ completeness: Completeness) -> JSONValue {
        let ignored = completeness.ignoredLines.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "complete": .bool(completeness.isComplete), "pages": .int(completeness.pages),
            "pagesWithoutText": .array(completeness.pagesWithoutText.map(JSONValue.int)), "usedLines": .int(completeness.usedLines),
            "ignoredLines": .object(ignored.map { JSONValue.Member(name: $0.key.rawValue, value: .int($0.value)) }),
            "unread": .array(completeness.unread.map(JSONExport.unread)),
            "failedChecks": .array(completeness.failedChecks.map(JSONExport.check)),
        ]
    }
}

extension Meet {
    /// The event of a row; nil for an index of none.
    func event(_ index: Int) -> Event? { events.indices.contains(index) ? events[index] : nil }

    /// How many heats each event has, by position.
    var heatsFound: [Int] {
        var found = Array(repeating: Set<String>(), count: events.count)
        for heat in heats where found.indices.contains(heat.event) { found[heat.event].insert("\(heat.number) \(heat.round ?? "")") }
        return found.map(\.count)
    }

    /// The session of an event or of a timeline's row; nil for an index of none.
    func session(_ index: Int?) -> Session? { index.flatMap { sessions.indices.contains($0) ? sessions[$0] : nil } }
}
