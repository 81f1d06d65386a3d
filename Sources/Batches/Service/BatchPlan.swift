import Database
import FileStore
import Foundation
import MeetModel
import Schedules

/// A request for a batch, checked and given its identifiers.
struct BatchPlan: Sendable {
    struct PlannedJob: Sendable {
        var id: JobID
        var sequence: Int
        var source: NewBatch.Source
    }

    struct PlannedSwimmer: Sendable {
        var position: Int
        var normalized: String
        var query: SwimmerQuery
    }

    /// The longest name, address or key, in characters.
    static let mostText = 255

    let id: BatchID
    let request: NewBatch
    let jobs: [PlannedJob]
    let swimmers: [PlannedSwimmer]
    private let timeToLive: Duration

    init(
        _ request: NewBatch, _ configuration: BatchConfiguration, at instant: Date,
        _ makeRandom: @Sendable () -> any RandomNumberGenerator
    ) throws(BatchError) {
        try Self.check(request, configuration)
        var random = makeRandom()
        id = BatchID(.drawn(at: instant, using: &random))
        var jobs: [PlannedJob] = []
        for (sequence, source) in request.sources.enumerated() {
            jobs.append(PlannedJob(id: JobID(.drawn(at: instant, using: &random)), sequence: sequence, source: source))
        }
        self.jobs = jobs
        swimmers = Self.planned(request.swimmers)
        self.request = request
        timeToLive = configuration.timeToLive
    }

    private static func check(_ request: NewBatch, _ configuration: BatchConfiguration) throws(BatchError) {
        guard !request.swimmers.isEmpty else {
            throw BatchError(.invalidRequest, "Say whose races you want: give the name of at least one swimmer.")
        }
        guard request.swimmers.count <= configuration.swimmersPerBatch else {
            throw BatchError(
                .invalidRequest, "A batch takes \(configuration.swimmersPerBatch) swimmers at most. Send the others in another one.")
        }
        for swimmer in request.swimmers {
            guard swimmer.name.contains(where: \.isLetter) else {
                throw BatchError(.invalidRequest, "A swimmer's name needs letters. Give first and last name as on the heat sheet.")
            }
            let details = [
                (swimmer.name, mostText), (swimmer.team ?? "", 32), (swimmer.age ?? "", 8),
                (swimmer.birth ?? "", 16), (swimmer.event ?? "", 16),
            ]
            guard details.allSatisfy({ $0.0.unicodeScalars.count <= $0.1 }) else {
                throw BatchError(
                    .invalidRequest, "A swimmer's name, team, age, birth or event is too long. Give them as on the heat sheet.")
            }
        }
        guard !request.sources.isEmpty else {
            throw BatchError(.invalidRequest, "There is nothing to read: add a PDF or the address of one.")
        }
        guard request.sources.count <= configuration.documentsPerBatch else {
            throw BatchError(
                .tooManyDocuments,
                "A batch takes \(configuration.documentsPerBatch) documents at most. Send the others in another one.")
        }
        guard (request.email?.unicodeScalars.count ?? 0) <= mostText else {
            throw BatchError(.invalidRequest, "This e-mail address is too long. Check it and try again.")
        }
        if let key = request.idempotency, !(1...mostText).contains(key.key.unicodeScalars.count) {
            throw BatchError(.invalidRequest, "The idempotency key must have 1 to \(mostText) characters.")
        }
        for case .url(let address) in request.sources where address.utf8.count > 2_048 {
            throw BatchError(.invalidRequest, "This address is too long: \(address.prefix(60))… Copy it again from the meet's page.")
        }
        if let zone = request.zone, !CalendarZone.isIdentifier(zone) {
            throw BatchError(.invalidRequest, "This is no time zone. Give one as in America/Los_Angeles.")
        }
    }

    /// Somebody asked for twice is looked up once; two of one name are told apart by what else is known of them.
    private static func planned(_ queries: [SwimmerQuery]) -> [PlannedSwimmer] {
        var seen: Set<String> = []
        var planned: [PlannedSwimmer] = []
        for query in queries.map(storable) {
            let name = normalized(query.name)
            let key = seen.contains(name) ? "\(name.prefix(mostText - 96))|\(query.details ?? "||")" : name
            guard seen.insert(key).inserted, !planned.contains(where: { $0.query == query }) else { continue }
            planned.append(PlannedSwimmer(position: planned.count, normalized: key.storable(mostText), query: query))
        }
        return planned
    }

    private static func storable(_ query: SwimmerQuery) -> SwimmerQuery {
        SwimmerQuery(
            name: query.name.storable(mostText), age: query.age?.storable(8), birth: query.birth?.storable(16),
            team: query.team?.storable(32), sex: query.sex, event: query.event?.storable(16))
    }

