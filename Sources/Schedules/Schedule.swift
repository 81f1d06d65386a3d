package import MeetModel

/// The answer to a question: who swims what, when, and how well that is known.
package struct Schedule: Sendable, Hashable, Codable {
    /// The meets of the documents, the earliest first. More than one is also said in `notes`.
    package var meets: [MeetSummary]
    /// One for each swimmer asked for, in the order asked.
    package var answers: [Answer]
    /// Those whose races are listed: everybody found, or everyone of the team, by last name.
    package var swimmers: [Swimmer]
    /// In the order swum. A relay stands once for each of its swimmers that was asked for.
    package var races: [Race]
    package var clashes: [Clash]
    /// One for each document, in the order given.
    package var documents: [DocumentSummary]
    package var notes: [Note]

    package init(
        meets: [MeetSummary] = [], answers: [Answer] = [], swimmers: [Swimmer] = [], races: [Race] = [], clashes: [Clash] = [],
        documents: [DocumentSummary] = [], notes: [Note] = []
    ) {
        self.meets = meets
        self.answers = answers
        self.swimmers = swimmers
        self.races = races
        self.clashes = clashes
        self.documents = documents
        self.notes = notes
    }

    /// Of the first meet that has a name.
    package var meetName: String? { meets.lazy.compactMap(\.name).first }
    /// First day of the earliest meet.
    package var start: CalendarDate? { meets.compactMap(\.start).min() }
    /// Last day of the latest meet.
    package var end: CalendarDate? { meets.compactMap { $0.end ?? $0.start }.max() }
    /// Of the first meet that has one.
    package var venue: String? { meets.lazy.compactMap(\.venue).first }
}

/// A meet, put together from the documents that belong to it.
package struct MeetSummary: Sendable, Hashable, Codable {
    package var name: String?
    package var start: CalendarDate?
    package var end: CalendarDate?
    package var venue: String?
    /// The documents it was put together from, in the order given.
    package var files: [String]
}

/// A person with the races the schedule lists for them.
package struct Swimmer: Sendable, Hashable, Codable {
    package var person: Person
    /// Indices of `Schedule.races`, in the order swum.
    package var races: [Int]

    package init(person: Person, races: [Int]) {
        self.person = person
        self.races = races
    }
}

/// What became of one swimmer asked for.
package struct Answer: Sendable, Hashable, Codable {
    package enum Outcome: Sendable, Hashable, Codable {
        /// Index of `Schedule.swimmers`.
        case found(swimmer: Int)
        /// Several people fit, or only a last name was given, and the user has to choose: ask again with one of `choices`. Their
        /// races are not listed.
        case ambiguous([Person])
        /// Nobody fits; the suggestions are for a "did you mean", and may be none.
        case notFound([Suggestion])
    }

    package var query: SwimmerQuery
    package var outcome: Outcome
    /// How to ask for each of those who are offered, in their order: no two are alike, and each is answered by that person.
    package var choices: [SwimmerQuery]

    package init(query: SwimmerQuery, outcome: Outcome, choices: [SwimmerQuery] = []) {
        self.query = query
        self.outcome = outcome
        self.choices = choices
    }

    /// What was stored before choices were told has none.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        query = try members.decode(SwimmerQuery.self, forKey: .query)
        outcome = try members.decode(Outcome.self, forKey: .outcome)
        choices = try members.decodeIfPresent([SwimmerQuery].self, forKey: .choices) ?? []
    }

    /// How to ask for the one of those offered who stands at `position`.
    package func choice(_ position: Int, _ person: Person) -> SwimmerQuery {
        choices.indices.contains(position) ? choices[position] : SwimmerQuery(person)
    }
}

/// Somebody who may have been meant, never taken without asking.
package struct Suggestion: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Hashable, Codable {
        /// One of several who carry the last name asked for, or the same last name with another first name.
        case sameLastName
        /// A short or familiar form of the first name.
        case nickname
        /// One letter differs, is missing, or is swapped with its neighbour.
        case spelling
        /// Part of a longer last name.
        case partialLastName
        /// The same name with another middle initial.
        case otherMiddleName
        /// The same name at another age.
        case otherAge
        /// The same name in another team.
        case otherTeam
        /// The same name, first and last exchanged.
        case namesExchanged
        /// Cut off by its column before the first name.
        case cutOff
    }

    package var person: Person
    package var reason: Reason
}

/// Two races that cannot both be swum at leisure, or both be watched.
package struct Clash: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        /// Two of the swimmers in the same heat.
        case sameHeat
        /// Two of the swimmers at the same time in different places: parallel sessions, or ranges that overlap.
        case sameTime
        /// Two of the swimmers within a few minutes.
        case closeTogether
        /// One swimmer with little rest between two races.
        case backToBack
    }

    package var kind: Kind
    /// Indices of `Schedule.races`, the earlier first.
    package var first: Int
    package var second: Int
    /// Between the two starts as far as they are known. Races of one session can be close by their heats alone.
    package var minutes: Int?
}

/// One document's part in the schedule.
package struct DocumentSummary: Sendable, Hashable, Codable {
    package var file: String
    package var kind: DocumentKind
    /// Index of `Schedule.meets`; nil for documents that are of no meet (empty, or not about one).
    package var meet: Int?
    package var printed: PrintTime?
    /// The later print of the same sheet that is used in its place.
    package var supersededBy: String?
    package var events: Int
    package var entries: Int
    package var relays: Int
    package var pages: Int
    package var pagesWithoutText: [Int]
    package var unreadLines: Int
    package var failedChecks: [FailedCheck]
    /// Every line understood, every sum of the document's own right.
    package var isComplete: Bool
}

/// Something a person should know before trusting the schedule.
package struct Note: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case severalMeets
        case supersededDocument
        case ambiguousDate
        case incompleteReading
        case notAHeatSheet
        case notSeededYet
        case conflictingDocuments
        /// Entered in an earlier document, but not in the one that counts.
        case scratched
        case enteredTwice
        case relaysWithoutNames
        /// The session report has the event in parts, and the documents do not print which heats swim in which.
        case eventInParts
        /// Somebody of the same age and team is one letter away, and may be a misspelling.
        case nearName
    }

    package var kind: Kind
    /// A sentence for a person.
    package var message: String
    /// The document it is about, if it is about one.
    package var file: String?
}
