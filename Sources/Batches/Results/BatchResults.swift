package import MeetModel
package import Schedules

/// What the documents of a batch, read together, say of its swimmers.
///
/// The documents that are ready at the moment are in it; while the batch runs, more may come.
package struct BatchResults: Sendable {
    package var batch: Batch
    /// Answers in the order of the swimmers asked for, races in the order they are swum, clashes, documents and notes. The
    /// files that evidence and documents name are those of `documents`.
    package var schedule: Schedule
    /// For each race of the schedule: a name that it keeps when a later print moves it to another heat, lane or time.
    package var raceIDs: [String]
    /// One for each job, by sequence.
    package var documents: [BatchDocument]

    /// The races of these names, in the order swum; all of them when `ids` is nil.
    package func races(_ ids: Set<String>?) -> [Race] {
        guard let ids else { return schedule.races }
        return zip(schedule.races, raceIDs).compactMap { ids.contains($1) ? $0 : nil }
    }
}

/// What became of one document of a batch.
package struct BatchDocument: Sendable {
    package var job: BatchJob
    /// What the schedule calls it: the file name, told apart where several are the same.
    package var file: String
    /// The sequence of the earlier document of the same content: this one adds nothing.
    package var duplicateOf: Int?
    /// Nil until it has been read, and of a duplicate.
    package var summary: DocumentSummary?
    /// Rows that became an event, a heat, an entry or a leg.
    package var usedLines: Int
    /// Lines that were not understood, with their place on the page.
    package var unread: [UnreadLine]
    /// Indices of the schedule's races that were read from it.
    package var races: [Int]
}
