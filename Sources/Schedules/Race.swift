package import MeetModel

/// One race of one swimmer, with everything a person may want to know of it and where it was read.
package struct Race: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable {
        /// Heat and lane are known.
        case seeded
        /// Entered, but the event is not seeded yet.
        case notSeeded
        /// Swims only if another scratches.
        case alternate
        /// A final that is swum only by those who qualify in the prelims.
        case finalIfQualified
    }

    /// The swimmer as printed, and as `First Last`.
    package var printedName: String
    package var displayName: String
    package var age: String?
    package var sex: Sex?
    package var team: String?

    package var meetName: String?
    package var venue: String?
    package var sessionName: String?
    /// Position of the session in the meet, from 0, in the order the sessions are swum; nil while unknown.
    package var sessionOrder: Int?
    package var date: CalendarDate?

    package var eventNumber: String?
    package var eventName: String
    package var eventSex: EventSex?
    package var ages: AgeGroup?
    package var distance: Int?
    package var course: Course?
    package var stroke: Stroke?
    /// Set in relays: the leg, from 1 (5 and above are relay alternates), and the team's letter and members.
    package var relay: RelayPart?

    package var round: String?
    package var heat: Int?
    package var heatCount: Int?
    package var lane: Int?
    /// Place in an unseeded list, or among alternates.
    package var rank: Int?
    package var seed: String?
    package var start: RaceStart?
    package var state: State
    package var isExhibition: Bool
    /// The rows the race was read from, the one with the lane first.
    package var evidence: [Evidence]
    /// Other rows that say the same: a second print, a psych sheet entry of a race since seeded.
    package var supersedes: [Evidence]
}

package struct RelayPart: Sendable, Hashable, Codable {
    /// From 1; 5 and above are alternates of the relay. Nil where the relay is printed without names.
    package var leg: Int?
    package var letter: String?
    /// All members as printed, in swimming order.
    package var members: [String]
}

/// When a race starts, and how well that is known.
package struct RaceStart: Sendable, Hashable, Codable {
    package enum Source: String, Sendable, Hashable, Codable {
        /// Printed with the heat.
        case printed
        /// From the session report (the event's start, for its first heat).
        case reported
        /// Reckoned from earlier starts and seeds (SPEC 2.5).
        case estimated
    }

    package var source: Source
    /// Venue wall clock.
    package var time: WallTime
    /// Only for estimates: the earliest and latest time to expect.
    package var earliest: WallTime?
    package var latest: WallTime?
}

/// The row a race was read from.
package struct Evidence: Sendable, Hashable, Codable {
    /// Name of the file as the caller gave it.
    package var file: String
    package var place: Place
}
