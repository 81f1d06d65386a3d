import Database
import Downloads
import FileStore
import Foundation
import MeetModel
import PDFPages
package import Schedules

extension BatchService {
    /// What a version 1 link shows; nil when there is none of this code, or it has expired. Counts a view.
    package func result(code: String) async throws -> SharedResult? {
        guard ShortCode.isCode(code) else { return nil }
        let rows = try await database.execute(
            """
            UPDATE result_links SET view_count = view_count + 1
            WHERE short_code = \(code) AND (expires_at IS NULL OR expires_at > \(SQL.now)) RETURNING extraction_id, expires_at
            """)
        guard let link = rows.first else { return nil }
        let extraction = try link.get("extraction_id", as: UUID.self)
        let row = try await database.query(
            """
            SELECT e.swimmer_name_display, e.meet_name, e.session_date, e.meet_date_start, e.meet_date_end, e.venue, e.events, e.warnings,
                e.created_at, p.filename, p.source_url
            FROM extraction_results AS e JOIN pdf_files AS p ON p.id = e.pdf_id WHERE e.id = \(extraction)
            """
        ).first
        guard let row else { return nil }
        return SharedResult(
            code: code, swimmer: try row.get("swimmer_name_display"), meetName: try row.get("meet_name"),
            sessionDate: try Self.date(row, "session_date"), meetStart: try Self.date(row, "meet_date_start"),
            meetEnd: try Self.date(row, "meet_date_end"), venue: try row.get("venue"),
            races: try row.get("events", as: SQLJSON.self).decoded(), warnings: try row.get("warnings", as: SQLJSON.self).decoded(),
            answer: nil, filename: try row.get("filename"), sourceURL: try row.get("source_url"), cached: true,
            createdAt: try row.get("created_at"), expiresAt: try link.get("expires_at"))
    }

    /// Reads one document for one swimmer while the caller waits, as version 1 did. The document of an address is fetched, and not
    /// kept; nor is a file needed any more.
    ///
    /// - Throws: `unreadable` when the document cannot be fetched or read, `unavailable` when it may be later, `StoreError.quotaExceeded`
    ///   when the client has added too much today. A swimmer who is not there is an answer, no error.
    package func extractNow(_ source: NewBatch.Source, _ swimmer: SwimmerQuery, client: NewBatch.Client) async throws -> SharedResult {
        do {
            switch source {
            case .file(let file): return try await extract(file, swimmer, nil)
            case .url(let address):
                let key = try ObjectKey("extracts/\(UUID.drawn(using: makeRandom).lowercaseText).pdf")
                let options = UploadOptions(
                    contentType: "application/pdf", expires: try await now().addingTimeInterval(3600),
                    maximumSize: configuration.maximumBytes, isPassing: true)
                let account = QuotaAccount(client: client.hash, ledger: quota, logger: logger)
                let document = try await downloader.download(address, as: key, options: options, account: account)
                let result = await Result {
                    try await extract(StoredFile(document.receipt, filename: document.filename), swimmer, address)
                }
                // What is left in spite of this expires in an hour.
                try? await store.delete([key])
                return try result.get()
            }
        } catch {
            throw Self.told(error)
        }
    }

    /// Errors of the document and of what it takes to read it, as the client is told of them; others as they are.
    private static func told(_ error: any Error) -> any Error {
        switch error {
        case is BatchError, is CancellationError, is DatabaseError: return error
        case let error as PDFError where error.code == .cancelled: return CancellationError()
        case let error as StoreError where error.code == .quotaExceeded: return error
        default:
            let failure = JobFailure(error)
            let isLater = failure.isTransient || failure.code == .internal || failure.code == .storage
            return BatchError(isLater ? .unavailable : .unreadable, failure.message, jobError: failure.code)
        }
    }

    private func now() async throws -> Date {
        guard let now = try await database.value("SELECT \(SQL.now)", as: Date.self) else {
            throw DatabaseError(.unexpectedValue, "The database does not know the time.")
        }
        return now
    }

    private func extract(_ file: StoredFile, _ swimmer: SwimmerQuery, _ sourceURL: String?) async throws -> SharedResult {
        let answer = try await library.reading(of: file)
        try DocumentJob.check(answer.reading)
        let meet = answer.reading.meet
        let index = await library.index([(.init(file: file.filename, checksum: file.checksum), answer.reading)])
        let schedule = index.schedule(Question(swimmers: [swimmer]))
        let asked = AskedSwimmer(position: 0, normalized: BatchPlan.normalized(swimmer.name), query: swimmer)
        let life = TimeInterval(configuration.timeToLive.components.seconds)
        let (findings, now) = try await keep(
            schedule, of: [asked], in: file, meet, sourceURL: sourceURL, pages: answer.reading.completeness.pages,
            isPromised: true, until: { $0.addingTimeInterval(life) })
        let code = findings.first?.code
        let found = schedule.swimmers.first
        let days = Set(schedule.races.compactMap(\.date))
        return SharedResult(
            code: code, swimmer: found?.person.displayName ?? swimmer.name, meetName: schedule.meetName ?? meet.name,
            sessionDate: days.count == 1 ? days.first : nil, meetStart: schedule.start ?? meet.start, meetEnd: schedule.end ?? meet.end,
            venue: schedule.venue ?? meet.venue, races: schedule.races, warnings: schedule.notes.map(\.message),
            answer: schedule.answers.first, filename: file.filename, sourceURL: sourceURL, cached: answer.cached, createdAt: now,
            expiresAt: code.map { _ in now.addingTimeInterval(life) })
    }

    private static func date(_ row: SQLRow, _ column: String) throws -> CalendarDate? {
        guard let text = try row.get(column, as: SQLDay?.self)?.text else { return nil }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }
}
