package import MeetModel

/// A schedule as JSON. Members stand in a fixed order and are null where nothing is known, never left out; new ones may be
/// added. Times are the venue's wall clock, `HH:MM`; days are `YYYY-MM-DD`.
package enum JSONExport {
    package static func value(_ schedule: Schedule) -> JSONValue {
        [
            "meets": .array(schedule.meets.map(meet)),
            "answers": .array(schedule.answers.map { answer($0, in: schedule) }),
            "swimmers": .array(schedule.swimmers.map(swimmer)),
            "races": .array(schedule.races.map(race)),
            "clashes": .array(schedule.clashes.map(clash)),
            "documents": .array(schedule.documents.map(document)),
            "notes": .array(schedule.notes.map(note)),
        ]
    }

    package static func race(_ race: Race) -> JSONValue {
        [
            "swimmer": .string(race.displayName), "printedName": .string(race.printedName), "age": JSONValue(race.age),
            "sex": JSONValue(race.sex?.rawValue), "team": JSONValue(race.team), "meet": JSONValue(race.meetName),
            "venue": JSONValue(race.venue), "session": JSONValue(race.sessionName), "sessionOrder": JSONValue(race.sessionOrder),
            "date": JSONValue(race.date?.description), "event": JSONValue(race.eventNumber), "eventName": .string(race.eventName),
            "eventSex": JSONValue(race.eventSex?.rawValue), "lowestAge": JSONValue(race.ages?.lowest),
            "highestAge": JSONValue(race.ages?.highest), "distance": JSONValue(race.distance), "course": JSONValue(race.course?.rawValue),
            "stroke": JSONValue(race.stroke?.rawValue), "relay": race.relay.map(relay) ?? .null, "round": JSONValue(race.round),
            "heat": JSONValue(race.heat), "heats": JSONValue(race.heatCount), "lane": JSONValue(race.lane), "rank": JSONValue(race.rank),
            "seed": JSONValue(race.seed), "start": race.start.map(start) ?? .null, "state": .string(race.state.rawValue),
            "exhibition": .bool(race.isExhibition), "evidence": .array(race.evidence.map(evidence)),
            "supersedes": .array(race.supersedes.map(evidence)),
        ]
    }

    /// The box in points of the page as displayed; y grows down from the top edge.
    package static func box(_ box: Box) -> JSONValue {
        ["left": .tenths(box.left), "top": .tenths(box.top), "right": .tenths(box.right), "bottom": .tenths(box.bottom)]
    }

    package static func check(_ check: FailedCheck) -> JSONValue {
        ["kind": .string(check.kind.rawValue), "message": .string(check.message), "page": JSONValue(check.page)]
    }

    package static func unread(_ line: UnreadLine) -> JSONValue {
        ["page": .int(line.place.page), "text": .string(line.text), "box": box(line.place.box)]
    }

    private static func relay(_ relay: RelayPart) -> JSONValue {
        ["leg": JSONValue(relay.leg), "letter": JSONValue(relay.letter), "members": .array(relay.members.map(JSONValue.string))]
    }

    private static func start(_ start: RaceStart) -> JSONValue {
        [
            "time": .string(start.time.description), "source": .string(start.source.rawValue),
            "earliest": JSONValue(start.earliest?.description), "latest": JSONValue(start.latest?.description),
        ]
    }

    private static func evidence(_ evidence: Evidence) -> JSONValue {
        ["file": .string(evidence.file), "page": .int(evidence.place.page), "box": box(evidence.place.box)]
    }

    private static func meet(_ meet: MeetSummary) -> JSONValue {
        [
            "name": JSONValue(meet.name), "start": JSONValue(meet.start?.description), "end": JSONValue(meet.end?.description),
            "venue": JSONValue(meet.venue), "files": .array(meet.files.map(JSONValue.string)),
        ]
    }

    /// Somebody who swims, without their races.
    package static func person(_ person: Person) -> JSONValue { .object(members(of: person)) }

    private static func members(of person: Person) -> [JSONValue.Member] {
        [
            .init(name: "name", value: .string(person.displayName)),
            .init(name: "printedNames", value: .array(person.printedNames.map(JSONValue.string))),
            .init(name: "ages", value: .array(person.ages.map(JSONValue.string))),
            .init(name: "births", value: .array(person.births.map(JSONValue.string))),
            .init(name: "sex", value: JSONValue(person.sex?.rawValue)),
            .init(name: "teams", value: .array(person.teams.map(JSONValue.string))),
        ]
    }

    private static func swimmer(_ swimmer: Swimmer) -> JSONValue {
        .object(members(of: swimmer.person) + [.init(name: "races", value: .array(swimmer.races.map(JSONValue.int)))])
    }

    /// `outcome` is `found` (with `swimmer`, a position of `swimmers`), `ambiguous` (with `candidates`) or `notFound` (with
    /// `suggestions`). `choice` is how to ask for one of them.
    private static func answer(_ answer: Answer, in schedule: Schedule) -> JSONValue {
        var value: JSONValue = [
            "name": .string(answer.query.name), "age": JSONValue(answer.query.age), "birth": JSONValue(answer.query.birth),
            "team": JSONValue(answer.query.team),
        ]
        switch answer.outcome {
        case .found(let swimmer):
            value.append("outcome", "found")
            value.append("swimmer", .int(swimmer))
        case .ambiguous(let people):
            value.append("outcome", "ambiguous")
            value.append("candidates", .array(people.enumerated().map { .object(offered($1, at: $0, in: answer)) }))
        case .notFound(let suggestions):
            value.append("outcome", "notFound")
            let values = suggestions.enumerated().map { position, suggestion in
                JSONValue.object(
                    offered(suggestion.person, at: position, in: answer)
                        + [.init(name: "reason", value: .string(suggestion.reason.rawValue))])
            }
            value.append("suggestions", .array(values))
        }
        return value
    }

    private static func offered(_ person: Person, at position: Int, in answer: Answer) -> [JSONValue.Member] {
        members(of: person) + [.init(name: "choice", value: .string(answer.choice(position, person).typed))]
    }

    private static func clash(_ clash: Clash) -> JSONValue {
        [
            "kind": .string(clash.kind.rawValue), "first": .int(clash.first), "second": .int(clash.second),
            "minutes": JSONValue(clash.minutes),
        ]
    }

    private static func document(_ document: DocumentSummary) -> JSONValue {
        let printed = document.printed.map { "\($0.date)" + ($0.time.map { "T\($0)" } ?? "") }
        return [
            "file": .string(document.file), "kind": .string(document.kind.rawValue), "meet": JSONValue(document.meet),
            "printed": JSONValue(printed), "supersededBy": JSONValue(document.supersededBy), "pages": .int(document.pages),
            "events": .int(document.events), "entries": .int(document.entries), "relays": .int(document.relays),
            "complete": .bool(document.isComplete), "unreadLines": .int(document.unreadLines),
            "pagesWithoutText": .array(document.pagesWithoutText.map(JSONValue.int)),
            "failedChecks": .array(document.failedChecks.map(check)),
        ]
    }

    private static func note(_ note: Note) -> JSONValue {
        ["kind": .string(note.kind.rawValue), "message": .string(note.message), "file": JSONValue(note.file)]
    }
}
