import Database
import Synchronization

/// Reads pages of events once for all who ask for the same one at the same time, as the many streams of a batch do that begin together.
///
/// Whoever asks gets what was in the table after the question, so one that is being read is no answer: the next one is.
final class EventPages: Sendable {
    private struct Question: Hashable {
        var batch: BatchID
        var cursor: Int
    }

    private typealias Reading = Task<EventPage?, any Error>

    private struct Line {
        var current: Reading
        /// Begins when the current one has ended.
        var next: Reading?
    }

    private let database: SQLDatabase
    private let lines = Mutex<[Question: Line]>([:])

    init(database: SQLDatabase) { self.database = database }

    /// Nil when there is no such batch.
    func page(of batch: BatchID, after cursor: Int) async throws -> EventPage? {
        let question = Question(batch: batch, cursor: cursor)
        let reading = lines.withLock { lines -> Reading in
            guard let line = lines[question] else {
                let reading = Task { try await read(question) }
                lines[question] = Line(current: reading)
                return reading
            }
            if let next = line.next { return next }
            let next = Task { [current = line.current] in
                _ = await current.result
                begin(question)
                return try await read(question)
            }
            lines[question]?.next = next
            return next
        }
        return try await reading.value
    }

    private func begin(_ question: Question) {
        lines.withLock { lines in
            guard let next = lines[question]?.next else { return }
            lines[question] = Line(current: next)
        }
    }

    private func read(_ question: Question) async throws -> EventPage? {
        defer { lines.withLock { if $0[question]?.next == nil { $0[question] = nil } } }
        return try await EventPage.read(question.batch, after: question.cursor, database)
    }
}
