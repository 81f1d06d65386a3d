import MeetModel

/// The course of one meet, put together from all its documents: which events are swum in which session, in which order, and
/// who is entered.
struct MeetProgram: Sendable {
    var group: MeetGroup
    var events: [ProgramEvent] = []
    /// In the order they were met; `sessionOrder` tells the order they are swum in.
    var sessions: [ProgramSession] = []
    var swims: [Swim] = []
    var rows: [MeetRow] = []
    /// Position of each session in the meet.
    var sessionOrder: [Int] = []
    /// Relays that are printed without names, by document.
    var namelessRelays: [MeetRow] = []
    /// Documents of which nothing is used because a later print says the same, with that print.
    var superseded: [Int: Int] = [:]
    var starts: [Swim.Heat: RaceStart] = [:]
    /// Position of each heat within its session.
    var positions: [Swim.Heat: Int] = [:]
}

/// One event of the meet; prelims and finals are two swims of it.
struct ProgramEvent: Sendable {
    var number: String?
    var name: String
    var traits: EventTraits
    var course: Course?
    var swims: [Int] = []
    /// Documents that list the event without heats.
    var listedBy: [Int] = []

    init(number: String?, name: String, traits: EventTraits, course: Course?) {
        self.number = number
        self.name = name
        self.traits = traits
        self.course = course
    }
}

/// An event at one stage in one session.
struct Swim: Sendable {
    /// A heat of a swim; number 0 stands for a swim that is not seeded yet.
    struct Heat: Sendable, Hashable {
        var swim: Int
        var number: Int
    }

    struct HeatFacts: Sendable {
        var start: WallTime?
        var count: Int?
        /// Hundredths of a second, as swum in this pool; nil while no swimmer of the heat has a time.
        var slowest: Int?
        /// Position in the document's heats.
        var order: Int
        var document: Int
    }

    var event: Int
    var phase: RacePhase?
    var session: Int?
    /// The day, where a heat leaves its session's sheet and its own session is not known.
    var day: CalendarDate?
    /// As the session report has it.
    var round: String?
    var heats: [Int: HeatFacts] = [:]
    /// Documents with seeded heats.
    var seededBy: [Int] = []
    /// Seeds of a list without heats, in hundredths.
    var listedSeeds: [Int] = []
    var listedEntries = 0
    /// Where the session report has it.
    var timelineEvidence: Evidence?
    /// By the session report.
    var reportedStart: WallTime?
    var reportedHeats: Int?
    /// Two or more where the session report has the swim in parts, in its order; else none.
    var parts: [SwimPart] = []
    var partHeats = PartHeats.unknown

    /// Of all parts.
    var allReportedHeats: Int? {
        guard !parts.isEmpty else { return reportedHeats }
        let counts = parts.compactMap(\.heats)
        return counts.count == parts.count ? counts.reduce(0, +) : nil
    }
}

/// A session of the meet.
struct ProgramSession: Sendable {
    /// What happens in a session, in order.
    enum Item: Sendable {
        case swim(Int)
        /// A part of a swim, from 1 on; its first part stands as the swim.
        case part(swim: Int, part: Int)
        /// A pause, with its start and its length in seconds as far as they are printed.
        case pause(start: WallTime?, seconds: Int?)
    }

    var name: String?
    var number: String?
    var day: Int?
    var date: CalendarDate?
    var start: WallTime?
    var heatInterval: Int?
    var backstrokeInterval: Int?
    var items: [Item] = []
    /// By the session report, of single heats.
    var heatStarts: [Swim.Heat: WallTime] = [:]
    /// Has a session report.
    var isReported = false
    /// Where the session was first met.
    var firstDocument: Int

    init(_ session: Session, document: Int) {
        name = session.name
        number = session.number
        firstDocument = document
        fill(from: session)
    }

    mutating func fill(from session: Session) {
        name = name ?? session.name
        number = number ?? session.number
        day = day ?? session.day.flatMap { (1...60).contains($0) ? $0 : nil }
        date = date ?? session.date
        start = start ?? session.start
        heatInterval = heatInterval ?? session.heatInterval.flatMap { (0...3_600).contains($0) ? $0 : nil }
        backstrokeInterval = backstrokeInterval ?? session.backstrokeInterval.flatMap { (0...3_600).contains($0) ? $0 : nil }
    }

    /// The weekday its name holds: `Friday Prelims`, `Sat AM`.
    var weekday: Weekday? { Weekday(in: name) }
}

extension Session {
    var weekday: Weekday? { Weekday(in: name) }
}

extension Weekday {
    /// The only weekday that a text names, in full or by three letters or more.
    fileprivate init?(in text: String?) {
        let words = (text ?? "").lowercased().split { !$0.isLetter }
        let found = Set(
            words.compactMap { word in
                Weekday.allCases.first { day in
                    let name = day.rawValue.lowercased()
                    return name == word || (word.count >= 3 && word.count <= 5 && name.hasPrefix(word))
                }
            })
        guard found.count == 1, let day = found.first else { return nil }
        self = day
    }
}
