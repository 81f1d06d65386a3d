import MeetModel

/// What a document says, as it was established by hand: the schema that `heatsync inspect --format json` prints.
struct Truth: Decodable, Sendable {
    var kind: DocumentKind
    var meetName: String?
    var meetStart: String?
    var meetEnd: String?
    var sessions: [TruthSession]
    var events: [TruthEvent]
    var entries: [PrintedRow]
    var alternates: [PrintedRow]
    var relays: [PrintedRow]
    var timeline: [PrintedTimelineRow]
    /// A reader may refuse this kind of sheet, but not read it wrongly.
    var optionalEntries: Bool?
    /// Pages that are pictures; timeline rows on them do not count.
    var noTextPages: [Int]?
    var notes: String?
    /// The words that stand for a seed where there is none, in drawn sheets.
    var noTime: [String]?

    /// False for results, warm-up grids and the like: they give no entries.
    var holdsRaces: Bool { kind != .results && kind != .other }
}

struct TruthSession: Decodable, Sendable {
    var name: String?
    var date: String?
}

struct TruthEvent: Decodable, Sendable {
    var number: String?
    var name: String
    var relay: Bool
}

/// An entry or a relay with the number of its event, as the truth has it or as it was read.
struct PrintedRow: Decodable, Sendable {
    var event: String?
    var eventName: String?
    var round: String?
    var heat: Int?
    var lane: Int?
    var rank: Int?
    /// Nil in relays.
    var name: String?
    var sex: String?
    var age: String?
    var birth: String?
    var team: String?
    var letter: String?
    var seed: String?
    var start: String?
    var legs: [String]?
    var exhibition: Bool?
    var page: Int?
    /// Further events and heats of a row that stands in a combined heat.
    var alts: [Slot]?
    /// Other forms that a drawn sheet prints of the team and of the name.
    var teamAlts: [String]?
    var nameAlts: [String]?
    /// The document does not number its heats: `heat` counts them.
    var heatFree: Bool?

    struct Slot: Decodable, Sendable {
        var event: String
        var heat: Int

        init(from decoder: any Decoder) throws {
            var pair = try decoder.unkeyedContainer()
            event = try pair.decode(String.self)
            heat = try pair.decode(Int.self)
        }
    }
}

/// A row of a timeline with the day of its session.
struct PrintedTimelineRow: Decodable, Sendable {
    var day: Int?
    var event: String?
    var round: String?
    var name: String
    var entries: Int?
    var heats: Int?
    var heat: Int?
    var start: String?
    var page: Int?
    /// The round in English, where a drawn sheet has it in another language.
    var roundAlts: [String]?
}

extension PrintedRow {
    init(_ entry: Entry, of meet: Meet) {
        let event = meet.events[entry.event]
        self.event = event.number
        eventName = event.name
        round = entry.round
        heat = entry.heat
        lane = entry.lane
        rank = entry.rank
        name = entry.name
        sex = entry.sex?.rawValue
        age = entry.age
        birth = entry.birth
        team = entry.team
        seed = entry.seed
        start = entry.start?.description
        exhibition = entry.isExhibition
        page = entry.place.page
    }

    init(_ relay: RelayEntry, of meet: Meet) {
        let event = meet.events[relay.event]
        self.event = event.number
        eventName = event.name
        round = relay.round
        heat = relay.heat
        lane = relay.lane
        rank = relay.rank
        team = relay.team
        letter = relay.letter
        seed = relay.seed
        start = relay.start?.description
        legs = relay.legs.map(\.name)
        exhibition = relay.isExhibition
        page = relay.place.page
    }
}

extension PrintedTimelineRow {
    init(_ row: TimelineRow, of meet: Meet) {
        day = meet.sessions[row.session].day
        event = row.event
        round = row.round
        name = row.name
        entries = row.entries
        heats = row.heats
        heat = row.heat
        start = row.start?.description
        page = row.place.page
    }
}

extension PrintedRow: CustomStringConvertible {
    /// For messages: page, event, heat, lane and whose row it is.
    var description: String {
        let parts: [String?] = [
            page.map { "page \($0)" }, event.map { "event \($0)" } ?? eventName, round, heat.map { "heat \($0)" },
            lane.map { "lane \($0)" },
            rank.map { "rank \($0)" }, name, age, team, letter, seed, start,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

extension PrintedTimelineRow: CustomStringConvertible {
    var description: String {
        let parts: [String?] = [
            page.map { "page \($0)" }, event.map { "event \($0)" }, round, name, heat.map { "heat \($0)" }, start,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
