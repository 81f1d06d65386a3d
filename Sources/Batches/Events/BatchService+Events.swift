import Database

extension BatchService {
    /// The events after `cursor`, or all of them; a `reset` first when the cursor is not one of this batch or its events are gone.
    /// After the last event of a batch that has ended there is nothing more to tell.
    ///
    /// - Throws: `notFound` when there is no such batch.
    package func events(_ id: BatchID, after cursor: Int?) async throws -> BatchEvents {
        let row = try await database.query(
            "SELECT status, last_event_id FROM processing_batches WHERE id = \(id) AND expires_at > \(SQL.now)"
        ).first
        guard let row else { throw BatchError.noBatch }
        if let cursor, try row.get("status", as: BatchStatus.self).isEnded, cursor >= (try row.get("last_event_id", as: Int.self)) {
            return .ended
        }
        // Events are numbered from 1; whatever is below asks for all of them.
        let start = max(0, cursor ?? 0)
        return .stream(
            BatchEventStream { [hub] in EventReader(batch: id, after: start, sink: $0, hub: hub) })
    }
}
