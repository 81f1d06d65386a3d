/// A document as it was read: the meet in it, and how complete the reading was.
package struct Reading: Sendable, Hashable, Codable {
    package var meet: Meet
    package var completeness: Completeness

    package init(meet: Meet, completeness: Completeness) {
        self.meet = meet
        self.completeness = completeness
    }
}

/// What became of every line of text, and which of the document's own sums did not add up.
package struct Completeness: Sendable, Hashable, Codable {
    package var pages: Int = 0
    /// One-based numbers of pages that have no text layer.
    package var pagesWithoutText: [Int] = []
    /// Lines that became an event, a heat, an entry or a leg.
    package var usedLines: Int = 0
    /// Lines that are known to say nothing about races, by what they are.
    package var ignoredLines: [IgnoredLine: Int] = [:]
    package var unread: [UnreadLine] = []
    package var failedChecks: [FailedCheck] = []

    package init() {}

    /// True when no line was left unread and every check held.
    package var isComplete: Bool { unread.isEmpty && failedChecks.isEmpty && pagesWithoutText.isEmpty }
}

/// Why a line carries no race.
package enum IgnoredLine: String, Sendable, Hashable, Codable, CodingKeyRepresentable {
    case banner
    case title
    case columnHeader
    case record
    case qualifyingStandard
    case emptyLane
    case resultBlank
    case sponsor
    case pageFooter
    case sessionTotal
    case note
    /// Any line of a document that holds no entries: results, warm-up grids.
    case otherDocument
}

/// A line the reader could not make sense of. Never dropped, always shown.
package struct UnreadLine: Sendable, Hashable, Codable {
    package var text: String
    package var place: Place

    package init(text: String, place: Place) {
        self.text = text
        self.place = place
    }
}

/// One of the document's own sums that does not add up.
package struct FailedCheck: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case missingHeat
        case repeatedHeat
        case heatCount
        case laneTwice
        case entryTotal
        case relayLegs
        case ambiguousDate
    }

    package var kind: Kind
    /// For a person, with the event and heat: `Event 12, heat 3: lane 4 is printed twice`.
    package var message: String
    package var page: Int?

    package init(kind: Kind, message: String, page: Int? = nil) {
        self.kind = kind
        self.message = message
        self.page = page
    }
}
