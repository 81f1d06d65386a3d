import Database
import FileStore
import Foundation
import MeetModel
import Schedules

extension BatchService {
    struct Asked: Sendable {
        var swimmers: [AskedSwimmer]
        var expiresAt: Date
        /// Who made the batch, as the books know it; nil for one of an older version.
        var client: String?
    }

    /// - Throws: `JobFailure` when the batch is gone.
    func swimmers(of batch: BatchID) async throws -> Asked {
        let rows = try await database.query(
            """
            SELECT s.position, s.name_normalized, s.name_display, s.age_text, s.birth_text, s.team, s.sex, s.event_number, b.expires_at, b.client
            FROM batch_swimmers AS s JOIN processing_batches AS b ON b.id = s.batch_id
            WHERE s.batch_id = \(batch) ORDER BY s.position
            """)
        guard let first = rows.first else { throw CancellationError() }
        return Asked(
            swimmers: try rows.map {
                AskedSwimmer(position: try $0.get("position"), normalized: try $0.get("name_normalized"), query: try BatchRows.swimmer($0))
            }, expiresAt: try first.get("expires_at"), client: try first.get("client"))
    }

    /// Keeps what one document has for each swimmer, with a short link for those who were found.
    ///
    /// It is on the disk with the next durable transaction, which for a job is the one that ends it, and within a second anyway.
    ///
    /// - Parameters:
    ///   - schedule: of this document alone, with an answer for each of `swimmers`.
    ///   - isPromised: whether the links outlive every batch that finds the same.
    ///   - expiry: until when the links hold at least, given the database's time.
    /// - Returns: what was found, and the database's time.
    func keep(
        _ schedule: Schedule, of swimmers: [AskedSwimmer], in file: StoredFile, _ meet: Meet, sourceURL: String?, pages: Int,
        isPromised: Bool = false, until expiry: @escaping @Sendable (Date) -> Date
    ) async throws -> (findings: [JobResult.Finding], now: Date) {
        let plans = try zip(swimmers, schedule.answers).map { try FindingPlan($0, $1, schedule, makeRandom) }
        let pdf = UUID.drawn(using: makeRandom)
        return try await database.transaction(.relaxed) { connection in
            let (pdf, now) = try FindingPlan.pdf(file, id: pdf, sourceURL: sourceURL, pages: pages, connection)
            return (try plans.map { try $0.store(pdf, meet, expiresAt: expiry(now), isPromised: isPromised, connection) }, now)
        }
    }
}
