import Database

/// What the table has after a cursor, as of one moment.
struct EventPage: Sendable {
    var events: [BatchEvent]
    /// Nothing more is in the table.
    var isLast: Bool
    /// The batch has ended, and its last event is not after the cursor.
    var isOver: Bool

    private static let size = 200

    /// Nil when there is no such batch.
    static func read(_ batch: BatchID, after cursor: Int, _ database: SQLDatabase) async throws -> EventPage? {
        try await database.read { connection in
            let found = try connection.run(all: [
                "SELECT status, last_event_id FROM processing_batches WHERE id = \(batch) AND expires_at > \(SQL.now)",
                """
                SELECT id, type, job_id, data FROM batch_events WHERE batch_id = \(batch) AND id > \(cursor) ORDER BY id LIMIT \(size)
                """,
            ])
            guard let row = found[0].first else { return nil }
            let hasEnded = try row.get("status", as: BatchStatus.self).isEnded
            let last = try row.get("last_event_id", as: Int.self)
            let events = try found[1].map { row in
                let (id, kind) = (try row.get("id", as: Int.self), try row.get("type", as: BatchEvent.Kind.self))
                return BatchEvent(
                    id: id, kind: kind, jobID: try row.get("job_id"), data: try row.get("data"),
                    isFinal: hasEnded && id == last && kind.endsBatch)
            }
            guard cursor <= last, cursor == last || events.first?.id == cursor + 1 else {
                return try reset(batch, last, hasEnded, connection)
            }
            return EventPage(events: events, isLast: events.count < size, isOver: hasEnded && cursor >= last)
        }
    }

    /// In place of events that are gone, or for a cursor that this batch has never given.
    private static func reset(_ batch: BatchID, _ last: Int, _ hasEnded: Bool, _ connection: any SQLConnection) throws -> EventPage? {
        guard let snapshot = try BatchRows.batch(batch, connection) else { return nil }
        let event = BatchEvent(id: last, kind: .reset, data: "", snapshot: snapshot, isFinal: hasEnded)
        return EventPage(events: [event], isLast: true, isOver: hasEnded)
    }
}

extension BatchEvent.Kind {
    var endsBatch: Bool { self == .batchCompleted || self == .batchCancelled }
}
