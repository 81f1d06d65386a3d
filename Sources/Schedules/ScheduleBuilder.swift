/// Puts documents and a question together. Pure: the same input gives the same schedule, whatever the machine or the hour.
package enum ScheduleBuilder {
    /// Never fails: a document without entries, or a meet that contradicts itself, is said in the schedule's notes.
    package static func schedule(_ documents: [SourceDocument], _ question: Question) -> Schedule {
        MeetIndex(documents).schedule(question)
    }
}
