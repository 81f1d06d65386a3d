/// Everything one document says about a meet, in the order of the document.
///
/// Rows refer to each other by index (`Entry.event` is an index of `events`), so that a `Meet` is plain data that can be
/// stored, compared and merged.
package struct Meet: Sendable, Hashable, Codable {
    package var kind: DocumentKind
    package var name: String?
    /// First day of the meet, never the day the sheet was printed.
    package var start: CalendarDate?
    package var end: CalendarDate?
    /// Where the meet is swum, when the document says so.
    package var venue: String?
    /// When the sheet was printed, by its banner.
    package var printed: PrintTime?
    package var sessions: [Session] = []
    package var events: [Event] = []
    package var heats: [Heat] = []
    package var entries: [Entry] = []
    /// Swimmers who swim only if another scratches; `rank` is their order, heat and lane are nil.
    package var alternates: [Entry] = []
    package var relays: [RelayEntry] = []
    package var timeline: [TimelineRow] = []

    package init(kind: DocumentKind) { self.kind = kind }
}

/// What a document is, by its content.
package enum DocumentKind: String, Sendable, Hashable, Codable {
    /// Seeded heats with lanes.
    case heatSheet = "heat-sheet"
    /// Entries by rank, without heats.
    case psychSheet = "psych-sheet"
    /// Session report: order of events with expected starts.
    case timeline
    /// Seeded heats for some events and unseeded lists for others.
    case mixed
    /// Relay teams with their swimmers, no individual entries.
    case relayRoster = "relay-roster"
    /// Results, top times, records: swum already, so no entries.
    case results
    /// Warm-up grids, meet information and whatever else is no list of races.
    case other
}

/// The banner's print time. Later prints of the same sheet supersede earlier ones.
package struct PrintTime: Sendable, Hashable, Codable, Comparable {
    package var date: CalendarDate
    package var time: WallTime?

    package init(date: CalendarDate, time: WallTime? = nil) {
        self.date = date
        self.time = time
    }

    package static func < (a: PrintTime, b: PrintTime) -> Bool {
        a.date != b.date ? a.date < b.date : (a.time?.minutes ?? -1) < (b.time?.minutes ?? -1)
    }
}

/// Where a value stands in its document: the evidence that can be shown to a person.
package struct Place: Sendable, Hashable, Codable {
    /// One-based page number.
    package var page: Int
    /// The row's box on the page.
    package var box: Box

    package init(page: Int, box: Box) {
        self.page = page
        self.box = box
    }
}

