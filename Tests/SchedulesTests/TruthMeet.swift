import Foundation
import MeetModel

@testable import Schedules

/// The expected content of the corpus's documents, as meets. The corpus is no part of the project: it lies beside it, or where
/// `HEATSYNC_CORPUS` says.
enum TruthMeet {
    static let folder =
        ProcessInfo.processInfo.environment["HEATSYNC_CORPUS"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus").standardized

    static let path = folder.path(percentEncoded: false)

    /// Only a machine without the folder goes without these tests, and never in continuous integration.
    static let isExpected =
        ProcessInfo.processInfo.environment["CI"] != nil || FileManager.default.fileExists(atPath: path)

    static let names: [String] = {
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "truth").path(percentEncoded: false))) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static func document(_ name: String) throws -> SourceDocument {
        let truth = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: folder.appending(path: "truth/\(name).json")))
        var completeness = Completeness()
        completeness.pages = truth.pages ?? 1
        return SourceDocument(file: truth.file, reading: Reading(meet: truth.meet, completeness: completeness))
    }
}

private struct Truth: Decodable {
    struct Session: Decodable {
        var name: String?
        var date: String?
        var day: Int?
    }

    struct Event: Decodable {
        var number: String?
        var name: String
        var session: Int?
        var heats: Int?
        var relay: Bool
    }

    struct Row: Decodable {
        var event: String?
        var eventName: String?
        var session: Int?
        var round: String?
        var heat: Int?
        var lane: Int?
        var rank: Int?
        var name: String?
        var sex: String?
        var age: String?
        var birth: String?
        var team: String?
        var letter: String?
        var seed: String?
        var start: String?
        var legs: [String]?
        var page: Int?
    }

    struct Line: Decodable {
        var session: String?
        var event: String?
        var round: String?
        var name: String
        var heats: Int?
        var heat: Int?
        var start: String?
        var page: Int?
    }

    var file: String
    var kind: String
    var pages: Int?
    var meetName: String?
    var meetStart: String?
    var meetEnd: String?
    var sessions: [Session]
    var events: [Event]
    var entries: [Row]
    var alternates: [Row]
    var relays: [Row]
    var timeline: [Line]

    var meet: Meet {
        var meet = Meet(kind: DocumentKind(rawValue: kind) ?? .other)
        meet.name = meetName
        meet.start = meetStart.flatMap(MeetMaker.date)
        meet.end = meetEnd.flatMap(MeetMaker.date)
        meet.sessions = sessions.map { session in
            var result = MeetModel.Session(name: session.name, date: session.date.flatMap(MeetMaker.date), page: 1)
            result.day = session.day
            return result
        }
        meet.events = events.map { event in
            var result = MeetModel.Event(number: event.number, name: event.name, session: event.session, isRelay: event.relay, page: 1)
            result.heatCount = event.heats
            result.course = event.name.contains("LC Meter") ? .longMeters : event.name.contains("Yard") ? .yards : .shortMeters
            return result
        }
        var line: Float = 0
        func place(_ page: Int?) -> Place {
            line += 1
            return Place(page: page ?? 1, box: Box(left: 0, top: line, right: 1, bottom: line + 1))
        }
        meet.entries = entries.map { entry($0, place($0.page)) }
        meet.alternates = alternates.map { entry($0, place($0.page)) }
        meet.relays = relays.map { relay($0, place($0.page)) }
        meet.timeline = timeline.map { line in
            var row = TimelineRow(
                session: sessions.firstIndex { $0.name == line.session } ?? 0, event: line.event, name: line.name, place: place(line.page))
            (row.round, row.heats, row.heat, row.start) = (line.round, line.heats, line.heat, line.start.flatMap(MeetMaker.time))
            return row
        }
        return meet
    }

    private func event(_ row: Row) -> Int {
        events.firstIndex { event in
            (row.event == nil ? event.name == row.eventName : event.number == row.event)
                && (row.session == nil || event.session == row.session)
        } ?? -1
    }

    private func entry(_ row: Row, _ place: Place) -> Entry {
        var entry = Entry(event: event(row), name: row.name ?? "", place: place)
        (entry.round, entry.heat, entry.lane, entry.rank) = (row.round, row.heat, row.lane, row.rank)
        (entry.sex, entry.age, entry.birth, entry.team) = (row.sex.flatMap(Sex.init), row.age, row.birth, row.team)
        (entry.seed, entry.start) = (row.seed, row.start.flatMap(MeetMaker.time))
        return entry
    }

    private func relay(_ row: Row, _ place: Place) -> RelayEntry {
        var relay = RelayEntry(event: event(row), team: row.team ?? "", place: place)
        (relay.round, relay.heat, relay.lane, relay.rank) = (row.round, row.heat, row.lane, row.rank)
        (relay.letter, relay.seed, relay.start) = (row.letter, row.seed, row.start.flatMap(MeetMaker.time))
        relay.legs = (row.legs ?? []).map { RelayLeg(name: $0) }
        return relay
    }
}
