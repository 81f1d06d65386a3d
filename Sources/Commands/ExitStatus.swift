import ArgumentParser
import Schedules

/// What the program tells the shell. Besides, 1 is an output that could not be written, and 64 bad usage.
enum ExitStatus: Int32 {
    case found = 0
    /// A document could not be read, so the answer may lack races. What the others say is printed all the same.
    case unreadable = 2
    case notFound = 3
    case ambiguous = 4
    /// An anonymized document was written, but it does not read the way the original does.
    case unlike = 5

    /// The worst of what happened: a document nobody could read, then a name that fits several, then one that fits nobody.
    init(_ schedule: Schedule, failures: Int) {
        let outcomes = schedule.answers.map(\.outcome)
        if failures > 0 {
            self = .unreadable
        } else if outcomes.contains(where: { if case .ambiguous = $0 { true } else { false } }) {
            self = .ambiguous
        } else if outcomes.contains(where: { if case .notFound = $0 { true } else { false } }) || schedule.swimmers.isEmpty {
            self = .notFound
        } else {
            self = .found
        }
    }

    /// Ends the command with this status.
    func end() throws {
        if self != .found { throw ExitCode(rawValue) }
    }
}