/// A rectangle in points of the displayed page; y grows down from the top edge.
package struct Box: Sendable, Hashable, Codable {
    package var left: Float
    package var top: Float
    package var right: Float
    package var bottom: Float

    package init(left: Float, top: Float, right: Float, bottom: Float) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    package func union(_ other: Box) -> Box {
        Box(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}

package struct Session: Sendable, Hashable, Codable {
    /// As printed, without the words around it: `Friday Prelims`. Nil where the document names none.
    package var name: String?
    /// As printed: `1`, `1B`.
    package var number: String?
    /// Day of the meet, from 1, where printed.
    package var day: Int?
    package var date: CalendarDate?
    /// When the session's first race starts, where printed.
    package var start: WallTime?
    /// Printed seconds between heats.
    package var heatInterval: Int?
    /// Printed seconds added to the interval in backstroke.
    package var backstrokeInterval: Int?
    package var page: Int

    package init(name: String? = nil, number: String? = nil, date: CalendarDate? = nil, page: Int) {
        self.name = name
        self.number = number
        self.date = date
        self.page = page
    }
}

package struct Event: Sendable, Hashable, Codable {
    /// As printed, `12` or `12A`; nil on sheets that number no events.
    package var number: String?
    /// As printed, without the number: `Girls 11-12 50 LC Meter Butterfly`.
    package var name: String
    /// Index of `Meet.sessions`.
    package var session: Int?
    package var sex: EventSex?
    package var ages: AgeGroup?
    /// Metres or yards, of one leg times the legs in a relay.
    package var distance: Int?
    package var course: Course?
    package var stroke: Stroke?
    package var isRelay: Bool
    /// How many heats the document says the event has.
    package var heatCount: Int?
    package var page: Int

    package init(number: String?, name: String, session: Int? = nil, isRelay: Bool = false, page: Int) {
        self.number = number
        self.name = name
        self.session = session
        self.isRelay = isRelay
        self.page = page
    }
}

package struct Heat: Sendable, Hashable, Codable {
    /// Index of `Meet.events`.
    package var event: Int
    package var number: Int
    /// The `n` of `Heat i of n`.
    package var count: Int?
    /// As printed: `Prelims`, `Finals`, `A Final`; nil where none is.
    package var round: String?
    package var start: WallTime?
    /// Printed in this session's sheet but swum with the finals.
    package var swimsWithFinals: Bool = false
    package var place: Place

    package init(event: Int, number: Int, count: Int? = nil, round: String? = nil, start: WallTime? = nil, place: Place) {
        self.event = event
        self.number = number
        self.count = count
        self.round = round
        self.start = start
        self.place = place
    }
}

/// One swimmer in one event.
package struct Entry: Sendable, Hashable, Codable {
    /// Index of `Meet.events`.
    package var event: Int
    package var round: String?
    /// Number of the heat; nil while the event is not seeded.
    package var heat: Int?
    /// 0 to 10; nil while the event is not seeded.
    package var lane: Int?
    /// Place in an unseeded list.
    package var rank: Int?
    /// As printed, ligatures repaired and marks dropped; `Last, First M` or `First Last` as the document has it.
    package var name: String
    /// Printed in the row; nil where only the event tells.
    package var sex: Sex?
    /// As printed: `11`, `SR`.
    package var age: String?
    /// Date or year of birth as printed, on sheets that give it.
    package var birth: String?
    package var team: String?
    /// As printed, with exhibition `X` and course letter: `1:07.78Y`, `X34.20`, `NT`. Nil where the column is blank.
    package var seed: String?
    /// Start of the heat, only where the document prints one for the heat.
    package var start: WallTime?
    package var isExhibition: Bool = false
    package var place: Place

    package init(event: Int, name: String, place: Place) {
        self.event = event
        self.name = name
        self.place = place
    }
}

/// One relay team in one event.
package struct RelayEntry: Sendable, Hashable, Codable {
    package var event: Int
    package var round: String?
    package var heat: Int?
    package var lane: Int?
    package var rank: Int?
    package var team: String
    /// `A`, `B`, ...
    package var letter: String?
    package var seed: String?
    package var start: WallTime?
    /// In swimming order; those after the fourth are alternates.
    package var legs: [RelayLeg] = []
    package var isExhibition: Bool = false
    package var place: Place

    package init(event: Int, team: String, place: Place) {
        self.event = event
        self.team = team
        self.place = place
    }
}

package struct RelayLeg: Sendable, Hashable, Codable {
    /// As printed, like `Entry.name`.
    package var name: String
    package var age: String?
    package var sex: Sex?

    package init(name: String, age: String? = nil, sex: Sex? = nil) {
        self.name = name
        self.age = age
        self.sex = sex
    }
}

/// A row of a session report: one event (or one heat of it) with its expected start.
package struct TimelineRow: Sendable, Hashable, Codable {
    /// Index of `Meet.sessions`.
    package var session: Int
    package var event: String?
    package var round: String?
    /// The event's name as printed: session reports leave out the course.
    package var name: String
    package var entries: Int?
    package var heats: Int?
    /// Set in timelines that list heats one by one.
    package var heat: Int?
    package var start: WallTime?
    /// Not seeded yet when the report was printed (`u`).
    package var isUnseeded: Bool = false
    /// A pause rather than an event; `name` says which.
    package var isBreak: Bool = false
    package var place: Place

    package init(session: Int, event: String?, name: String, place: Place) {
        self.session = session
        self.event = event
        self.name = name
        self.place = place
    }
}
