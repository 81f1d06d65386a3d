package import Foundation
package import MeetModel
package import Schedules

/// What one document has for one swimmer, as version 1 knew it: what a short link leads to.
package struct SharedResult: Sendable {
    /// The short code; nil when nothing was found that could be linked to.
    package var code: String?
    /// As found in the document, or as asked for.
    package var swimmer: String
    package var meetName: String?
    package var sessionDate: CalendarDate?
    package var meetStart: CalendarDate?
    package var meetEnd: CalendarDate?
    package var venue: String?
    package var races: [Race]
    /// Sentences for the user.
    package var warnings: [String]
    /// Nil for a link, which leads to somebody found.
    package var answer: Answer?
    package var filename: String?
    package var sourceURL: String?
    package var cached: Bool
    package var createdAt: Date
    package var expiresAt: Date?
}
