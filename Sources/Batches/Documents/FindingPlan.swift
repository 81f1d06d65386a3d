import Database
import FileStore
import Foundation
import MeetModel
import Schedules

/// What is to be kept of one swimmer's answer.
struct FindingPlan: Sendable {
    private let swimmer: AskedSwimmer
    private let outcome: JobResult.Finding.Outcome
    private let races: [Race]
    private let events: SQLJSON
    private let warnings: SQLJSON
    private let displayName: String
    private let extractionID: UUID
    private let linkID: UUID
    /// Several, should one be taken.
    private let codes: [String]

    init(
        _ swimmer: AskedSwimmer, _ answer: Answer, _ schedule: Schedule, _ makeRandom: @Sendable () -> any RandomNumberGenerator
    ) throws {
        self.swimmer = swimmer
        var found: Swimmer?
        switch answer.outcome {
        case .found(let index):
            found = schedule.swimmers[index]
            outcome = .found
        case .ambiguous: outcome = .ambiguous
        case .notFound: outcome = .notFound
        }
        races = found?.races.map { schedule.races[$0] } ?? []
        displayName = (found?.person.displayName ?? swimmer.query.name).storable(BatchPlan.mostText)
        events = try SQLJSON(encoding: races)
        warnings = try SQLJSON(encoding: schedule.notes.map { $0.message.storable(1000) })
        var random = makeRandom()
        extractionID = .drawn(using: &random)
        linkID = .drawn(using: &random)
        var codes: [String] = []
        for _ in 0..<4 { codes.append(ShortCode.random(using: &random)) }
        self.codes = codes
    }

    var isFound: Bool { outcome == .found }

    /// The document's row, and when that is. Two contents of one MD5 are two documents; the second goes by its SHA-256. A document that is
    /// asked for again within the hour is not written to.
    ///
    /// The row is held by this transaction: two that keep the same swimmers in different orders come one after the other.
    static func pdf(
        _ file: StoredFile, id: UUID, sourceURL: String?, pages: Int, _ connection: any SQLConnection
    ) throws -> (id: UUID, now: Date) {
        let sha256 = file.checksum.hexadecimal
        let recent = try connection.run(
            """
            SELECT id, \(SQL.now) AS now FROM pdf_files
            WHERE sha256 = \(sha256) AND last_accessed_at > \(SQL.instant(.now, plus: .seconds(-3_600))) \(SQL.forUpdate)
            """
        ).first
        if let recent { return (try recent.get("id"), try recent.get("now")) }
        for checksum in [file.md5, String(sha256.prefix(32))] {
            try connection.run(
                """
                INSERT INTO pdf_files (id, checksum, sha256, source_url, filename, file_size_bytes, page_count)
                VALUES (\(id), \(checksum), \(sha256), \(sourceURL), \(file.filename.storable(255)), \(Int(file.bytes)), \(pages))
                ON CONFLICT DO NOTHING
                """)
            let known = try connection.run(
                "UPDATE pdf_files SET last_accessed_at = \(SQL.now) WHERE sha256 = \(sha256) RETURNING id, last_accessed_at"
            ).first
            if let known { return (try known.get("id"), try known.get("last_accessed_at")) }
        }
        throw DatabaseError(.unexpectedValue, "A document has no row.")
    }

    /// - Parameters:
    ///   - expiresAt: until when the link holds at least.
    ///   - isPromised: whether it holds so long whatever becomes of the batches that find the same.
    func store(
        _ pdf: UUID, _ meet: Meet, expiresAt: Date, isPromised: Bool, _ connection: any SQLConnection
    ) throws -> JobResult.Finding {
        var finding = JobResult.Finding(position: swimmer.position, outcome: outcome, races: races.count)
        guard isFound else { return finding }
        let first = races.first
        let days = Set(races.compactMap(\.date))
        let name = (first?.meetName ?? meet.name)?.storable(500)
        let venue = (first?.venue ?? meet.venue)?.storable(500)
        let session = days.count == 1 ? days.first.map { SQLDay($0) } : nil
        let extraction = try connection.value(
            """
            INSERT INTO extraction_results (id, pdf_id, swimmer_name_normalized, swimmer_name_display, meet_name, session_date,
                meet_date_start, meet_date_end, venue, events, warnings, promised_until)
            VALUES (\(extractionID), \(pdf), \(key), \(displayName), \(name), \(session), \(meet.start.map { SQLDay($0) }),
                \(meet.end.map { SQLDay($0) }), \(venue), \(events), \(warnings), \(isPromised ? expiresAt : nil))
            ON CONFLICT (pdf_id, swimmer_name_normalized) DO UPDATE SET
                swimmer_name_display = excluded.swimmer_name_display, meet_name = excluded.meet_name,
                session_date = excluded.session_date, meet_date_start = excluded.meet_date_start, meet_date_end = excluded.meet_date_end,
                venue = excluded.venue, events = excluded.events, warnings = excluded.warnings,
                promised_until = coalesce(excluded.promised_until, extraction_results.promised_until)
            RETURNING id
            """, as: UUID.self)
        finding.extraction = extraction ?? extractionID
        finding.code = try link(to: extraction ?? extractionID, expiresAt: expiresAt, connection)
        return finding
    }

    /// What tells swimmers of one name apart tells their results apart, too.
    private var key: String {
        guard let details = swimmer.query.details, !swimmer.normalized.contains("|") else { return swimmer.normalized }
        let suffix = "|" + details
        return swimmer.normalized.storable(BatchPlan.mostText - suffix.unicodeScalars.count) + suffix
    }

    /// The extraction's row is held by this transaction, so that it gets one link however many jobs find the same.
    private func link(to extraction: UUID, expiresAt: Date, _ connection: any SQLConnection) throws -> String? {
        let known = try connection.value(
            """
            SELECT short_code FROM result_links WHERE extraction_id = \(extraction)
                AND (expires_at IS NULL OR expires_at > \(SQL.now)) ORDER BY created_at LIMIT 1
            """, as: String.self)
        if let known {
            try connection.send(
                "UPDATE result_links SET expires_at = \(expiresAt) WHERE short_code = \(known) AND expires_at < \(expiresAt)")
            return known
        }
        for code in codes {
            let added = try connection.run(
                """
                INSERT INTO result_links (id, short_code, extraction_id, expires_at)
                VALUES (\(linkID), \(code), \(extraction), \(expiresAt)) ON CONFLICT (short_code) DO NOTHING
                """
            ).changes
            if added > 0 { return code }
        }
        return nil
    }
}

extension SQLDay {
    init(_ date: CalendarDate) { self.init(text: date.description) }
}