    /// One text for all ways to write a name: `liu elly` for `Liu, Elly` and `ELLY LIU`.
    static func normalized(_ name: String) -> String {
        let text = Name.query(name).readings.first.map { ([$0.surname] + $0.given).joined(separator: " ") } ?? ""
        return (text.isEmpty ? name.lowercased() : text).storable(mostText)
    }
}

extension BatchPlan {
    /// Takes the request's idempotency key for this batch; gives the batch that has it already.
    func claimKey(_ connection: any SQLConnection) throws -> BatchID? {
        guard let key = request.idempotency else { return nil }
        let taken = try connection.run(
            """
            INSERT INTO idempotency_keys (client, key, request_hash, expires_at)
            VALUES (\(request.client.hash), \(key.key), \(key.requestHash), \(SQL.instant(.now, plus: .seconds(86_400))))
            ON CONFLICT (client, key) DO UPDATE
                SET request_hash = excluded.request_hash, batch_id = NULL, expires_at = excluded.expires_at
                WHERE idempotency_keys.expires_at <= \(SQL.now)
            """)
        guard taken.changes == 0 else { return nil }
        let row = try connection.run(
            "SELECT request_hash, batch_id FROM idempotency_keys WHERE client = \(request.client.hash) AND key = \(key.key)"
        ).first
        guard let row, try row.get("request_hash", as: String.self) == key.requestHash else {
            throw BatchError(.keyReused, "This idempotency key was used for another request. Use a new key for each batch.")
        }
        guard let earlier = try row.get("batch_id", as: BatchID?.self) else { throw BatchError.noBatch }
        return earlier
    }

    func insert(_ connection: any SQLConnection) throws {
        let first = swimmers[0]
        let client = request.client
        try connection.send(
            """
            INSERT INTO processing_batches
                (id, swimmer_name_normalized, swimmer_name_display, total_pdfs, expires_at, client, client_ip, user_agent, referrer,
                notification_email, venue_zone)
            VALUES (\(id), \(first.normalized), \(first.query.name), \(jobs.count), \(SQL.instant(.now, plus: timeToLive)),
                \(client.hash), \(client.ip?.storable(45)), \(client.userAgent?.storable(1_000)), \(client.referrer?.storable(1_000)),
                \(request.email?.storable(Self.mostText)), \(request.zone))
            """)
        let swimmers = SQLTable(
            "swimmers", swimmers, .init("position") { $0.position }, .init("normalized") { $0.normalized },
            .init("display") { $0.query.name }, .init("age") { $0.query.age.flatMap { Int($0) } }, .init("team") { $0.query.team },
            .init("age_text") { $0.query.age }, .init("birth_text") { $0.query.birth }, .init("sex") { $0.query.sex?.rawValue },
            .init("event_number") { $0.query.event })
        try connection.send(
            """
            INSERT INTO batch_swimmers (batch_id, position, name_normalized, name_display, age, team, age_text, birth_text, sex, event_number)
            SELECT \(id), position, normalized, display, age, team, age_text, birth_text, sex, event_number FROM \(swimmers)
            """)
        let rows = SQLTable(
            "jobs", jobs, .init("id") { $0.id }, .init("sequence") { $0.sequence }, .init("source_type") { $0.sourceType },
            .init("source_url") { $0.url }, .init("filename") { $0.file?.filename.storable(255) }, .init("path") { $0.file?.key.text },
            .init("md5") { $0.file?.md5 }, .init("sha256") { $0.file?.checksum.hexadecimal },
            .init("bytes") { $0.file.map { Int($0.bytes) } })
        try connection.send(
            """
            INSERT INTO batch_jobs
                (id, batch_id, sequence, source_type, source_url, filename, temp_file_path, file_checksum, sha256, file_bytes, stage)
            SELECT id, \(id), sequence, source_type, source_url, filename, path, md5, sha256, bytes, 'queued' FROM \(rows)
            """)
        let queued = SQLTable("queued", jobs, .init("id") { $0.id }, .init("sequence") { $0.sequence })
        try connection.send("INSERT INTO job_queue (job_id, batch_id, sequence) SELECT id, \(id), sequence FROM \(queued)")
        try connection.send("INSERT INTO batch_turns (batch_id) VALUES (\(id))")
        if let key = request.idempotency {
            try connection.send(
                "UPDATE idempotency_keys SET batch_id = \(id) WHERE client = \(client.hash) AND key = \(key.key)")
        }
    }
}

extension BatchPlan.PlannedJob {
    var sourceType: BatchJob.SourceType {
        switch source {
        case .file: .file
        case .url: .url
        }
    }

    var url: String? { if case .url(let address) = source { address.storable(2_048) } else { nil } }
    var file: StoredFile? { if case .file(let file) = source { file } else { nil } }
}
